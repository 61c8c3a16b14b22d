/// Feeds ready-made chunks into a channel, each only after the one before has been read: what in-memory answers use.
final class ChunkSource: ByteChannel.Producer {
  private let chunks: Lock<ArraySlice<[UInt8]>>
  private let end: Result<Void, TransportError>
  private let channel: ByteChannel

  init(chunks: [[UInt8]], end: Result<Void, TransportError>, channel: ByteChannel) {
    self.chunks = Lock(chunks.filter { !$0.isEmpty }[...])
    self.end = end
    self.channel = channel
  }

  func resumeProducing() {
    guard let next = chunks.withLock({ $0.popFirst() }) else {
      channel.finish(end)
      return
    }
    next.withUnsafeBytes { channel.deliver($0) }
    channel.wakeReader()
  }

  func stopProducing() {
    chunks.withLock { $0 = [] }
  }
}
