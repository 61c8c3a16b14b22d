import Testing

@testable import Translation

struct SSEParserTests {
  struct Event: Equatable {
    var data: String
    var name = ""
    var id = ""
  }

  static let cases: [(stream: String, events: [Event])] = [
    ("", []),
    ("data: a\n\n", [Event(data: "a")]),
    ("data: a\r\n\r\ndata: b\r\n\r\n", [Event(data: "a"), Event(data: "b")]),
    ("data: a\r\rdata: b\r\r", [Event(data: "a"), Event(data: "b")]),
    ("data:a\n\n", [Event(data: "a")]),
    ("data:  a\n\n", [Event(data: " a")]),
    ("data\n\n", [Event(data: "")]),
    ("data: {\"a\":\r\ndata: 1}\r\n\r\n", [Event(data: "{\"a\":\n1}")]),
    ("data: a\ndata: b\ndata\ndata: c\n\n", [Event(data: "a\nb\n\nc")]),
    (": keep-alive\n\ndata: a\n: x\n\n", [Event(data: "a")]),
    ("event: ping\ndata: {}\n\ndata: b\n\n", [Event(data: "{}", name: "ping"), Event(data: "b")]),
    ("event: ping\n\ndata: b\n\n", [Event(data: "b")]),
    ("id: 7\ndata: a\n\ndata: b\n\n", [Event(data: "a", id: "7"), Event(data: "b", id: "7")]),
    ("retry: 10\ndatax: 1\n data: 2\ndata: a\n\n", [Event(data: "a")]),
    ("\u{FEFF}data: a\n\n", [Event(data: "a")]),
    ("\u{FEFF}\n\ndata: a\n\n", [Event(data: "a")]),
    ("data: \u{FEFF}a\n\n", [Event(data: "\u{FEFF}a")]),
    ("data: a", [Event(data: "a")]),
    ("data: a\r", [Event(data: "a")]),
    ("data: a\n\ndata: b\ndata: c", [Event(data: "a"), Event(data: "b\nc")]),
    ("data: a\r\n\n\r\ndata: b\n\r\n", [Event(data: "a"), Event(data: "b")]),
    ("data: é中😀\r\n\r\n", [Event(data: "é中😀")]),
    ("data: 0123456789012345678901234567890123456789\n\n", [Event(data: "0123456789012345678901234567890123456789")]),
  ]

  @Test(arguments: cases)
  func cutsAtEveryPlace(stream: String, events: [Event]) throws {
    let bytes = Array(stream.utf8)
    #expect(try Self.parse([bytes]) == events)
    #expect(try Self.parse(bytes.map { [$0] }) == events)
    for cut in 0...bytes.count {
      #expect(try Self.parse([Array(bytes[..<cut]), Array(bytes[cut...])]) == events, "cut at \(cut)")
      for second in cut...bytes.count where bytes.count < 60 {
        let pieces = [Array(bytes[..<cut]), Array(bytes[cut..<second]), Array(bytes[second...])]
        #expect(try Self.parse(pieces) == events, "cut at \(cut) and \(second)")
      }
    }
  }

