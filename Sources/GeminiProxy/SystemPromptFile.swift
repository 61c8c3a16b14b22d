internal import Glibc
internal import Logging
package import Translation
internal import Transport

/// The system prompt in a file, if one is configured, read again when the file changes.
///
/// Requests only copy what is in memory.
package final class SystemPromptFile: Sendable {
  /// What tells one state of a file from the next without reading it.
  fileprivate struct Stamp: Equatable {
    let device: UInt
    let inode: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  /// What a configuration asks for, as its file said when it was read.
  struct Reading: Sendable {
    /// Empty where no file is configured.
    fileprivate var path = ""
    fileprivate var prompt: SystemPrompt?
    fileprivate var stamp: Stamp?
  }

  private struct State {
    var reading: Reading
    /// Whether the last look failed, so that it is told once.
    var isBroken = false
  }

  private static let interval = Duration.seconds(1)
  private static let maximumBytes = 1 << 20

  private let state: Lock<State>
  private let logger: Logger

  /// Throws where the file cannot be read: an operator who sets rules wants them kept.
  static func load(_ configuration: ProxyConfiguration) async throws(ProxyStartError) -> Reading {
    let path = configuration.systemPromptFile
    guard !path.isEmpty else { return Reading() }
    let result = await BlockingExecutor.shared.run { (stamp: stamp(of: path), text: read(path)) }
    switch result.text {
    case .success(let text): return Reading(path: path, prompt: prompt(text, configuration), stamp: result.stamp)
    case .failure(let failure): throw .configuration("system_prompt_file cannot be used: \(failure)")
    }
  }

  /// The prompt of a configuration, read once. Blocks.
  package static func prompt(of configuration: ProxyConfiguration) throws -> SystemPrompt? {
    guard !configuration.systemPromptFile.isEmpty else { return nil }
    return prompt(try read(configuration.systemPromptFile).get(), configuration)
  }

  private static func prompt(_ text: String, _ configuration: ProxyConfiguration) -> SystemPrompt {
    SystemPrompt(text: text, mode: configuration.systemPromptMode == .append ? .append : .overwrite)
  }

  init(_ reading: Reading, logger: Logger) {
    state = Lock(State(reading: reading))
    self.logger = logger
  }

  /// The prompt as last read; nil for none.
  package var current: SystemPrompt? { state.withLock { $0.reading.prompt } }

  /// Goes by another configuration from now on; throws where that names another file and it cannot be read.
  ///
  /// The file that is in use already may be unreadable for the moment, as in every other moment.
  func follow(_ configuration: ProxyConfiguration) async throws(ProxyStartError) {
    do throws(ProxyStartError) {
      take(try await Self.load(configuration))
    } catch {
      guard keep(configuration) else { throw error }
      logger.warning("the earlier prompt stays: \(error)")
    }
  }

  /// Keeps the text, in the configuration's mode, where its file is the one in use.
  private func keep(_ configuration: ProxyConfiguration) -> Bool {
    state.withLock { state in
      guard state.reading.path == configuration.systemPromptFile, let text = state.reading.prompt?.text else {
        return false
      }
      state.reading.prompt = Self.prompt(text, configuration)
      state.isBroken = true
      return true
    }
  }

  /// Gives requests what was read from now on, and watches that file.
  func take(_ reading: Reading) {
    state.withLock { $0 = State(reading: reading) }
  }

  /// Looks at the file from time to time, until the task is cancelled.
  func watch() async {
    while (try? await Task.sleep(for: Self.interval)) != nil { await look() }
  }

  /// Reads the file if it has changed; where that fails, the prompt in use stays.
  func look() async {
    let (path, known) = state.withLock { ($0.reading.path, $0.reading.stamp) }
    guard !path.isEmpty else { return }
    let found = await BlockingExecutor.shared.run { () -> (stamp: Stamp?, text: Result<String, SystemFailure>)? in
      let stamp = Self.stamp(of: path)
      return stamp == known && stamp != nil ? nil : (stamp, Self.read(path))
    }
    guard let found else { return }
    switch found.text {
    case .success(let text):
      let isTaken = state.withLock { state in
        // Another file may have been configured meanwhile.
        guard state.reading.path == path, let mode = state.reading.prompt?.mode else { return false }
        state.reading.prompt = SystemPrompt(text: text, mode: mode)
        state.reading.stamp = found.stamp
        state.isBroken = false
        return true
      }
      if isTaken { logger.info("system_prompt_file was read again") }
    case .failure(let failure):
      let isNews = state.withLock { state in
        guard state.reading.path == path, !state.isBroken else { return false }
        state.isBroken = true
        return true
      }
      if isNews { logger.warning("system_prompt_file cannot be read, the earlier prompt stays: \(failure)") }
    }
  }

  private static func stamp(of path: String) -> Stamp? {
    StateFileSystem.status(path).map {
      Stamp(
        device: UInt($0.st_dev), inode: UInt($0.st_ino), size: Int($0.st_size), seconds: $0.st_mtim.tv_sec,
        nanoseconds: $0.st_mtim.tv_nsec)
    }
  }

  private static func read(_ path: String) -> Result<String, SystemFailure> {
    StateFileSystem.read(path, limit: maximumBytes).flatMap { bytes in
      guard let text = String(validating: bytes, as: UTF8.self) else {
        return .failure(SystemFailure("read \(path) as UTF-8", code: EILSEQ))
      }
      let trimmed = text.drop { $0 == "\u{FEFF}" }
      return .success(String(trimmed))
    }
  }
}
