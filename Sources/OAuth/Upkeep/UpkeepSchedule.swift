internal import Transport

/// When each duty for one account is due. Pure: it does no I/O and reads no clock.
struct UpkeepSchedule: Sendable {
  private struct Entry {
    var isUnderWay = false
    /// Not before then.
    var next = MonotonicInstant.distantPast
    var begun = MonotonicInstant.distantPast
    /// In a row.
    var failures = 0
    /// The last failure that was told.
    var told: UpkeepFailure?
    /// The account's generation that it was done for.
    var generation: Int?
    /// From 0 to 1, another one each time: keeps accounts from coming together.
    var jitter = 0.0
  }

  /// What is worth telling about an end.
  enum News: Equatable {
    case failed(UpkeepFailure)
    case recovered
  }

  private var entries: [UpkeepDuty: Entry] = [:]

  func jitter(_ duty: UpkeepDuty) -> Double { entries[duty]?.jitter ?? 0 }

  var isIdle: Bool { !entries.values.contains(where: \.isUnderWay) }

  /// When the duty was begun last.
  func begun(_ duty: UpkeepDuty) -> MonotonicInstant { entries[duty]?.begun ?? .distantPast }

  /// The account's generation that the duty was begun for last.
  func generation(_ duty: UpkeepDuty) -> Int? { entries[duty]?.generation }

  /// Begins a duty unless it is under way or its pause is not over; for another `generation` than last time at once.
  mutating func begin(_ duty: UpkeepDuty, generation: Int = 0, at now: MonotonicInstant) -> Bool {
    var entry = entries[duty] ?? Entry()
    guard !entry.isUnderWay, entry.generation != generation || entry.next <= now else { return false }
    entry.isUnderWay = true
    entry.begun = now
    entry.generation = generation
    entries[duty] = entry
    return true
  }

  /// Ends it; `jitter` from 0 to 1 makes the next pause longer.
  mutating func end(
    _ duty: UpkeepDuty, _ failure: UpkeepFailure?, at now: MonotonicInstant, jitter: Double
  ) -> News? {
    guard var entry = entries[duty] else { return nil }
    defer { entries[duty] = entry }
    entry.isUnderWay = false
    entry.jitter = jitter
    guard let failure else {
      entry.failures = 0
      entry.next = now + duty.interval * (1 + 0.1 * jitter)
      defer { entry.told = nil }
      return entry.told == nil ? nil : .recovered
    }
    let pause = min(duty.firstPause * (1 << min(entry.failures, 8)), duty.interval)
    entry.failures += 1
    entry.next = now + pause * (1 + 0.1 * jitter)
    if failure.isCancelled || entry.told == failure { return nil }
    entry.told = failure
    return .failed(failure)
  }
}
