/// The body of an answer as it arrives, read by one task, with back-pressure up to the sender.
///
/// Dropping the stream, or cancelling the task that waits in it, ends the transfer.
public final class ByteStream: Sendable {
  private let channel: ByteChannel

  package init(_ channel: ByteChannel) {
    self.channel = channel
  }

  deinit {
    channel.cancel()
  }

  /// Replaces the contents of `buffer` by the bytes that have come; false at the end. Does not suspend if any are there.
  public func read(into buffer: inout [UInt8]) async throws(TransportError) -> Bool {
    try await read(into: &buffer) { await channel.wait() }
  }

  /// The same for a task that cancels the stream itself when it is cancelled: it does so once, and not in each read.
  package func readUnguarded(into buffer: inout [UInt8]) async throws(TransportError) -> Bool {
    try await read(into: &buffer) { await channel.waitUnguarded() }
  }

  @inline(__always)
  private func read(into buffer: inout [UInt8], _ wait: () async -> Void) async throws(TransportError) -> Bool {
    buffer.removeAll(keepingCapacity: true)
    while true {
      switch channel.take(into: &buffer) {
      case .data: return true
      case .end: return false
      case .failed(let error): throw error
      case .wait: await wait()
      }
    }
  }

  /// Makes a waiting read return `true` with an empty buffer; nothing happens if none waits.
  package func nudge() {
    channel.nudge()
  }

  /// Ends the transfer now; a waiting read throws `cancelled`.
  public func cancel() {
    channel.cancel()
  }

  /// The whole body; throws `tooLarge` beyond `limit` bytes.
  public func collect(upTo limit: Int) async throws(TransportError) -> [UInt8] {
    var whole: [UInt8] = []
    var buffer: [UInt8] = []
    while try await read(into: &buffer) {
      guard whole.count + buffer.count <= limit else {
        cancel()
        throw .tooLarge(limit)
      }
      if whole.isEmpty { swap(&whole, &buffer) } else { whole.append(contentsOf: buffer) }
    }
    return whole
  }
}

extension ByteStream: AsyncSequence {
  /// Reads the stream chunk by chunk; two iterators share the bytes between them.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let stream: ByteStream

    /// The bytes that have come since the last call; nil at the end.
    public mutating func next() async throws(TransportError) -> [UInt8]? {
      var buffer: [UInt8] = []
      return try await stream.read(into: &buffer) ? buffer : nil
    }

    /// The bytes that have come since the last call; nil at the end.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(TransportError) -> [UInt8]? {
      var buffer: [UInt8] = []
      return try await stream.read(into: &buffer) ? buffer : nil
    }
  }

  /// An iterator over what has not been read yet.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(stream: self)
  }
}

extension ByteStream {
  /// The same bytes as an `AsyncThrowingStream`, for code that is written against that type.
  public var asyncStream: AsyncThrowingStream<[UInt8], any Error> {
    AsyncThrowingStream {
      var buffer: [UInt8] = []
      return try await self.read(into: &buffer) ? buffer : nil
    }
  }

  /// A stream that gives `chunks` one by one and then ends as told.
  public static func of(_ chunks: [[UInt8]], ending end: Result<Void, TransportError> = .success(())) -> ByteStream {
    let channel = ByteChannel(producer: nil)
    let source = ChunkSource(chunks: chunks, end: end, channel: channel)
    channel.attach(source)
    source.resumeProducing()
    return ByteStream(channel)
  }
}
