extension HTTPRequestParser {
  /// What the fields that steer the connection say, gathered in the one pass over the fields.
  struct HeadFacts {
    private var contentLength: UInt64?
    private var transferEncodings: [[UInt8]] = []
    private var hostField: String?
    private var saysClose = false
    private var saysKeepAlive = false
    private var expectations: [[UInt8]] = []

    mutating func note(name: Line, value: Line) throws(HTTPParseError) {
      // The length rules out nearly every field without comparing a byte.
      switch name.count {
      case 4 where Self.equal(name, "host"):
        guard hostField == nil else { throw .badRequest("The request has more than one Host.") }
        guard HTTPRequestParser.isValidHost(value) else { throw .badRequest("The Host is invalid.") }
        hostField = String(decoding: value, as: UTF8.self)
      case 6 where Self.equal(name, "expect"):
        expectations.append(Array(value))
      case 10 where Self.equal(name, "connection"):
        for option in value.split(separator: 0x2C) {
          let option = option.trimmingBlanks()
          if Self.equal(option, "close") { saysClose = true }
          if Self.equal(option, "keep-alive") { saysKeepAlive = true }
        }
      case 14 where Self.equal(name, "content-length"):
        // RFC 9112 6.3 lets equal duplicates pass; no client we serve sends them, so any second one is refused.
        guard contentLength == nil else { throw .badRequest("The request has more than one Content-Length.") }
        contentLength = try Self.length(value)
      case 17 where Self.equal(name, "transfer-encoding"):
        transferEncodings.append(Array(value))
      default:
        break
      }
    }

    func framing(minorVersion: Int) throws(HTTPParseError) -> HTTPRequestHead.Framing {
      guard !transferEncodings.isEmpty else { return contentLength.map { .contentLength($0) } ?? .none }
      guard contentLength == nil else {
        throw .badRequest("The request has both a Content-Length and a Transfer-Encoding.")
      }
      guard minorVersion == 1 else { throw .badRequest("HTTP/1.0 has no Transfer-Encoding.") }
      let codings = transferEncodings.flatMap { $0.split(separator: 0x2C, omittingEmptySubsequences: false) }
        .map { $0.trimmingBlanks() }
      guard let last = codings.last, Self.equal(last, "chunked"), !codings.contains(where: \.isEmpty),
        !codings.dropLast().contains(where: { Self.equal($0, "chunked") })
      else { throw .badRequest("The Transfer-Encoding does not end in one chunked.") }
      guard codings.count == 1 else {
        throw HTTPParseError(status: 501, reason: "The only Transfer-Encoding understood is chunked.")
      }
      return .chunked
    }

    /// HTTP/1.1 persists unless told otherwise, HTTP/1.0 only if told so; `close` beats `keep-alive`.
    func keepAlive(minorVersion: Int) -> Bool { !saysClose && (minorVersion == 1 || saysKeepAlive) }

    func expectsContinue(
      minorVersion: Int, framing: HTTPRequestHead.Framing
    ) throws(HTTPParseError) -> Bool {
      // RFC 9110 10.1.1: an HTTP/1.0 client cannot have meant it.
      guard minorVersion == 1, !expectations.isEmpty else { return false }
      guard expectations.allSatisfy({ Self.equal($0, "100-continue") }) else {
        throw HTTPParseError(status: 417, reason: "The only expectation met is 100-continue.")
      }
      return framing != .none && framing != .contentLength(0)
    }

    func host(minorVersion: Int, target: HTTPTarget) throws(HTTPParseError) -> String? {
      guard hostField != nil || minorVersion == 0 else { throw .badRequest("The request has no Host.") }
      return target.authority ?? hostField
    }

    private static func length(_ value: Line) throws(HTTPParseError) -> UInt64 {
      var length: UInt64 = 0
      guard !value.isEmpty else { throw .badRequest("The Content-Length is not a number.") }
      for byte in value {
        guard HTTPCharacter.isDigit(byte) else { throw .badRequest("The Content-Length is not a number.") }
        let (tenfold, overflowed) = length.multipliedReportingOverflow(by: 10)
        let (sum, carried) = tenfold.addingReportingOverflow(UInt64(byte - 0x30))
        guard !overflowed, !carried else { throw .badRequest("The Content-Length is too large.") }
        length = sum
      }
      return length
    }

    @inline(__always)
    private static func equal(_ text: some Collection<UInt8>, _ name: StaticString) -> Bool {
      text.equalsIgnoringASCIICase(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }
  }
}
