internal import ArgumentParser
internal import GeminiProxy
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

  func validate() throws {
    guard words.count == 1 || words.count == 2 else {
      throw ValidationError("Put the prompt in quotes: gemini-proxy ask \"Why is the sky blue?\"")
    }
  }

  func run() async throws {
    let facts = try ConnectionFacts.read(
      shared, words.count == 2 ? words[0] : nil, url: url, key: key, model: model)
    let prompt = words.last == "-" ? String(decoding: try Input.read(nil), as: UTF8.self) : words.last ?? ""
    let reactor = try Reactor(name: "ask")
    let transport = try await CurlTransport(reactors: [reactor])
    let client = ChatClient(baseURL: facts.base, key: facts.key, transport: transport)
    let failure: String?
    Terminal.progress("Waiting for \(model) …")
    var isWaiting = true
    do {
      try await client.ask(prompt, model: model) { text in
        if isWaiting { Terminal.progress("") }
        isWaiting = false
        Terminal.print(text, terminator: "")
      }
      failure = nil
    } catch let error as TransportError {
      failure = "\(facts.base): \(error). Is the server running? Start it with: gemini-proxy serve"
    } catch {
      failure = "\(error)"
    }
    if isWaiting { Terminal.progress("") }
    Terminal.print("")
    await reactor.shutdown()
    guard let failure else { return }
    Terminal.error(failure)
    throw ExitCode(1)
  }
}
