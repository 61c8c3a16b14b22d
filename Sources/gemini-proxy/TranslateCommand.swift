internal import ArgumentParser
internal import GeminiProxy
internal import Translation
internal import Transport

/// Shows what a request becomes on its way to Google; nothing is sent.
struct TranslateCommand: AsyncParsableCommand {
  enum ClientDialect: String, CaseIterable, ExpressibleByArgument {
    case openAIChat = "openai-chat"
    case openAIResponses = "openai-responses"
    case openAICompletions = "openai-completions"
    case anthropic
    case gemini
    case ollamaChat = "ollama-chat"
    case ollamaGenerate = "ollama-generate"
  }

  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Prints the upstream request that a client's request becomes, and what was dropped or adjusted.",
    discussion: "Nothing is sent: gemini-proxy translate --from openai-chat request.json")

  @Option(
    name: .customLong("from"),
    help: """
      What the client speaks: openai-chat, openai-responses, openai-completions, anthropic, gemini, ollama-chat or \
      ollama-generate.
      """)
  var dialect: ClientDialect

  @Argument(help: "The file with the request's body; standard input without it.")
  var file: String?

  @Option(help: "The model, for a gemini request that does not name it in its body.")
  var model: String?

  @Flag(help: "Treat a gemini request as one for a stream.")
  var stream = false

  @OptionGroup var shared: SharedOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard shared.stateDir == nil || shared.path != nil else {
      throw ValidationError("--state-dir counts only beside --config: without that no configuration is read.")
    }
  }

  func run() async throws {
    let settings = try await settings()
    let body: [UInt8]
    do {
      body = try await Input.read(file)
    } catch {
      Terminal.error("\(error)")
      throw ExitCode(1)
    }
    let dryRun: DryRun
    do throws(TranslationError) {
      switch dialect {
      case .openAIChat: dryRun = try DryRun(ChatCompletions.self, body, settings: settings)
      case .openAIResponses: dryRun = try DryRun(Responses.self, body, settings: settings)
      case .openAICompletions: dryRun = try DryRun(Completions.self, body, settings: settings)
      case .anthropic: dryRun = try DryRun(Messages.self, body, settings: settings)
      case .ollamaChat: dryRun = try DryRun(OllamaChat.self, body, settings: settings)
      case .ollamaGenerate: dryRun = try DryRun(OllamaGenerate.self, body, settings: settings)
      case .gemini: dryRun = try DryRun(GeminiNative.self, body, settings: settings)
      }
    } catch {
      Terminal.error("the client would be refused: \(error.failure.message)")
      throw ExitCode(1)
    }
    let output = json ? dryRun.json : dryRun.text
    Terminal.print(String(decoding: output, as: UTF8.self))
  }

  private func settings() async throws -> DryRun.Settings {
    var settings = DryRun.Settings()
    // Without `--config` only what the request itself says counts.
    if shared.path != nil {
      let configuration = try await ConfigurationReading.load(shared, nil)
      settings.upstream = UpstreamKind(configuration.apiMode)
      settings.project = configuration.projectID.isEmpty ? nil : configuration.projectID
      settings.location = configuration.location
      settings.names = ModelNames(aliases: configuration.modelAliases.map { ($0.pattern, $0.model) })
      do {
        settings.systemPrompt = try await BlockingExecutor.files { try SystemPromptFile.prompt(of: configuration) }
      } catch {
        Terminal.error("system_prompt_file cannot be used: \(error)")
        throw ExitCode(2)
      }
    }
    if dialect == .gemini, let model {
      settings.target = NativeTarget(model: model, method: stream ? .streamGenerateContent : .generateContent)
    }
    return settings
  }
}

extension DryRun {
  /// For people: the request line, the body on many lines, then what was changed.
  fileprivate var text: [UInt8] {
    var output = Array("POST \(target)\n".utf8)
    output += JSONIndent.lines(body)
    if !adjustments.isEmpty {
      output += Array("\n\nAdjusted for the client:".utf8)
      for adjustment in adjustments { output += Array("\n  \(adjustment.action.rawValue) \(adjustment.name)".utf8) }
    }
    if calls > 1 { output += Array("\n\nSent \(calls) times, once for each prompt; this is the first.".utf8) }
    if !fetches.isEmpty {
      output += Array("\n\nFetched before it is sent:".utf8)
      for url in fetches { output += Array("\n  \(url)".utf8) }
    }
    return output
  }

  /// For programs: `target`, `body`, `calls`, `adjustments` as in the header of an answer, and `fetches`.
  fileprivate var json: [UInt8] {
    var output = Array("{\"target\":".utf8)
    JSONWriter.string(target, into: &output)
    output += Array(",\"body\":".utf8) + body + Array(",\"calls\":\(calls)".utf8)
    output += Array(",\"adjustments\":".utf8)
    JSONWriter.strings(adjustments.map(\.description), into: &output)
    output += Array(",\"fetches\":".utf8)
    JSONWriter.strings(fetches, into: &output)
    output.append(UInt8(ascii: "}"))
    return output
  }
}
