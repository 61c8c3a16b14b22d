internal import Synchronization

/// What the server holds at this moment, across all reactors. A request touches it a few times, an event never.
package final class ServerLoad: Sendable {
  private enum Phase {
    static let serving = 0
    static let draining = 1
    static let ending = 2
  }

  /// Connections beyond the average that a reactor keeps before it gives new ones away.
  static let toleratedImbalance = 32

  private final class Share: Sendable {
    let connections = Atomic<Int>(0)
  }

  private let maximumConnections = Atomic<Int>(.max)
  private let maximumRequests = Atomic<Int>(.max)
  private let maximumBufferedBytes = Atomic<Int>(.max)
  private let shares: [Share]
  private let connections = Atomic<Int>(0)
  private let requests = Atomic<Int>(0)
  private let streams = Atomic<Int>(0)
  private let buffered = Atomic<Int>(0)
  private let phase = Atomic<Int>(Phase.serving)

  package init(limits: ServerLimits, reactors: Int) {
    shares = (0..<reactors).map { _ in Share() }
    apply(limits)
  }

  /// Changes the limits; what is beyond them already stays.
  package func apply(_ limits: ServerLimits) {
    maximumConnections.store(limits.maximumConnections, ordering: .relaxed)
    maximumRequests.store(limits.maximumRequests, ordering: .relaxed)
    maximumBufferedBytes.store(limits.maximumBufferedBytes, ordering: .relaxed)
  }

  // MARK: - Connections

  /// Open connections, those being told 503 not counted.
  package var connectionCount: Int { connections.load(ordering: .relaxed) }

  /// Counts a connection that reactor `index` has accepted and says which one is to serve it; nil where there are too many.
  func admitConnection(acceptedBy index: Int) -> Int? {
    guard Self.take(1, of: connections, upTo: maximumConnections.load(ordering: .relaxed)) else { return nil }
    // Whoever still accepts at the end also serves: the other reactors may have nothing left to wait for.
    let place =
      isDraining
      ? index : Self.place(acceptedBy: index, counts: shares.map { $0.connections.load(ordering: .relaxed) })
    shares[place].connections.wrappingAdd(1, ordering: .relaxed)
    return place
  }

  func connectionEnded(on index: Int) {
    shares[index].connections.wrappingSubtract(1, ordering: .relaxed)
    connections.wrappingSubtract(1, ordering: .relaxed)
  }

  /// The reactor that serves: the accepting one unless it has more than its part, then the one with the fewest.
  static func place(acceptedBy index: Int, counts: [Int]) -> Int {
    let average = counts.reduce(0, +) / max(counts.count, 1)
    guard counts[index] > average + toleratedImbalance else { return index }
    return counts.indices.min { counts[$0] < counts[$1] } ?? index
  }

  // MARK: - Requests

  /// Requests that hold a slot.
  package var requestCount: Int { requests.load(ordering: .relaxed) }

  /// Takes a slot; false where all are taken.
  func takeSlot() -> Bool { Self.take(1, of: requests, upTo: maximumRequests.load(ordering: .relaxed)) }

  func releaseSlot() { requests.wrappingSubtract(1, ordering: .relaxed) }

  /// Streamed answers that have begun and not ended.
  package var streamCount: Int { streams.load(ordering: .relaxed) }

  func streamBegan() { streams.wrappingAdd(1, ordering: .relaxed) }

  func streamEnded() { streams.wrappingSubtract(1, ordering: .relaxed) }

  // MARK: - Bytes

  /// Bytes that count against `maximumBufferedBytes`.
  package var bufferedBytes: Int { buffered.load(ordering: .relaxed) }

  /// Counts bytes about to be buffered; false, counting nothing, where they do not fit.
  func reserve(_ count: Int) -> Bool {
    Self.take(count, of: buffered, upTo: maximumBufferedBytes.load(ordering: .relaxed))
  }

  /// Counts bytes that are there already: output that a slow client keeps waiting.
  func addPending(_ count: Int) { buffered.wrappingAdd(count, ordering: .relaxed) }

  func release(_ count: Int) { buffered.wrappingSubtract(count, ordering: .relaxed) }

  private static func take(_ count: Int, of counter: borrowing Atomic<Int>, upTo limit: Int) -> Bool {
    let (_, sum) = counter.wrappingAdd(count, ordering: .relaxed)
    guard sum <= limit else {
      counter.wrappingSubtract(count, ordering: .relaxed)
      return false
    }
    return true
  }

  // MARK: - The end

  /// No new connections, and none is kept for another request.
  package var isDraining: Bool { phase.load(ordering: .relaxed) >= Phase.draining }

  /// The time for running requests is over: a task cancelled now is to tell its client so.
  package var isEnding: Bool { phase.load(ordering: .relaxed) == Phase.ending }

  func beginDraining() {
    _ = phase.compareExchange(expected: Phase.serving, desired: Phase.draining, ordering: .relaxed)
  }

  func beginEnding() { phase.store(Phase.ending, ordering: .relaxed) }
}