  @Test func randomStreamsDoNotDependOnTheirCuts() throws {
    var random = SplitMix(seed: 42)
    let pieces = ["data", ":", " ", "\n", "\r", "\r\n", "a", "é", "event", "id", ": ", "data: x", "\n\n", "\u{FEFF}"]
    for _ in 0..<3_000 {
      let stream = (0..<Int.random(in: 1..<30, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      let bytes = Array(stream.joined().utf8)
      var parts: [[UInt8]] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let length = Int.random(in: 1...min(9, rest.count), using: &random)
        parts.append(Array(rest.prefix(length)))
        rest = rest.dropFirst(length)
      }
      let whole = try Self.parse([bytes])
      #expect(try Self.parse(parts) == whole, "\(stream)")
      #expect(whole == Self.reference(bytes), "\(stream)")
    }
  }

  @Test(arguments: [1, 7, 4096], [99, 100, 101])
  func boundsTheEvent(step: Int, size: Int) throws {
    for stream in [
      "data: " + String(repeating: "a", count: size), "data:a\ndata:" + String(repeating: "b", count: size - 2),
    ] {
      let bytes = Array((stream + "\n\n").utf8)
      let pieces = stride(from: 0, to: bytes.count, by: step).map { Array(bytes[$0..<min($0 + step, bytes.count)]) }
      if size <= 100 {
        #expect(try Self.parse(pieces, limit: 100).count == 1)
      } else {
        #expect(throws: SSEError.eventTooLarge(limit: 100)) { try Self.parse(pieces, limit: 100) }
      }
    }
  }

  @Test func boundsALineThatNeverEnds() throws {
    var parser = SSEParser(maximumEventSize: 1_000)
    let bytes = [UInt8](repeating: UInt8(ascii: ":"), count: 400)
    #expect(throws: SSEError.eventTooLarge(limit: 1_000)) {
      for _ in 0..<3 { try bytes.withUnsafeBytes { try parser.feed($0) { _ in } } }
    }
  }

  /// Looking at the carried bytes again for every byte that comes would take hours.
  @Test(.timeLimit(.minutes(1)))
  func oneByteAtATimeIsLinear() throws {
    let bytes = Array(("data: " + String(repeating: "a", count: 2_000_000) + "\n\n").utf8)
    #expect(try Self.parse(bytes.map { [$0] }).first?.data.utf8.count == 2_000_000)
  }

  @Test func deliversSlicesOfTheBuffer() throws {
    let bytes = Array("data: one\r\n\r\ndata: two\n\n".utf8)
    var parser = SSEParser()
    try bytes.withUnsafeBytes { buffer in
      var places: [Int] = []
      try parser.feed(buffer) { event in
        places.append(
          (event.data.baseAddress ?? UnsafeRawPointer(bitPattern: 1)).map { $0 - (buffer.baseAddress ?? $0) } ?? -1)
      }
      #expect(places == [6, 19])
    }
  }

  private static func parse(_ pieces: [[UInt8]], limit: Int = 64 << 20) throws -> [Event] {
    var parser = SSEParser(maximumEventSize: limit)
    var events: [Event] = []
    func keep(_ event: SSEEvent) {
      events.append(Event(data: String(decoding: event.data, as: UTF8.self), name: event.name, id: event.id))
    }
    for piece in pieces { try piece.withUnsafeBytes { try parser.feed($0, keep) } }
    try parser.finish(keep)
    return events
  }

  /// The rules of the standard, written as plainly as possible.
  private static func reference(_ bytes: [UInt8]) -> [Event] {
    var text = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    if text.first == "\u{FEFF}" { text = text.dropFirst() }
    var lines: [String] = [""]
    var previous: Unicode.Scalar?
    for scalar in text {
      if scalar == "\r" || (scalar == "\n" && previous != "\r") {
        lines.append("")
      } else if scalar != "\n" {
        lines[lines.count - 1].unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    var events: [Event] = []
    var data: [String] = []
    var name = ""
    var id = ""
    for (number, line) in lines.enumerated() {
      let isLast = number == lines.count - 1
      if !line.isEmpty {
        let scalars = line.unicodeScalars
        let colon = scalars.firstIndex(of: ":") ?? scalars.endIndex
        var value = scalars[colon...].dropFirst()
        if value.first == " " { value = value.dropFirst() }
        switch String(scalars[..<colon]) {
        case "data": data.append(String(value))
        case "event": name = String(value)
        case "id": id = String(value)
        default: break
        }
      }
      if line.isEmpty || isLast {
        if !data.isEmpty { events.append(Event(data: data.joined(separator: "\n"), name: name, id: id)) }
        data = []
        name = ""
      }
    }
    return events
  }
}
