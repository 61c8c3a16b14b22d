package import Logging
internal import Transport

/// Keeps strangers from filling the log: of requests that were refused before anybody was known for their sender, so many
/// lines a second are written, and of the rest the number.
package final class LogLimiter: Sendable {
  /// Lines a second, and how many may come at once.
  static let rate = 10.0
  static let burst = 100.0

  private struct State {
    var allowance = LogLimiter.burst
    var seen = MonotonicInstant.distantPast
    var unlogged = 0
    /// When the number of those was written last.
    var told = MonotonicInstant.distantPast
  }

  private let state = Lock(State())

  package init() {}

  /// Writes the line of a record, unless it is one too many of its kind.
  package func log(_ record: AccessRecord, to logger: Logger) {
    guard let unlogged = admit(record) else { return }
    if unlogged > 0 { logger.notice("refused requests were not logged", metadata: ["count": "\(unlogged)"]) }
    record.log(to: logger)
  }

  /// The number of records that were passed over, where it is time to tell it; nil where this one is passed over too.
  func admit(_ record: AccessRecord, at now: MonotonicInstant = .now()) -> Int? {
    let isRefusal = record.keyName == nil && record.status >= 400
    return state.withLock { state in
      if isRefusal {
        state.allowance = min(Self.burst, state.allowance + max(0, now.duration(since: state.seen).seconds) * Self.rate)
        state.seen = now
        guard state.allowance >= 1 else {
          state.unlogged += 1
          return nil
        }
        state.allowance -= 1
      }
      // Once a second: among many requests of others the number would be most of the log.
      guard state.unlogged > 0, state.told + .seconds(1) <= now else { return 0 }
      defer { (state.unlogged, state.told) = (0, now) }
      return state.unlogged
    }
  }
}
