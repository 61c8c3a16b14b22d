internal import ArgumentParser
internal import GeminiProxy
internal import Translation
internal import Transport

/// One streamed answer in the terminal, through the running server.
struct AskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Streams one answer of the running server into the terminal.",
    usage: "gemini-proxy ask [CONFIG] PROMPT [--model MODEL]",
    discussion: "The prompt \"-\" is read from standard input.")

  @Argument(help: ArgumentHelp("The configuration file, where two are given, and the prompt.", valueName: "words"))
  var words: [String]

  @OptionGroup var shared: SharedOptions

  @Option(help: "The model that answers.")
  var model = "gemini-2.5-flash"

  @Option(help: "The server's address, where it is another than the configured one.")
  var url: String?

  @Option(help: "The client key to use; the first of \"api_keys\" by default.")
  var key: String?

  @Flag(help: "Print one JSON object when the answer is complete.")
  var json = false

  func validate() throws {
    guard words.count == 1 || words.count == 2 else {
      throw ValidationError("Put the prompt in quotes: gemini-proxy ask \"Why is the sky blue?\"")
    }
  }

  func run() async throws {
    let facts = try await ConnectionFacts.read(
      shared, words.count == 2 ? words[0] : nil, url: url, key: key, model: model)
    let prompt = words.last == "-" ? String(decoding: try await Input.read(nil), as: UTF8.self) : words.last ?? ""
    let reactor = try Reactor(name: "ask")
    let transport = try await CurlTransport(reactors: [reactor])
    let client = ChatClient(baseURL: facts.base, key: facts.key, transport: transport)
    let failure: String?
    Terminal.progress("Waiting for \(model) …")
    var isWaiting = true
    var whole = ""
    do {
      let ending = try await client.ask(prompt, model: model) { text in
        guard !json else { return whole += text }
        if isWaiting { Terminal.progress("") }
        isWaiting = false
        Terminal.print(text, terminator: "")
      }
      if isWaiting { Terminal.progress("") }
      Terminal.print(json ? Self.json(ending, whole).line : "")
      failure = nil
    } catch let error as TransportError {
      failure = "\(facts.base): \(error). Is the server running? Start it with: gemini-proxy serve"
    } catch {
      failure = "\(error)"
    }
    await reactor.shutdown()
    guard let failure else { return }
    if isWaiting {
      Terminal.progress("")
    } else {
      // What came of the answer ends its line.
      Terminal.print("")
    }
    Terminal.error(failure)
    throw ExitCode(1)
  }

  private static func json(_ ending: ChatClient.Ending, _ text: String) -> JSONValue {
    .object([
      "model": .text(ending.model), "text": .text(text), "finish": ending.finish.map { .text($0) },
      "usage": ending.usage,
    ])
  }
}
