/// The server's half of HTTP/1.1 reading: bytes in, events out, no sockets and no clock.
///
/// Follows RFC 9112 where it says MUST and takes the strict side where it says MAY, because a request that two parsers read
/// differently is a smuggled request: line ends are CRLF only, fields are never folded, and lengths are never guessed.
/// Events and errors do not depend on how the bytes were split, and each byte is looked at a constant number of times.
package struct HTTPRequestParser: Sendable {
  package enum Event: Equatable, Sendable {
    /// Nothing more can be said before `append` brings more bytes.
    case needMore
    /// A whole head. The caller decides about the request before it asks for the next event.
    case head(HTTPRequestHead)
    /// This many body bytes, never 0, were appended to the caller's buffer, or dropped.
    case body(Int)
    /// The message is complete; the next event belongs to the next request.
    case end
  }

  private enum State {
    case head
    case contentLength(UInt64)
    case chunks
    case trailers
    case failed(HTTPParseError)
  }

  /// An idle connection keeps no more buffer than this many bytes.
  private static let retainedCapacity = 1024

  private let limits: HTTPLimits
  private var state = State.head
  private var buffer: [UInt8] = []
  private var start = 0
  private var leadingEmptyLines = 0
  private var lines = LineScanner()
  private var chunks = ChunkDecoder()

  package init(limits: HTTPLimits = HTTPLimits()) { self.limits = limits }

  /// Bytes appended and not yet consumed by an event.
  package var bufferedBytes: Int { buffer.count - start }

  /// Whether no byte of a request has arrived since the last `.end`, so that an idle connection may be closed silently.
  package var isBetweenMessages: Bool {
    guard case .head = state else { return false }
    return bufferedBytes == 0
  }

  /// Takes over what the socket delivered; after an error the bytes are dropped.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if case .failed = state { return }
    // Moving the rest only when it is the smaller half keeps the moves linear in the bytes received.
    if start > 0, start >= buffer.count - start {
      buffer.removeSubrange(0..<start)
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next event; body bytes are appended to `body`, at most as many as are buffered.
  ///
  /// Throws the same error again and again once the connection is lost.
  package mutating func next(appendingBodyTo body: inout [UInt8]) throws(HTTPParseError) -> Event {
    try next(body: &body, keepsBody: true)
  }

  /// The next event, with body bytes counted but dropped: for heads, and to drain a request that was refused.
  package mutating func nextDroppingBody() throws(HTTPParseError) -> Event {
    var unused: [UInt8] = []
    return try next(body: &unused, keepsBody: false)
  }

  private mutating func next(body: inout [UInt8], keepsBody: Bool) throws(HTTPParseError) -> Event {
    do throws(HTTPParseError) {
      let event = try advance(body: &body, keepsBody: keepsBody)
      if start == buffer.count { releaseBuffer() }
      return event
    } catch {
      state = .failed(error)
      releaseBuffer()
      throw error
    }
  }

  private mutating func advance(body: inout [UInt8], keepsBody: Bool) throws(HTTPParseError) -> Event {
    switch state {
    case .head:
      return try readHead()
    case .contentLength(0):
      state = .head
      return .end
    case .contentLength(let remaining):
      let count = Int(min(remaining, UInt64(bufferedBytes)))
      guard count > 0 else { return .needMore }
      if keepsBody { body.append(contentsOf: buffer[start..<(start + count)]) }
      start += count
      state = .contentLength(remaining - UInt64(count))
      return .body(count)
    case .chunks:
      let step = try chunks.decode(
        buffer, from: &start, into: &body, keepsBody: keepsBody, extensionLimit: limits.maxChunkExtensionBytes)
      if step.isLast { state = .trailers }
      if step.bodyBytes > 0 { return .body(step.bodyBytes) }
      return step.isLast ? try readTrailers() : .needMore
    case .trailers:
      return try readTrailers()
    case .failed(let error):
      throw error
    }
  }

  private mutating func readHead() throws(HTTPParseError) -> Event {
    guard try skipEmptyLines() else { return .needMore }
    guard let length = try lines.scan(buffer, from: start, limits: limits, section: .head) else { return .needMore }
    let head = try Self.parseHead(buffer[start..<(start + length)], lineEnds: lines.ends, limits: limits)
    start += length
    lines.reset()
    leadingEmptyLines = 0
    switch head.framing {
    case .none:
      state = .contentLength(0)
    case .contentLength(let length):
      state = .contentLength(length)
    case .chunked:
      state = .chunks
      chunks = ChunkDecoder()
    }
    return .head(head)
  }

  /// False when it takes more bytes to know whether a request line starts here.
  private mutating func skipEmptyLines() throws(HTTPParseError) -> Bool {
    while start < buffer.count, buffer[start] == HTTPCharacter.carriageReturn {
      guard start + 1 < buffer.count else { return false }
      guard buffer[start + 1] == HTTPCharacter.lineFeed else {
        throw .badRequest("A carriage return is not followed by a line feed.")
      }
      leadingEmptyLines += 1
      guard leadingEmptyLines <= limits.maxLeadingEmptyLines else {
        throw .badRequest("Too many empty lines before the request line.")
      }
      start += 2
    }
    return start < buffer.count
  }

  private mutating func readTrailers() throws(HTTPParseError) -> Event {
    guard let length = try lines.scan(buffer, from: start, limits: limits, section: .trailers) else { return .needMore }
    try Self.validateTrailers(buffer[start..<(start + length)], lineEnds: lines.ends)
    start += length
    lines.reset()
    state = .head
    return .end
  }

  private mutating func releaseBuffer() {
    start = 0
    if buffer.capacity > Self.retainedCapacity {
      buffer = []
    } else {
      buffer.removeAll(keepingCapacity: true)
    }
  }
}
