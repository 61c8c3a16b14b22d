internal import DequeModule
internal import Transport

/// The requests of the last minute: never more than a limit in any sixty seconds, in bounded space.
///
/// While there are many, those that came close together leave it together, with the last of them: late by at most
/// `grain`, never early.
struct RequestWindow: Sendable {
  static let length = Duration.seconds(60)
  /// Beyond so many entries one is shared by the requests of `grain` nanoseconds, which bounds them to about the double.
  static let exactEntries = 1024
  static let grain: UInt64 = 60_000_000

  private struct Entry: Sendable {
    var first: MonotonicInstant
    var last: MonotonicInstant
    var count = 1
  }

  private var entries = Deque<Entry>()
  private(set) var count = 0

  var entryCount: Int { entries.count }

  /// Lets a request in; else the time until there is room for one.
  mutating func admit(upTo limit: Int, at now: MonotonicInstant) -> Duration? {
    expire(at: now)
    guard count >= limit else {
      add(at: now)
      return nil
    }
    var surplus = count - limit + 1
    // More than one has to go where the limit was lowered.
    for entry in entries {
      surplus -= entry.count
      if surplus <= 0 { return (entry.last + Self.length).duration(since: now) }
    }
    return Self.length
  }

  /// The time until none of the requests counts any more.
  func untilEmpty(at now: MonotonicInstant) -> Duration {
    entries.last.map { ($0.last + Self.length).duration(since: now) } ?? .zero
  }

  private mutating func add(at now: MonotonicInstant) {
    count += 1
    if entries.count >= Self.exactEntries, let last = entries.indices.last,
      now.nanoseconds &- entries[last].first.nanoseconds < Self.grain
    {
      entries[last].last = now
      entries[last].count += 1
    } else {
      entries.append(Entry(first: now, last: now))
    }
  }

  private mutating func expire(at now: MonotonicInstant) {
    while let first = entries.first, first.last + Self.length <= now {
      count -= first.count
      entries.removeFirst()
    }
  }
}
