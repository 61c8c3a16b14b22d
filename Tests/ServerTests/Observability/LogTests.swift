import Foundation
import Logging
import OAuth
import Testing
import Transport

@testable import Server

/// Log lines: how they look, that they are bounded, and that no secret is in them.
@Suite(.timeLimit(.minutes(1))) struct LogTests {
  private final class Sink: Sendable {
    let bytes = Lock<[UInt8]>([])
    var lines: [String] {
      bytes.withLock { String(decoding: $0, as: UTF8.self) }.split(separator: "\n").map(String.init)
    }

    func output(_ format: LogLineFormat = .text, level: Logger.Level = .info, capacity: Int = 1 << 20) -> LogOutput {
      LogOutput(format: format, level: level, capacity: capacity) { new in
        self.bytes.withLock { $0 += new }
        return true
      }
    }
  }

  @Test(arguments: [
    ("plain", "plain"), ("two\nlines", "two\\nlines"), ("a \"quote\"", "a \"quote\""), ("tab\there", "tab\\there"),
    ("\u{1B}[31mred\u{7F}", "\\u001b[31mred"), ("中文", "中文"),
  ])
  func `A message is one line, whatever it holds`(message: String, text: String) {
    let line = LogLine(time: UnixTime(milliseconds: 1_768_010_133_450), level: .info, message: message, metadata: [])
    #expect(String(decoding: line.bytes(.text), as: UTF8.self) == "2026-01-10T01:55:33.450Z info \(text)\n")
  }

  @Test func `Metadata values that are not one word are quoted`() {
    let line = LogLine(
      time: UnixTime(milliseconds: 0), level: .warning, message: "m",
      metadata: [("a", "b"), ("c", "d e"), ("f", "x=\"y\"\n"), ("g", ""), ("time", "now")])
    let text = String(decoding: line.bytes(.text), as: UTF8.self)
    #expect(text == #"1970-01-01T00:00:00Z warning m a=b c="d e" f="x=\"y\"\n" g="" time=now"# + "\n")
    let json = String(decoding: line.bytes(.json), as: UTF8.self)
    #expect(
      json == #"{"time":"1970-01-01T00:00:00Z","level":"warning","message":"m","a":"b","c":"d e","#
        + #""f":"x=\"y\"\n","g":"","_time":"now"}"# + "\n")
  }

  @Test func `The level is the output's, may change, and may be a logger's own`() async {
    let sink = Sink()
    let output = sink.output(level: .warning)
    var logger = output.logger(label: "test")
    logger.info("one")
    output.level = .debug
    logger.debug("two")
    logger.logLevel = .error
    logger.warning("three")
    logger[metadataKey: "request"] = "7"
    logger.error("four")
    await output.flush()
    #expect(
      sink.lines.map { $0.split(separator: " ").dropFirst().joined(separator: " ") } == [
        "debug two", "error four request=7",
      ])
  }

  @Test func `A full buffer drops, counts, and tells the count`() async {
    let sink = Sink()
    let release = DispatchSemaphore(value: 0)
    let output = LogOutput(format: .text, level: .info, capacity: 4096) { new in
      release.wait()
      sink.bytes.withLock { $0 += new }
      return true
    }
    let logger = output.logger(label: "test")
    // The writer is stuck with the first lines while the buffer fills up.
    for number in 0..<1_000 { logger.info("line", metadata: ["number": "\(number)"]) }
    for _ in 0..<100 { release.signal() }
    await output.flush()
    logger.info("last")
    await output.flush()
    let lines = sink.lines
    let written = lines.count { $0.contains(" line number=") }
    let told = lines.compactMap { line in
      line.range(of: "count=").flatMap { Int(line[$0.upperBound...]) }
    }
    #expect(written < 1_000 && written > 10)
    #expect(told.reduce(0, +) == 1_000 - written)
    #expect(lines.contains { $0.hasSuffix("info last") })
  }

  @Test func `Lines of many threads come whole, each once`() async {
    let sink = Sink()
    let output = sink.output(.json, capacity: 16 << 20)
    let logger = output.logger(label: "test")
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask { for number in 0..<500 { logger.info("line", metadata: ["id": "\(task)-\(number)"]) } }
      }
    }
    await output.flush()
    let ids = Set(sink.lines.compactMap { $0.components(separatedBy: #""id":""#).last })
    #expect(sink.lines.count == 4_000)
    #expect(ids.count == 4_000)
    #expect(sink.lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
  }

  @Test func `A reader that has gone does not hold the program up`() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    close(ends[0])
    signal(SIGPIPE, SIG_IGN)
    let output = LogOutput(descriptor: ends[1], format: .text, level: .info)
    output.logger(label: "test").info("into the void")
    await output.flush()
    close(ends[1])
  }

  @Test(arguments: [
    ("key gp-0123456789abcdef0123456789abcdef refused", "key gp-[redacted] refused"),
    (#"{"authorization":"Bearer abc.def"}"#, #"{"authorization":"Bearer [redacted]"}"#),
    ("token ya29.a0AfB_byC-x1234567890 expired", "token ya29.[redacted] expired"),
    ("refresh=1//0gabcdefghijklmnopqrstuvwxyz", "refresh=1//[redacted]"),
    ("code 4/0AeaYSHBabcdefghijklmnopqrstuvwxyz.", "code 4/0[redacted]"),
    ("AIzaSyA1234567890abcdefghijklmnopqrstu", "AIza[redacted]"),
    ("secret GOCSPX-abcdefghijkl", "secret GOCSPX-[redacted]"),
    ("GET /v1?alt=sse&key=abc%20d&x=1", "GET /v1?alt=sse&key=[redacted]&x=1"),
    ("/auth/callback?state=s3cr3t&code=4/abc", "/auth/callback?state=[redacted]&code=[redacted]"),
    ("via http://user:pa55@proxy:8080/", "via http://[redacted]@proxy:8080/"),
    ("via http://user:p@55@proxy:8080/", "via http://[redacted]@proxy:8080/"),
    (#"found "http://user:pa/55@proxy:1", x"#, #"found "http://[redacted]@proxy:1", x"#),
    ("http://user:p#2@proxy and http://[::1]:80/a@b", "http://[redacted]@proxy and http://[::1]:80/a@b"),
    ("two gp-0123456789abcdef and gp-fedcba9876543210", "two gp-[redacted] and gp-[redacted]"),
    (
      "gp-short http://host:80/a@b key=laptop 1//2 AIza x?code",
      "gp-short http://host:80/a@b key=laptop 1//2 AIza x?code"
    ),
    ("", ""),
  ])
  func `What looks like a secret is overwritten`(line: String, expected: String) {
    var bytes = Array(line.utf8)
    LogRedaction.redact(&bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func `One line a request tells what it was, and no secret`() async throws {
    let sink = Sink()
    let output = sink.output(.json)
    let logger = output.logger(label: "test")
    let routes = TestRoutes.table(logger: logger)
    var settings = HTTPServer.Settings()
    settings.onAnswer = { $0.log(to: logger) }
    try await TestServer.run(settings: settings, handler: routes.handle) { test in
      try await test.expect(200, for: TestRoutes.request(path: "/v1/chat/completions?key=gp-test&x=planted"))
      try await test.expect(401, for: "GET /v1/models?key=planted-key HTTP/1.1\r\nHost: h\r\nx-request-id: a\r\n\r\n")
      try await test.expect(400, for: "planted nonsense\r\n\r\n")
    }
    await output.flush()
    let lines = sink.lines
    try #require(lines.count == 3)
    #expect(lines[0].contains(#""method":"POST""#) && lines[0].contains(#""path":"/v1/chat/completions""#))
    #expect(lines[0].contains(#""status":"200""#) && lines[0].contains(#""model":"gemini-2.5-flash""#))
    #expect(lines[0].contains(#""key":"laptop""#) && lines[0].contains(#""duration_ms":""#))
    #expect(lines[1].contains(#""request_id":"a""#) && lines[1].contains(#""status":"401""#))
    #expect(lines[2].contains(#""status":"400""#))
    #expect(!lines.joined().contains("planted") && !lines.joined().contains("gp-test"))
  }
}
