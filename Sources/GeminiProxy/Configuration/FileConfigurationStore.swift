internal import OAuth
internal import Transport

/// `config.json`: loaded once, re-read on demand, and written back where something was learned.
///
/// Several processes may share one. All file work happens on the executor for blocking calls.
public final class FileConfigurationStore: ConfigurationStore {
  private let files: Lock<ConfigurationFiles>
  private let loaded: Lock<LoadedConfiguration>
  private let place = Lock<ConfigurationPlace?>(nil)

  /// What the operator should be told at start-up about where things are stored.
  public let notices: [String]
  /// The configuration file was made when the store was opened.
  public let isNew: Bool
  /// A client key was generated that no file holds: whoever shows it to nobody serves nobody.
  public let hasUnstoredKey: Bool
  /// The configuration file, symbolic links followed.
  public let path: String

  /// Loads the file at `path`; the first start creates it with a generated id and key.
  ///
  /// `stateDirectory` takes learned values where the file cannot be written. Throws `invalid` naming every problem.
  public static func open(
    path: String, stateDirectory: String? = nil, loader: ConfigurationLoader = ConfigurationLoader()
  ) async throws(ConfigurationError) -> FileConfigurationStore {
    try await open(ConfigurationFiles(path: path, stateFolder: stateDirectory, loader: loader))
  }

  /// Reads and checks the file at `path`, changing nothing; also tells whether it exists.
  public static func check(
    path: String, stateDirectory: String? = nil, loader: ConfigurationLoader
  ) async throws(ConfigurationError) -> (loaded: LoadedConfiguration, exists: Bool) {
    let files = ConfigurationFiles(path: path, stateFolder: stateDirectory, loader: loader)
    let result = await BlockingExecutor.shared.run {
      () -> Result<(loaded: LoadedConfiguration, exists: Bool), ConfigurationError> in
      Result { () throws(ConfigurationError) in try files.load() }
    }
    return try result.get()
  }

  /// `found` is what `load` of the files has just found, where somebody looked at it first.
  package static func open(
    _ files: ConfigurationFiles, found: (loaded: LoadedConfiguration, exists: Bool)? = nil
  ) async throws(ConfigurationError) -> FileConfigurationStore {
    let opened = await BlockingExecutor.shared.run { () -> Result<FileConfigurationStore, ConfigurationError> in
      var files = files
      do throws(ConfigurationError) {
        let opened = if let found { try files.open(found) } else { try files.open() }
        return .success(FileConfigurationStore(files: files, opened))
      } catch {
        return .failure(error)
      }
    }
    return try opened.get()
  }

  private init(files: ConfigurationFiles, _ opened: ConfigurationFiles.Opened) {
    self.files = Lock(files)
    loaded = Lock(opened.loaded)
    notices = opened.notices
    isNew = opened.isNew
    hasUnstoredKey = opened.hasUnstoredKey
    path = files.file.path
  }

  /// The configuration as last loaded.
  public var current: LoadedConfiguration { loaded.withLock { $0 } }

  /// The folder for what the program learns beside the configuration; nil where nothing can be written.
  public var stateFolder: String? { files.withLock { $0.stateFolder } }

  /// Where the last save went; nil before the first one.
  public var lastPlace: ConfigurationPlace? { place.withLock { $0 } }

  /// Reads the file anew; on an error the configuration in use stays.
  public func reload() async throws(ConfigurationError) -> LoadedConfiguration {
    let result = await BlockingExecutor.shared.run { () -> Result<LoadedConfiguration, ConfigurationError> in
      do throws(ConfigurationError) {
        let (found, _) = try self.files.withLock { files throws(ConfigurationError) in try files.load() }
        guard found.errors.isEmpty else { throw .invalid(path: self.path, found.problems) }
        self.loaded.withLock { $0 = found }
        return .success(found)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Reads the file anew, as `reload` does.
  public func load() async throws(ConfigurationError) -> ProxyConfiguration { try await reload().configuration }

  /// Writes down what `change` makes of the learned values; everything else in the file stays as it is.
  ///
  /// Throws `unwritable` where there is no place on the disk; `current` has the change all the same.
  public func update(_ change: @escaping @Sendable (inout ProxyConfiguration) -> Void) async throws(ConfigurationError)
  {
    let place = await BlockingExecutor.shared.run {
      self.files.withLock { files in
        let reader = files
        return self.save(in: &files) {
          guard let stored = try? reader.load().loaded.configuration else { return [] }
          var changed = stored
          change(&changed)
          return stored.learned(in: changed)
        }
      }
    }
    if case .memory(let reason) = place { throw .unwritable(path: path, reason: reason) }
  }

  /// Stores what was learned and says where; the operator's own edits made meanwhile survive.
  ///
  /// `changes` is asked when the file is locked. `current` follows.
  @discardableResult
  package func record(_ changes: @escaping @Sendable () -> [ConfigurationChange]) async -> ConfigurationPlace {
    await BlockingExecutor.shared.run {
      // Only threads for blocking calls ever wait for this lock longer than a copy takes.
      self.files.withLock { self.save(in: &$0, changes) }
    }
  }

  private func save(
    in files: inout ConfigurationFiles, _ changes: () -> [ConfigurationChange]
  ) -> ConfigurationPlace {
    let place = files.save(changes)
    self.place.withLock { $0 = place }
    if let found = try? files.load().loaded, found.errors.isEmpty { loaded.withLock { $0 = found } }
    return place
  }

  /// The token that an account has on the disk at this moment. Blocks.
  func storedToken(of account: String) -> OAuthToken? {
    guard let found = try? files.withLock({ try $0.load() }).loaded, found.errors.isEmpty else { return nil }
    return found.configuration.storedAccounts.first { $0.name == account }?.token
  }

  /// Removes the backups, which hold tokens; for `logout`.
  package func removeBackups() async {
    await BlockingExecutor.shared.run { self.files.withLock { $0.removeBackups() } }
  }
}
