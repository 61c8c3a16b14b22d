internal import ArgumentParser
internal import GeminiProxy
internal import OAuth

struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Keys that clients of this proxy authenticate with.",
    subcommands: [List.self, Add.self, Revoke.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the keys, without showing them.")

    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "Show what each key has used, by day of UTC.") var usage = false
    @Flag(help: "Print a JSON array.") var json = false

    func run() async throws {
      let store = try await options.openStore()
      let keys = store.current.configuration.apiKeys
      let table = usage ? try await KeyUsage.read(folder: store.stateFolder) : nil
      guard !json else { return Terminal.print(String(decoding: KeyUsage.json(keys, table), as: UTF8.self)) }
      if keys.isEmpty { Terminal.print("No keys: only requests from this machine are served.") }
      for key in keys { Terminal.print(key.summary) }
      if let table { Terminal.print("\n" + KeyUsage.table(keys, table)) }
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Makes a new key and prints it once.")

    @OptionGroup var options: ConfigurationOptions
    @Option(help: "What to call it.") var name: String?
    @Option(help: "A pattern of the models it may use; several by commas.") var models: String?
    @Option(parsing: .unconditional, help: "Requests a minute.") var rpm: Int?
    @Option(parsing: .unconditional, help: "Tokens a day.") var tokensPerDay: Int?
    @Option(help: "The day, or RFC 3339 time, from which it is refused.") var expires: String?
    @Flag(help: "Store only the key's digest.") var hashed = false

    func validate() throws {
      if let expires, UnixTime(rfc3339: expires) == nil {
        throw ValidationError("--expires takes a date such as 2027-01-31 or 2027-01-31T12:00:00Z.")
      }
      for (option, value) in [("--rpm", rpm), ("--tokens-per-day", tokensPerDay)] {
        if let value, value < 1 { throw ValidationError("\(option) takes a whole number, 1 or more.") }
      }
    }

    func run() async throws {
      let store = try await options.openStore()
      if let name, store.current.configuration.apiKeys.contains(where: { $0.name == name }) {
        Terminal.error("There is a key named \(name) already.")
        throw ExitCode(1)
      }
      let text = ConfigurationFiles.newClientKey(.system)
      let key = ClientKey(
        name: name ?? "", key: Secret(hashed ? "sha256:" + Digest.sha256Hex(text) : text),
        models: models?.split(separator: ",").map(String.init) ?? [], requestsPerMinute: rpm,
        tokensPerDay: tokensPerDay,
        expires: expires.flatMap { UnixTime(rfc3339: $0) })
      try await store.change(.addClientKey(key))
      if store.isNew {
        Terminal.error("note: \(store.path) did not exist; it was made, with a key of its own besides.")
      }
      Terminal.print(text)
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Removes a key, by its name or its first characters.")

    @Argument(help: "The key's name, or at least 6 of its first characters.") var nameOrPrefix: String
    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
      let store = try await options.openStore()
      let keys = store.current.configuration.apiKeys
      let named = keys.filter { $0.name == nameOrPrefix }
      let prefixed = nameOrPrefix.count < 6 ? [] : keys.filter { $0.key.exposed.hasPrefix(nameOrPrefix) }
      let found = named.isEmpty ? prefixed : named
      guard let key = found.first, found.count == 1 else {
        Terminal.error(found.isEmpty ? "No key is called \(nameOrPrefix)." : "\(found.count) keys begin like that.")
        throw ExitCode(1)
      }
      guard keys.count > 1 else {
        Terminal.error("This is the last key; without any, only this machine would be served. Add another one first.")
        throw ExitCode(1)
      }
      try await store.change(.removeClientKey(key.key))
      Terminal.print("Revoked: \(key.summary)")
    }
  }
}

extension ClientKey {
  /// A line about it that does not give it away.
  fileprivate var summary: String {
    var parts = [name.isEmpty ? "(unnamed)" : name, "\(prefix)…"]
    if !models.isEmpty { parts.append("models \(models.joined(separator: ","))") }
    if let requestsPerMinute { parts.append("\(requestsPerMinute) requests/min") }
    if let tokensPerDay { parts.append("\(tokensPerDay) tokens/day") }
    if let expires { parts.append("expires \(expires.rfc3339)") }
    return parts.joined(separator: "  ")
  }
}

extension FileConfigurationStore {
  /// Stores a change that is worthless in memory alone.
  fileprivate func change(_ change: ConfigurationChange) async throws {
    guard case .memory(let reason) = await record({ [change] }) else { return }
    Terminal.error("The change cannot be stored: \(reason). Make the configuration writable, or name --state-dir.")
    throw ExitCode(73)
  }
}
