/// Reads one HTTP/1.1 message, request or response, as its bytes arrive, handing out the decoded body.
public final class HTTPMessageReader {
  private enum State {
    case head
    case fixed(Int)
    case chunkSize
    case chunk(Int)
    case chunkEnd
    case trailers
    case untilClose
    case done
  }

  private static let headLimit = 64 * 1024

  private let isRequest: Bool
  private var state = State.head
  private var line: [UInt8] = []

  /// The head of the message, complete once `hasHead`.
  public private(set) var head: [UInt8] = []

  /// - Parameter isRequest: A request without a length has no body; a response without one ends with the connection.
  public init(isRequest: Bool) {
    self.isRequest = isRequest
  }

  /// Whether the head has been read.
  public var hasHead: Bool {
    if case .head = state { return false }
    return true
  }

  /// Whether the message is complete.
  public var isDone: Bool {
    if case .done = state { return true }
    return false
  }

  /// The status of a response whose head has been read, 0 if it cannot be told.
  public var status: Int {
    guard head.count >= 12 else { return 0 }
    return head[9..<12].reduce(0) { $0 * 10 + Int($1) - 48 }
  }

  /// Called when the peer has closed: only a body without a length may end so.
  public func close() throws {
    switch state {
    case .untilClose: state = .done
    case .done: break
    default: throw BenchFailure("the connection was closed in the middle of a message")
    }
  }

  /// Takes bytes up to the end of the message; returns how many were taken.
  public func consume(_ bytes: UnsafeRawBufferPointer, body: (UnsafeRawBufferPointer) throws -> Void) throws
    -> Int
  {
    var at = 0
    while at < bytes.count {
      switch state {
      case .head:
        at += try takeHead(UnsafeRawBufferPointer(rebasing: bytes[at...]))
      case .fixed(let left):
        let count = min(left, bytes.count - at)
        try body(UnsafeRawBufferPointer(rebasing: bytes[at..<at + count]))
        at += count
        state = left == count ? .done : .fixed(left - count)
      case .chunk(let left):
        let count = min(left, bytes.count - at)
        try body(UnsafeRawBufferPointer(rebasing: bytes[at..<at + count]))
        at += count
        state = left == count ? .chunkEnd : .chunk(left - count)
      case .chunkSize, .chunkEnd, .trailers:
        let byte = bytes[at]
        at += 1
        if byte != UInt8(ascii: "\n") {
          line.append(byte)
          if line.count > 1024 { throw BenchFailure("a chunk header is too long") }
        } else {
          try takeLine()
        }
      case .untilClose:
        try body(UnsafeRawBufferPointer(rebasing: bytes[at...]))
        at = bytes.count
      case .done:
        return at
      }
    }
    return at
  }

  private func takeHead(_ bytes: UnsafeRawBufferPointer) throws -> Int {
    let before = head.count
    // The blank line may have begun in what came before.
    let overlap = min(3, before)
    head.append(contentsOf: bytes)
    let end = head.withUnsafeBytes { ByteSearch.find("\r\n\r\n", in: $0, from: before - overlap) }
    guard let end else {
      if head.count > Self.headLimit { throw BenchFailure("a message head is larger than 64 KiB") }
      return bytes.count
    }
    head.removeSubrange((end + 4)...)
    try head.withUnsafeBytes { head in
      if let encoding = ByteSearch.header("transfer-encoding", in: head) {
        guard encoding.elementsEqual("chunked".utf8) else { throw BenchFailure("unknown transfer encoding") }
        state = .chunkSize
      } else if let text = ByteSearch.header("content-length", in: head) {
        guard let length = Int(String(decoding: text, as: UTF8.self)), length >= 0 else {
          throw BenchFailure("bad Content-Length")
        }
        state = length == 0 ? .done : .fixed(length)
      } else {
        state = isRequest ? .done : .untilClose
      }
    }
    return end + 4 - before
  }

  private func takeLine() throws {
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    defer { line.removeAll(keepingCapacity: true) }
    switch state {
    case .chunkSize:
      var size = 0
      for byte in line {
        guard byte != UInt8(ascii: ";") else { break }
        let digit: Int
        switch byte {
        case 48...57: digit = Int(byte) - 48
        case 65...70, 97...102: digit = Int(byte | 0x20) - 87
        default: throw BenchFailure("bad chunk size '\(String(decoding: line, as: UTF8.self))'")
        }
        if size > 1 << 40 { throw BenchFailure("a chunk is too large") }
        size = size * 16 + digit
      }
      if line.isEmpty { throw BenchFailure("empty chunk size") }
      state = size == 0 ? .trailers : .chunk(size)
    case .chunkEnd:
      if !line.isEmpty { throw BenchFailure("a chunk is longer than it said") }
      state = .chunkSize
    default:
      if line.isEmpty { state = .done }
    }
  }
}
