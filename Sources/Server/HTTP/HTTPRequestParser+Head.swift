extension HTTPRequestParser {
  typealias Line = Slice<UnsafeBufferPointer<UInt8>>

  /// Reads a complete head that `LineScanner` has let through.
  static func parseHead(
    _ head: ArraySlice<UInt8>, lineEnds: [UInt32], limits: HTTPLimits
  ) throws(HTTPParseError) -> HTTPRequestHead {
    let bytes = Array(head)
    return try bytes.withUnsafeBufferPointer { (pointer) throws(HTTPParseError) in
      guard let firstEnd = lineEnds.first else { throw .badRequest("The request line is missing.") }
      let (method, targetRange, minorVersion) = try requestLine(pointer[..<Int(firstEnd)])
      guard targetRange.count <= limits.maxTargetBytes else {
        throw HTTPParseError(status: 414, reason: "The request target is too long.")
      }
      let target = try parseTarget(pointer[targetRange], method: method)

      var facts = HeadFacts()
      var entries: [HTTPFields.Entry] = []
      entries.reserveCapacity(lineEnds.count - 1)
      var lineStart = Int(firstEnd) + 2
      for end in lineEnds.dropFirst() {
        let entry = try fieldLine(pointer[lineStart..<Int(end)])
        try facts.note(name: pointer[entry.name], value: pointer[entry.value])
        entries.append(entry)
        lineStart = Int(end) + 2
      }

      let framing = try facts.framing(minorVersion: minorVersion)
      return HTTPRequestHead(
        method: method,
        target: target,
        minorVersion: minorVersion,
        fields: HTTPFields(bytes: bytes, entries: entries),
        framing: framing,
        keepAlive: facts.keepAlive(minorVersion: minorVersion),
        expectsContinue: try facts.expectsContinue(minorVersion: minorVersion, framing: framing),
        host: try facts.host(minorVersion: minorVersion, target: target)
      )
    }
  }

  /// Trailers are held to the same rules as fields and then forgotten: nothing here has a use for them.
  static func validateTrailers(_ section: ArraySlice<UInt8>, lineEnds: [UInt32]) throws(HTTPParseError) {
    guard !lineEnds.isEmpty else { return }
    try section.withUnsafeBufferPointer { (pointer) throws(HTTPParseError) in
      var lineStart = 0
      for end in lineEnds {
        let name = pointer[try fieldLine(pointer[lineStart..<Int(end)]).name]
        // A parser that merged trailers into the head would now believe another length.
        guard !name.equalsIgnoringASCIICase("content-length".utf8),
          !name.equalsIgnoringASCIICase("transfer-encoding".utf8)
        else { throw .badRequest("A trailer changes the framing.") }
        lineStart = Int(end) + 2
      }
    }
  }

  private static func requestLine(
    _ line: Line
  ) throws(HTTPParseError) -> (method: HTTPMethod, target: Range<Int>, minorVersion: Int) {
    var index = line.startIndex
    while index < line.endIndex, HTTPCharacter.isToken(line[index]) { index += 1 }
    guard index > line.startIndex, index < line.endIndex, line[index] == HTTPCharacter.space else {
      throw .badRequest("The request line does not start with a method and a space.")
    }
    let method = HTTPMethod(validated: String(decoding: line[..<index], as: UTF8.self))

    let targetStart = index + 1
    index = targetStart
    while index < line.endIndex, line[index] > HTTPCharacter.space, line[index] < 0x7F { index += 1 }
    guard index > targetStart, index < line.endIndex, line[index] == HTTPCharacter.space else {
      throw .badRequest("The request line does not hold a target and a version.")
    }
    return (method, targetStart..<index, try minorVersion(line[(index + 1)...]))
  }

  private static func minorVersion(_ text: Line) throws(HTTPParseError) -> Int {
    let prefix: StaticString = "HTTP/"
    let name = UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
    let digits = text.dropFirst(name.count)
    guard text.starts(with: name), digits.count == 3, digits[digits.startIndex + 1] == 0x2E,
      let major = digits.first, HTTPCharacter.isDigit(major), let minor = digits.last, HTTPCharacter.isDigit(minor)
    else { throw .badRequest("The request line does not end in an HTTP version.") }
    guard major == 0x31, minor <= 0x31 else {
      throw HTTPParseError(status: 505, reason: "Only HTTP/1.1 and HTTP/1.0 are served.")
    }
    return Int(minor - 0x30)
  }

  /// Splits a field line; offsets are those of the section the line belongs to.
  private static func fieldLine(_ line: Line) throws(HTTPParseError) -> HTTPFields.Entry {
    var colon = line.startIndex
    while colon < line.endIndex, HTTPCharacter.isToken(line[colon]) { colon += 1 }
    guard colon < line.endIndex, line[colon] == 0x3A, colon > line.startIndex else {
      throw .badRequest(
        line.first.map(HTTPCharacter.isBlank) == true
          ? "A header field is folded over two lines." : "A header field does not start with a name and a colon.")
    }
    var valueStart = colon + 1
    var valueEnd = line.endIndex
    while valueStart < valueEnd, HTTPCharacter.isBlank(line[valueStart]) { valueStart += 1 }
    while valueEnd > valueStart, HTTPCharacter.isBlank(line[valueEnd - 1]) { valueEnd -= 1 }
    return HTTPFields.Entry(
      nameStart: UInt32(line.startIndex), nameEnd: UInt32(colon),
      valueStart: UInt32(valueStart), valueEnd: UInt32(valueEnd))
  }
}
