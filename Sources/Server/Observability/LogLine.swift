internal import Logging
internal import OAuth
internal import Translation

/// Writes one log line, its line end included, whatever the texts in it hold.
struct LogLine {
  private static let reserved: Set<String> = ["time", "level", "message"]

  var time: UnixTime
  var level: Logger.Level
  var message: String
  /// Sorted by key, so that equal events give equal lines.
  var metadata: [(key: String, value: String)]

  func bytes(_ format: LogLineFormat) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(256)
    switch format {
    case .text: writeText(into: &line)
    case .json: writeJSON(into: &line)
    }
    line.append(HTTPCharacter.lineFeed)
    return line
  }

  private func writeText(into line: inout [UInt8]) {
    line.append(contentsOf: "\(time.rfc3339) \(level.rawValue) ".utf8)
    Self.writeMessage(message, into: &line)
    for (key, value) in metadata {
      line.append(HTTPCharacter.space)
      Self.writeWord(key, into: &line)
      line.append(UInt8(ascii: "="))
      Self.writeWord(value, into: &line)
    }
  }

  private func writeJSON(into line: inout [UInt8]) {
    func member(_ key: String, _ value: String) {
      line.append(line.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
      JSONWriter.string(key, into: &line)
      line.append(UInt8(ascii: ":"))
      JSONWriter.string(value, into: &line)
    }
    member("time", time.rfc3339)
    member("level", level.rawValue)
    member("message", message)
    for (key, value) in metadata { member(Self.reserved.contains(key) ? "_" + key : key, value) }
    line.append(UInt8(ascii: "}"))
  }

  /// A line end in a message would let whoever wrote it forge a line.
  private static func writeMessage(_ text: String, into line: inout [UInt8]) {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      line.append(contentsOf: text.utf8)
      return
    }
    var quoted: [UInt8] = []
    JSONWriter.string(text, into: &quoted)
    line.append(contentsOf: quoted.dropFirst().dropLast().filter { $0 != 0x7F })
  }

  /// As it is where it reads as one word, else as a JSON string.
  private static func writeWord(_ text: String, into line: inout [UInt8]) {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") }
    if isPlain {
      line.append(contentsOf: text.utf8)
    } else {
      JSONWriter.string(text, into: &line)
    }
  }
}
