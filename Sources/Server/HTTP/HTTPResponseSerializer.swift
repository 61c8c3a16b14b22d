/// Writes one answer: a head, then body bytes that the caller appends between `beginChunk` and `endChunk`, then the end.
///
/// The caller writes every answer alike; whether bytes go out in chunks, as they are (HTTP/1.0, Content-Length) or not at
/// all (HEAD, 204, 304) is decided here.
package struct HTTPResponseSerializer: Sendable {
  /// What the caller knows about the body before it writes the head.
  package enum BodyLength: Hashable, Sendable {
    /// Exactly this many bytes; for HEAD, what GET would have answered.
    case bytes(Int)
    /// A stream: chunked for HTTP/1.1, ended by closing for HTTP/1.0.
    case unknown
  }

  /// A head that must not be sent; nothing of it has been written.
  package enum InvalidHead: Error, Hashable, Sendable {
    /// Not 200 to 599.
    case status(Int)
    /// The name is not a token.
    case fieldName(String)
    /// The value of this field holds CR, LF, NUL or another control character.
    case fieldValue(name: String)
    /// Connection, Content-Length and Transfer-Encoding are written here and nowhere else.
    case reservedField(String)
  }

  private enum Mode { case identity, chunked, nothing }

  /// The interim answer to a client that waits before it sends its body.
  package static let continueResponse: [UInt8] = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  /// Digits that `beginChunk` leaves room for; leading zeros are legal in a chunk size.
  private static let sizeDigits = 8

  /// Whether the connection stays open after this answer; final once the head is written.
  package private(set) var keepAlive: Bool
  private let isHead: Bool
  private let minorVersion: Int
  private var mode = Mode.nothing

  package init(answering request: HTTPRequestHead) {
    keepAlive = request.keepAlive
    isHead = request.method == .head
    minorVersion = request.minorVersion
  }

  /// For an answer to bytes that were no request: always closes.
  package init() {
    keepAlive = false
    isHead = false
    minorVersion = 1
  }

  /// Makes this the connection's last answer; has to be called before the head is written.
  package mutating func closeAfterResponse() { keepAlive = false }

  /// Appends the status line and the fields to `output`, which is left as it was if this throws.
  package mutating func appendHead(
    _ head: HTTPResponseHead, body: BodyLength, to output: inout [UInt8]
  ) throws(InvalidHead) {
    guard (200...599).contains(head.status) else { throw .status(head.status) }
    try Self.validate(head.fields)

    output.append(contentsOf: "HTTP/1.1 ".utf8)
    Self.appendDecimal(head.status, to: &output)
    output.append(HTTPCharacter.space)
    output.append(contentsOf: HTTPResponseHead.reasonPhrase(head.status).utf8)
    output.append(contentsOf: "\r\n".utf8)
    let fields = head.fields
    for entry in fields.entries {
      output.append(contentsOf: fields.bytes[entry.name])
      output.append(contentsOf: ": ".utf8)
      output.append(contentsOf: fields.bytes[entry.value])
      output.append(contentsOf: "\r\n".utf8)
    }
    appendFraming(status: head.status, body: body, to: &output)
    if !keepAlive {
      output.append(contentsOf: "Connection: close\r\n".utf8)
    } else if minorVersion == 0 {
      output.append(contentsOf: "Connection: keep-alive\r\n".utf8)
    }
    output.append(contentsOf: "\r\n".utf8)
  }

  /// Marks where body bytes will be appended to `output`; hand the mark to `endChunk`.
  package func beginChunk(in output: inout [UInt8]) -> Int {
    let mark = output.count
    if mode == .chunked { output.append(contentsOf: "00000000\r\n".utf8) }
    return mark
  }

  /// Frames all that was appended since `mark`: one chunk however many events it holds, and none for no bytes at all, because
  /// an empty chunk would end the body.
  package func endChunk(_ mark: Int, in output: inout [UInt8]) {
    switch mode {
    case .identity:
      break
    case .nothing:
      output.removeSubrange(mark...)
    case .chunked:
      let bodyStart = mark + Self.sizeDigits + 2
      guard output.count > bodyStart else { return output.removeSubrange(mark...) }
      // A buffer of 4 GiB is out of reach of every limit; trapping beats sending a wrong size.
      var size = UInt32(output.count - bodyStart)
      for index in (mark..<(mark + Self.sizeDigits)).reversed() {
        let digit = UInt8(size & 0xF)
        output[index] = digit < 10 ? 0x30 + digit : 0x57 + digit
        size >>= 4
      }
      output.append(contentsOf: "\r\n".utf8)
    }
  }

  /// Ends the body.
  package func appendEnd(to output: inout [UInt8]) {
    if mode == .chunked { output.append(contentsOf: "0\r\n\r\n".utf8) }
  }

  private mutating func appendFraming(status: Int, body: BodyLength, to output: inout [UInt8]) {
    // RFC 9110 8.6 and RFC 9112 6.1: a 204 has neither field, and a 304 describes no body of its own.
    guard status != 204, status != 304 else { return mode = .nothing }
    switch body {
    case .bytes(let count):
      output.append(contentsOf: "Content-Length: ".utf8)
      Self.appendDecimal(count, to: &output)
      output.append(contentsOf: "\r\n".utf8)
      mode = .identity
    case .unknown where minorVersion == 1:
      output.append(contentsOf: "Transfer-Encoding: chunked\r\n".utf8)
      mode = .chunked
    case .unknown:
      if !isHead { keepAlive = false }
      mode = .identity
    }
    if isHead { mode = .nothing }
  }

  private static func validate(_ fields: HTTPFields) throws(InvalidHead) {
    for (index, entry) in fields.entries.enumerated() {
      let name = fields.bytes[entry.name]
      guard !name.isEmpty, name.allSatisfy(HTTPCharacter.isToken) else { throw .fieldName(fields[index].name) }
      guard !fields.bytes[entry.value].contains(where: HTTPCharacter.isForbiddenControl) else {
        throw .fieldValue(name: fields[index].name)
      }
      guard !isReserved(name) else { throw .reservedField(fields[index].name) }
    }
  }

  private static func isReserved(_ name: ArraySlice<UInt8>) -> Bool {
    switch name.count {
    case 10: name.equalsIgnoringASCIICase("connection".utf8)
    case 14: name.equalsIgnoringASCIICase("content-length".utf8)
    case 17: name.equalsIgnoringASCIICase("transfer-encoding".utf8)
    default: false
    }
  }

  private static func appendDecimal(_ number: Int, to output: inout [UInt8]) {
    output.append(contentsOf: String(number).utf8)
  }
}
