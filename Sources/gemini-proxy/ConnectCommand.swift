internal import ArgumentParser
internal import FoundationEssentials
internal import GeminiProxy
internal import Translation
internal import Transport

/// Prints what a client has to be told to use this proxy, or tells it.
struct ConnectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connect",
    abstract: "Prints a client's settings for this proxy, or writes them into the client's own file.",
    discussion: "Clients: " + ConnectedClient.allCases.map(\.rawValue).joined(separator: ", ") + ".\n"
      + "The settings hold a client key of this proxy, so they are not for other people's eyes.")

  @Argument(help: "The client.", completion: .list(ConnectedClient.allCases.map(\.rawValue)))
  var client: String

  @OptionGroup var options: ConfigurationOptions

  @Flag(help: "Merge the settings into the client's file, of which a copy is kept.")
  var write = false

  @Option(help: "The proxy's address, where clients reach it at another than the configured one.")
  var url: String?

  @Option(help: "The client key to use; the first of \"api_keys\" by default.")
  var key: String?

  @Option(help: "The model to use; gemini-2.5-pro, and gemini-2.5-flash for small work, by default.")
  var model: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard ConnectedClient(rawValue: client) == nil else { return }
    let names = ConnectedClient.allCases.map(\.rawValue)
    let hint = NearestName.of(client, among: names).map { " Did you mean \($0)?" } ?? ""
    throw ValidationError("There is no client \"\(client)\" here.\(hint) Known are \(names.joined(separator: ", ")).")
  }

  func run() async throws {
    guard let client = ConnectedClient(rawValue: client) else { throw ExitCode(64) }
    let facts = try await ConnectionFacts.read(options.shared, options.config, url: url, key: key, model: model)
    let settings = ClientSettings(client, facts)
    var outcome: (path: String, written: ClientFile.Written)?
    if write { outcome = try await store(settings, of: client) }
    if json {
      Terminal.print(Self.json(client, facts, settings, outcome).line)
    } else if let outcome {
      Terminal.print(Self.report(client, outcome.path, outcome.written))
      // What the file of this one has no place for.
      if client == .zed {
        for variable in settings.environment {
          Terminal.print("Still needed in its environment:\n  export \(variable.name)=\(variable.value)")
        }
      }
    } else {
      Terminal.print(text(client, settings))
    }
  }

  // MARK: Files

  private func store(
    _ settings: ClientSettings, of client: ConnectedClient
  ) async throws -> (String, ClientFile.Written) {
    guard let file = settings.file else {
      Terminal.error("\(client.title) has no file for such settings; without --write they are shown")
      throw ExitCode(1)
    }
    guard let path = file.location(in: ProcessInfo.processInfo.environment) else {
      Terminal.error("the environment names no HOME")
      throw ExitCode(1)
    }
    let outcome: Result<ClientFile.Written, SettingsConflict>
    do {
      outcome = try await BlockingExecutor.files { try file.write(to: path) }
    } catch {
      Terminal.error("\(path) cannot be written: \(error)")
      throw ExitCode(73)
    }
    switch outcome {
    case .success(let written): return (path, written)
    case .failure(let conflict):
      let isLeft = "\(path) is left as it is: \(conflict.reason)."
      Terminal.error(json ? "\(isLeft) Without --write the settings are shown." : "\(isLeft) Put this into it:")
      if !json { Terminal.print(file.text, terminator: "") }
      throw ExitCode(1)
    }
  }

  // MARK: Output

  private static func report(_ client: ConnectedClient, _ path: String, _ written: ClientFile.Written) -> String {
    guard written.isChanged else { return "\(path) has these settings already." }
    let backup = written.backup.map { "\nThe file as it was: \($0)" } ?? ""
    return "\(client.title) is set up in \(path).\(backup)"
  }

  private func text(_ client: ConnectedClient, _ settings: ClientSettings) -> String {
    var blocks: [String] = []
    if let link = settings.link { blocks.append(link) }
    blocks.append(settings.steps.joined(separator: "\n"))
    if !settings.environment.isEmpty {
      blocks.append(settings.environment.map { "  export \($0.name)=\($0.value)" }.joined(separator: "\n"))
    }
    if let file = settings.file {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { "  \($0)" }
      blocks.append(
        "~/\(file.path) (with --write they are merged into it, a copy is kept):\n" + lines.joined(separator: "\n"))
    }
    return "\(client.title)\n\n" + blocks.joined(separator: "\n\n")
  }

  private static func json(
    _ client: ConnectedClient, _ facts: ConnectionFacts, _ settings: ClientSettings,
    _ outcome: (path: String, written: ClientFile.Written)?
  ) -> JSONValue {
    let environment = settings.environment.map { JSONMember(JSONText($0.name), .text($0.value)) }
    let path = settings.file.map { file in
      outcome?.path ?? file.location(in: ProcessInfo.processInfo.environment) ?? file.path
    }
    let backup = outcome?.written.backup
    return .object([
      "client": .text(client.rawValue), "base_url": .text(facts.base), "api_key": .text(facts.key),
      "model": .text(facts.model), "link": settings.link.map { .text($0) }, "environment": .object(environment),
      "file": path.map { .text($0) }, "content": settings.file.map { .text($0.text) },
      "changed": outcome.map { .bool($0.written.isChanged) }, "backup": backup.map { .text($0) },
    ])
  }
}
