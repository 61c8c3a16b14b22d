internal import ArgumentParser
internal import GeminiProxy
internal import Glibc
internal import OAuth
internal import Translation

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
      let path = try await options.shared.path(or: options.config)
      let store = try await options.openStoreIfThere()
      let keys: [ClientKey]
      if let store {
        keys = store.current.configuration.apiKeys
      } else {
        keys = try await ConfigurationReading.load(options.shared, options.config).apiKeys
      }
      let folder: String? =
        store.map(\.stateFolder) ?? options.shared.stateFolder?.split(separator: ":").first.map(String.init)
      let table = usage ? try await KeyUsage.read(folder: folder) : nil
      if json {
        Terminal.print(KeyUsage.json(keys, table).line)
        return
      }
      if keys.isEmpty {
        Terminal.print(
          store == nil
            ? "No keys yet: \(path) does not exist; the first start creates it, with a key."
            : "No keys: only requests from this machine are served.")
      }
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
    @Option(help: "The last day on which it works, UTC, or the RFC 3339 time from which it is refused.")
    var expires: String?
    @Flag(help: "Store only the key's digest.") var hashed = false
    @Flag(help: "Print one JSON object.") var json = false

    /// What `--models` names.
    private var patterns: [String] {
      (models ?? "").split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
        .filter { !$0.isEmpty }
    }

    func validate() throws {
      if let name, name.isEmpty || !ClientKey.isName(name) {
        throw ValidationError("--name takes \(ClientKey.allowedNames), and not an empty one.")
      }
      // An empty list would allow all models.
      if models != nil, patterns.isEmpty || !patterns.allSatisfy(ClientKey.isName) {
        throw ValidationError("--models takes names of models, with * as wildcard, separated by commas.")
      }
      if let expires {
        guard let time = ClientKey.expiry(expires) else {
          throw ValidationError("--expires takes a date such as 2027-01-31 or 2027-01-31T12:00:00Z.")
        }
        guard time > UnixTime.now() else {
          throw ValidationError("--expires takes a time to come; \(expires) is past.")
        }
      }
      for (option, value) in [("--rpm", rpm), ("--tokens-per-day", tokensPerDay)] {
        if let value, value < 1 { throw ValidationError("\(option) takes a whole number, 1 or more.") }
      }
    }

    func run() async throws {
      let store = try await options.openStoreForKeys()
      if let name, store.current.configuration.apiKeys.contains(where: { $0.name == name }) {
        Terminal.error("There is a key named \(name) already.")
        throw ExitCode(1)
      }
      let text = ConfigurationFiles.newClientKey(.system)
      let key = ClientKey(
        name: name ?? "", key: Secret(hashed ? "sha256:" + Digest.sha256Hex(text) : text), models: patterns,
        requestsPerMinute: rpm, tokensPerDay: tokensPerDay, expires: expires.flatMap(ClientKey.expiry))
      // Where nobody reads any more, what became of the key is still to be said.
      signal(SIGPIPE, SIG_IGN)
      let place = try await store.change(.addClientKey(key))
      if store.isNew {
        Terminal.note("\(store.path) did not exist; it was made, with a key of its own besides.")
      }
      guard Terminal.print(json ? key.json(whole: text, place: place).line : text) else {
        Terminal.error(
          """
          The new key could not be printed, and it is stored in \(place). Revoke it: \
          gemini-proxy keys revoke \(key.prefix) \(store.path)
          """)
        throw ExitCode(74)
      }
      // Standard output is the key alone, for whoever keeps it in a variable.
      if !json { Terminal.note(KeyStorage.reloadNote) }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Removes a key, by its name or its first characters.")

    @Argument(help: "The key's name, or at least 6 of its first characters.") var nameOrPrefix: String
    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "Print one JSON object.") var json = false

    func run() async throws {
      let store = try await options.openStoreForKeys(creating: false)
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
      let place = try await store.change(.removeClientKey(key.key))
      let words = "Revoked: \(key.summary)\n\(KeyStorage.reloadNote)"
      Terminal.print(json ? key.json(whole: nil, place: place).line : words)
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
    return parts.map(TextTable.printable).joined(separator: "  ")
  }

  /// For programs; `whole` is the key itself, nil where it must not be shown.
  fileprivate func json(whole: String?, place: String) -> JSONValue {
    .object([
      "key": whole.map { .text($0) }, "prefix": .text(prefix), "name": .text(name), "place": .text(place),
      "takes_effect": .text("reload"),
    ])
  }
}
