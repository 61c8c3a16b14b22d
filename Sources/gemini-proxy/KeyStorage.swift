internal import ArgumentParser
internal import GeminiProxy
internal import Glibc
internal import OAuth
internal import Transport

extension ConfigurationOptions {
  /// The configuration for a change of the client keys; exits, before anything is made, where it would have no effect.
  ///
  /// Where there is no file and no key, `creating` tells whether one is made.
  func openStoreForKeys(creating: Bool = true) async throws -> FileConfigurationStore {
    let path = try await shared.path(or: config)
    let files = ConfigurationFiles(path: path, stateFolder: shared.stateFolder, loader: await shared.loader())
    let found: (loaded: LoadedConfiguration, exists: Bool)
    do {
      found = try await BlockingExecutor.files { try files.load() }
    } catch {
      Terminal.error("\(error)")
      throw ExitCode(2)
    }
    // An invalid file is refused below, with all that is wrong with it.
    if found.loaded.errors.isEmpty {
      let obstacle = await BlockingExecutor.files { KeyStorage.obstacle(found.loaded, path: path) }
      if let (reason, code) = obstacle { throw KeyStorage.exit(reason, code) }
      if !creating, !found.exists, found.loaded.configuration.apiKeys.isEmpty {
        throw KeyStorage.exit("There are no keys yet: \(path) does not exist.", ExitCode(1))
      }
    }
    return try await shared.openStore(files, found: found)
  }
}

/// Tells changes of client keys that have an effect from those that have none.
enum KeyStorage {
  /// What follows a change: a server looks at its files again only when it is told to.
  static let reloadNote = """
    A running server takes this over at a reload: systemctl reload gemini-proxy, or kill -HUP PID.
    """

  /// Why a change could have no effect, and the exit code for it; nil where it can.
  static func obstacle(_ loaded: LoadedConfiguration, path: String) -> (reason: String, code: ExitCode)? {
    let file = StateFile(path: path)
    let isWritable = file.isWritable && !isMountedReadOnly(file.path)
    switch loaded.provenance[.apiKeys] ?? .standard {
    case .environment(let name):
      let reason =
        "The keys stand in the environment variable \(name), which counts more than any file: change it there."
      return (reason, ExitCode(64))
    case .credential(let name):
      let reason = "The keys stand in the credential \(name), which counts more than any file: change it there."
      return (reason, ExitCode(64))
    case .commandLine: return ("The keys stand on the command line, which counts more than any file.", ExitCode(64))
    case .file: return isWritable ? nil : (readOnly(path), ExitCode(73))
    case .state:
      guard isWritable else { return nil }
      let reason = """
        The keys stand in state.json, and \(path), which counts more, can be written by now: move "api_keys" from there \
        into it.
        """
      return (reason, ExitCode(73))
    case .standard: return nil
    }
  }

  /// Such a file cannot be replaced either, though its folder may be writable.
  private static func isMountedReadOnly(_ path: String) -> Bool { access(path, W_OK) != 0 && errno == EROFS }

  /// What to say where the file with the keys cannot be written.
  static func readOnly(_ path: String) -> String {
    "The keys stand in \(path), which cannot be written: make it writable, or change \"api_keys\" in it by hand."
  }

  /// The exit code; the words have been printed.
  static func exit(_ reason: String, _ code: ExitCode) -> ExitCode {
    Terminal.error("\(reason) Nothing was changed.")
    return code
  }
}

extension FileConfigurationStore {
  /// Stores a change of the client keys and says in which file; exits where it is not what counts.
  func change(_ change: ConfigurationChange) async throws -> String {
    let source = current.provenance[.apiKeys] ?? .standard
    let stored: String
    switch await record({ [change] }) {
    case .file(let path): stored = path
    case .state(let path):
      guard source != .file else {
        Terminal.error(KeyStorage.readOnly(self.path))
        throw ExitCode(73)
      }
      stored = path
    case .memory(let reason):
      Terminal.error("The change cannot be stored: \(reason). Make the configuration writable, or name --state-dir.")
      throw ExitCode(73)
    }
    guard counts(change) else {
      Terminal.error("The change went to \(stored) and does not count: \"gemini-proxy config check\" says why.")
      throw ExitCode(1)
    }
    return stored
  }

  /// Whether the configuration as it is read now has the change.
  private func counts(_ change: ConfigurationChange) -> Bool {
    let keys = current.configuration.apiKeys
    switch change {
    case .addClientKey(let key): return keys.contains { $0.key == key.key }
    case .removeClientKey(let key): return !keys.contains { $0.key == key }
    case .token, .project, .clientID: return true
    }
  }
}
