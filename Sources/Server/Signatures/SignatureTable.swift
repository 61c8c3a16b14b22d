internal import DequeModule
package import Translation

/// Signatures by client and call, bounded by their bytes and their age. A value without a clock: callers say when it is.
///
/// The oldest ones go first. Each insertion does a constant amount of work on average, evictions included.
package struct SignatureTable: Sendable {
  private struct Entry: Sendable {
    let record: SignatureRecord
    let sequence: UInt64
  }

  package static let standardBytes = 64 << 20
  /// A week.
  package static let standardSeconds: Int64 = 7 * 24 * 3600

  private let maximumBytes: Int
  private let maximumSeconds: Int64
  private var entries: [SignatureKey: Entry] = [:]
  /// Oldest first; an entry that was replaced leaves its old place behind.
  private var order: Deque<(key: SignatureKey, sequence: UInt64)> = []
  private var nextSequence: UInt64 = 0
  /// The cost of what is held.
  package private(set) var bytes = 0

  package init(maximumBytes: Int = standardBytes, maximumSeconds: Int64 = standardSeconds) {
    self.maximumBytes = maximumBytes
    self.maximumSeconds = maximumSeconds
  }

  package var count: Int { entries.count }

  /// Adds a record, or replaces the one of the same call; false if it is too large or too old to be kept.
  package mutating func insert(_ record: SignatureRecord, now: Int64) -> Bool {
    guard record.isReasonable, record.cost <= maximumBytes, !isExpired(record, now) else { return false }
    if let old = entries[record.key] { bytes -= old.record.cost }
    entries[record.key] = Entry(record: record, sequence: nextSequence)
    order.append((record.key, nextSequence))
    nextSequence += 1
    bytes += record.cost
    evict(now: now)
    // A client that repeats one id must not grow the queue for ever.
    if order.count > 2 * entries.count + 64 { order.removeAll { entries[$0.key]?.sequence != $0.sequence } }
    return true
  }

  /// What is remembered for a call; nil once it is too old.
  package func signature(for key: SignatureKey, now: Int64) -> RememberedSignature? {
    guard let record = entries[key]?.record, !isExpired(record, now) else { return nil }
    return record.value
  }

  /// Everything held, oldest first.
  package var records: [SignatureRecord] {
    order.compactMap { place in
      guard let entry = entries[place.key], entry.sequence == place.sequence else { return nil }
      return entry.record
    }
  }

  private mutating func evict(now: Int64) {
    while let oldest = order.first {
      guard let entry = entries[oldest.key], entry.sequence == oldest.sequence else {
        order.removeFirst()
        continue
      }
      guard bytes > maximumBytes || isExpired(entry.record, now) else { return }
      order.removeFirst()
      entries[oldest.key] = nil
      bytes -= entry.record.cost
    }
  }

  private func isExpired(_ record: SignatureRecord, _ now: Int64) -> Bool {
    // A clock that was set back makes records of the future: they count as new.
    let (age, overflow) = now.subtractingReportingOverflow(record.time)
    return overflow || age >= maximumSeconds
  }
}
