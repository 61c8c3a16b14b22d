import BenchKit

/// One connection to the fake upstream and the answer being sent on it.
final class UpstreamConnection {
  let descriptor: Int32
  /// Tells this use of the descriptor from earlier ones.
  let generation: UInt32
  var reader = HTTPMessageReader(isRequest: true)
  var body: [UInt8] = []
  /// Bytes that arrived behind the request being answered.
  var early: [UInt8] = []
  /// The stream being sent, nil between requests.
  var plan: StreamPlan?
  /// The number of the next event.
  var next = 0
  /// When the next burst is due.
  var due: UInt64 = 0
  /// Bytes the socket had no room for.
  var pending: [UInt8] = []
  /// Whether it is in the list of those that may send at once.
  var isReady = false
  var isClosed = false
  /// Makes the bytes of the stream being sent.
  var writer: BurstWriter?

  init(descriptor: Int32, generation: UInt32) {
    self.descriptor = descriptor
    self.generation = generation
  }
}
