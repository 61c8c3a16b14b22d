import Foundation
import Testing

@testable import Server

/// The parser's half of `Tests/Fuzz/http_differential.py`, which writes a corpus, runs this, and compares the verdicts.
struct HTTPDifferentialTests {
  private static let corpus = ProcessInfo.processInfo.environment["HTTP_DIFFERENTIAL_CORPUS"]

  @Test(.enabled(if: corpus != nil))
  func writesVerdicts() throws {
    let path = try #require(Self.corpus)
    var rest = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))[...]
    var verdicts = ""
    while !rest.isEmpty {
      // Each case is its length in four bytes, most significant first, and then its bytes.
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      let bytes = Array(rest.dropFirst(4).prefix(length))
      rest = rest.dropFirst(4 + length)
      let whole = outcome(bytes)
      let bytewise = outcome(pieces: bytes.indices.map { bytes[$0...$0] })
      if whole != bytewise {
        Issue.record("the split matters: \(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
      verdicts += Self.verdict(whole) + "\n"
    }
    try Data(verdicts.utf8).write(to: URL(fileURLWithPath: path + ".verdicts"))
  }

  /// One line: `accept`, `incomplete` or the status, then the reason, then the complete messages up to the first that closes.
  private static func verdict(_ outcome: HTTPOutcome) -> String {
    var messages: [String] = []
    var closed = false
    for message in outcome.messages where message.isComplete && !closed {
      messages.append(line(message))
      closed = !message.head.keepAlive
    }
    let end =
      if closed { "accept" } else if let error = outcome.error { String(error.status) } else {
        outcome.isBetweenMessages ? "accept" : "incomplete"
      }
    return [end, closed ? "" : outcome.error?.reason ?? "", messages.joined(separator: ";")].joined(separator: "\t")
  }

  private static func line(_ message: HTTPOutcome.Message) -> String {
    let head = message.head
    let fields = head.fields.entries.map {
      "\(hex(head.fields.bytes[$0.name])):\(hex(head.fields.bytes[$0.value]))"
    }
    return [
      hex(head.method.name.utf8), head.target.authority.map { hex($0.utf8) } ?? "-", hex(head.target.path.utf8),
      head.target.query.map { hex($0.utf8) } ?? "-", String(head.minorVersion), head.keepAlive ? "keep" : "close",
      hex(message.body), fields.joined(separator: "&"),
    ].joined(separator: ",")
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
