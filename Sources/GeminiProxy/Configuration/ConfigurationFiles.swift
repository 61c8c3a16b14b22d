internal import Glibc
package import OAuth

/// The files behind a configuration. Blocks: call it off the reactors.
package struct ConfigurationFiles: Sendable {
  package var file: StateFile
  package var state: StateFile?
  package var loader: ConfigurationLoader
  package var entropy: Entropy
  /// What could be stored nowhere, as the text of a state file.
  package private(set) var memory: [UInt8]?

  /// `stateFolder` is `--state-dir` or `$STATE_DIRECTORY`; of several folders the first counts.
  package init(path: String, stateFolder: String?, loader: ConfigurationLoader, entropy: Entropy = .system) {
    file = StateFile(path: path)
    let folder = stateFolder?.split(separator: ":").first.map(String.init)
    state = folder.map { StateFile(path: $0 + "/state.json") }
    self.loader = loader
    self.entropy = entropy
  }

  /// Reads and checks, changing nothing; nil for a file that is not there.
  package func load() throws(ConfigurationError) -> (loaded: LoadedConfiguration, exists: Bool) {
    let text: [UInt8]?
    do {
      text = try file.read()
    } catch {
      throw .unreadable(path: file.path, reason: "\(error)")
    }
    var loaded = loader.load(file: text, state: stateText)
    if !loaded.errors.isEmpty, let text, case .failure = ConfigurationText.parse(text), let copy = file.newestBackup {
      loaded.problems.append(ConfigurationProblem(.warning, key: "", "an earlier version is kept as \(copy)"))
    }
    return (loaded, text != nil)
  }

  /// What `open` found and did.
  package struct Opened: Sendable {
    package var loaded: LoadedConfiguration
    /// What the operator should be told.
    package var notices: [String]
    /// The file was made just now.
    package var isNew = false
    /// A client key was made up and is kept nowhere but in memory.
    package var hasUnstoredKey = false
  }

  /// Reads, and creates or completes what is missing.
  package mutating func open() throws(ConfigurationError) -> Opened {
    let found = try load()
    return try open(found)
  }

  /// Creates or completes what is missing of what `load` has just found.
  package mutating func open(
    _ known: (loaded: LoadedConfiguration, exists: Bool)
  ) throws(ConfigurationError) -> Opened {
    var notices: [String] = []
    let (found, exists) = known
    guard found.errors.isEmpty else { throw .invalid(path: file.path, found.problems) }
    if exists {
      switch file.closeToOthers() {
      case .owner: break
      case .othersUntilNow: notices.append("\(file.path) could be read by others; its mode is now 0600.")
      case .others:
        notices.append(
          "\(file.path) can be read by others and its mode cannot be changed; set it to 0600 as its owner.")
      }
    }
    if let folder = state?.path { _ = mkdir(StateFileSystem.folder(of: folder), 0o700) }
    let place = exists ? complete(found.missing) : create(found.missing)
    if let warning = (place ?? prospect).warning { notices.append(warning) }
    let loaded = place == nil ? found : try load().loaded
    guard loaded.errors.isEmpty else { throw .invalid(path: file.path, loaded.problems) }
    var opened = Opened(loaded: loaded, notices: notices)
    switch place {
    case .file: opened.isNew = !exists
    case .memory: opened.hasUnstoredKey = found.missing.contains(.apiKeys)
    case .state, nil: break
    }
    return opened
  }

  /// The first folder in which files can be made: the configuration file's, then the state file's.
  var stateFolder: String? {
    [file.path, state?.path].compactMap { $0.map(StateFileSystem.folder) }.first { access($0, W_OK | X_OK) == 0 }
  }

  /// Stores changes in the first place that takes them.
  ///
  /// `changes` is asked under the lock, so that of two saves the later one never writes the older value.
  package mutating func save(_ changes: () -> [ConfigurationChange]) -> ConfigurationPlace {
    var reason: String
    switch Self.attempt(file, { ConfigurationText.Outcome(changes(), on: $0) }) {
    case .success: return .file(file.path)
    case .failure(let failure): reason = failure.message
    }
    let stronger = strongerTokens()
    if let state {
      switch Self.attempt(state, { ConfigurationText.Outcome(changes(), on: Self.orEmpty($0), replaced: stronger) }) {
      case .success:
        if memory != nil { remember(changes(), replaced: stronger) }
        return .state(state.path)
      case .failure(let failure): reason += "; " + failure.message
      }
    }
    remember(changes(), replaced: stronger)
    return .memory(reason)
  }

  /// Removes the backups beside the file, which hold tokens.
  package func removeBackups() {
    file.removeBackups()
    state?.removeBackups()
  }

  private var stateText: [UInt8]? { memory ?? ((try? state?.read()) ?? nil) }

  /// Where the next save will probably go.
  private var prospect: ConfigurationPlace {
    if file.isWritable { return .file(file.path) }
    if let state, state.isWritable { return .state(state.path) }
    return .memory("\(file.path) is read-only")
  }

  private mutating func create(_ missing: Set<ConfigurationKey>) -> ConfigurationPlace? {
    let clientID = entropy.uuid()
    let key = Secret(Self.newClientKey(entropy))
    let first = ConfigurationText.firstFile(clientID: clientID, key: key)
    do {
      // Another process may have been first: its file stays.
      _ = try file.update { (old: [UInt8]?) throws(Never) in old == nil ? StateFile.Update(bytes: first) : nil }
      return .file(file.path)
    } catch {
      return complete(missing)
    }
  }

  private mutating func complete(_ missing: Set<ConfigurationKey>) -> ConfigurationPlace? {
    guard !missing.isEmpty else { return nil }
    var changes: [ConfigurationChange] = []
    if missing.contains(.clientID) { changes.append(.clientID(entropy.uuid())) }
    if missing.contains(.apiKeys) { changes.append(.addClientKey(ClientKey(key: Secret(Self.newClientKey(entropy))))) }
    return save { changes }
  }

  private mutating func remember(_ changes: [ConfigurationChange], replaced: (String) -> Secret?) {
    let base = stateText.flatMap { text in (try? ConfigurationText.parse(text).get()).map { _ in text } }
    memory = (try? ConfigurationText.applying(changes, to: base, replaced: replaced))?.bytes ?? memory
  }

  /// The tokens of the layers above the state file, which a learned one stands in for.
  private func strongerTokens() -> (String) -> Secret? {
    let stronger = loader.load(file: (try? file.read()) ?? nil).configuration
    return { account in
      account == ConfigurationReader.topLevelAccount
        ? stronger.tokenFile : stronger.accounts.first { $0.name == account }?.tokenFile
    }
  }

  /// A new key for clients: `gp-` and 32 hexadecimal digits.
  package static func newClientKey(_ entropy: Entropy) -> String { "gp-" + entropy.hexadecimal(16) }

  /// A damaged state file is started anew: what it held can be learned again.
  private static func orEmpty(_ text: [UInt8]?) -> [UInt8]? {
    guard let text, case .success = ConfigurationText.parse(text) else { return nil }
    return text
  }

  private static func attempt(
    _ file: StateFile, _ change: ([UInt8]?) -> ConfigurationText.Outcome
  ) -> Result<Void, ConfigurationText.Problem> {
    do throws(SystemFailure) {
      return try file.update { (old: [UInt8]?) throws(ConfigurationText.Problem) in try change(old).get() }
    } catch {
      return .failure(ConfigurationText.Problem(message: "\(error)"))
    }
  }
}
