import Glibc
import Simulator
import Testing
import Translation
import Transport

/// The scenarios that a model's name asks for.
@Suite(.timeLimit(.minutes(2))) struct ScenarioTests {
  private func readme() throws -> String {
    let path = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = try #require(fopen("/\(path)/Sources/Simulator/README.md", "r"))
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  @Test func theReadmeListsThemAll() throws {
    let rows = try readme().split(separator: "\n").filter { $0.hasPrefix("| `sim-") }.map(String.init)
    #expect(rows == Scenario.all.map { "| `sim-\($0.name)` | \($0.summary) |" })
    let accounts = try readme().split(separator: "\n").filter { $0.hasPrefix("| `") && !$0.hasPrefix("| `sim-") }
    for account in AccountScenario.allCases {
      #expect(accounts.contains { $0.hasPrefix("| `\(account.rawValue)` |") }, "\(account)")
    }
  }

  @Test func everyOneAnswersWithinItsKind() async throws {
    var settings = SimulatorSettings()
    settings.firstByteDelay = .milliseconds(1)
    try await Google.run(settings) { google in
      for scenario in Scenario.all where scenario.name != "break-off" {
        let answer = try await google.post(
          Google.stream, Google.envelope(Google.turn("Repeat: one two three"), model: "sim-\(scenario.name)"))
        #expect((200...599).contains(answer.status), "\(scenario.name)")
        if answer.status == 200 {
          #expect(answer.text.hasPrefix("data: {"), "\(scenario.name)")
        } else if !["html-502", "empty-503"].contains(scenario.name) {
          let error = answer.json?["error"] ?? answer.json?[0]?["error"]
          #expect(error?["code"]?.int == answer.status, "\(scenario.name)")
        }
      }
    }
  }

  @Test(arguments: [("sim-capacity-once", [429, 200]), ("sim-overloaded-twice", [503, 503, 200])])
  func someSucceedInTheEnd(model: String, statuses: [Int]) async throws {
    try await Google.run { google in
      for status in statuses + statuses {
        let answer = try await google.post(Google.generate, Google.envelope(Google.turn("hi"), model: model))
        #expect(answer.status == status)
      }
    }
  }

  @Test(arguments: [
    ("sim-call", ["1 id signed"]), ("sim-parallel", ["2 id signed"]), ("sim-parallel-events", ["1 id signed", "1 id"]),
    ("sim-text-call", ["1 id signed"]), ("sim-call-no-id", ["1 signed"]), ("sim-call-unsigned", ["1"]),
  ])
  func callsHaveTheirForms(model: String, expected: [String]) async throws {
    try await Google.run { google in
      let events = try await google.events(Google.turn("hi"), model: model)
      let forms = events.map { event in
        let calls = event.parts.filter { $0["functionCall"] != nil }
        guard let first = calls.first else { return "" }
        let id = first["functionCall"]?["id"] == nil ? "" : " id"
        return "\(calls.count)\(id)" + (first["thoughtSignature"] == nil ? "" : " signed")
      }
      #expect(forms.filter { !$0.isEmpty } == expected)
      #expect(events.last?.finishReason == "STOP")
    }
  }

  @Test(
    arguments: [
      ("sim-finish-max-tokens", "MAX_TOKENS"), ("sim-finish-malformed-function-call", "MALFORMED_FUNCTION_CALL"),
      ("sim-finish-never-heard-of", "NEVER_HEARD_OF"), ("sim-no-finish", nil),
      ("gemini-2.5-pro-sim-finish-spii", "SPII"),
    ] as [(String, String?)])
  func finishReasonsComeLast(model: String, reason: String?) async throws {
    try await Google.run { google in
      let events = try await google.events(Google.turn("hi"), model: model)
      #expect(events.last?.finishReason == reason)
      #expect(events.dropLast().allSatisfy { $0.finishReason == nil })
    }
  }

  @Test func promptsAreBlockedAndCandidatesMissing() async throws {
    try await Google.run { google in
      let blocked = try #require(try await google.whole(Google.turn("hi"), model: "sim-blocked"))
      #expect(blocked["promptFeedback"]?["blockReason"]?.string == "PROHIBITED_CONTENT")
      #expect(blocked["candidates"] == nil)
      let empty = try #require(try await google.whole(Google.turn("hi"), model: "sim-empty-candidates"))
      #expect(empty["candidates"] == nil && empty["usageMetadata"] != nil)
      let last = try await google.events(Google.turn("Repeat: a b"), model: "sim-usage-last")
      #expect(last.map { $0["usageMetadata"]?["promptTokenCount"] != nil } == [false, true])
    }
  }

  // MARK: - Deliveries, byte for byte

  private static let text = "Grüße, 你好 😀!"

  private func raw(_ model: String) async throws -> RawExchange {
    var result: RawExchange?
    try await Google.run { google in
      result = try await RawExchange.stream(google.simulator, model: model, text: Self.text)
    }
    return try #require(result)
  }

  @Test(arguments: ["gemini-2.5-flash", "sim-split-utf8", "sim-split-crlf", "sim-split-bytes"])
  func howeverItIsCutTheStreamIsTheSame(model: String) async throws {
    let stream = try await raw(model)
    #expect(stream.status == 200)
    #expect(stream.head.contains("Transfer-Encoding: chunked"))
    let (chunks, isComplete) = stream.chunks
    #expect(isComplete)
    let events = try Google.events(stream.body).compactMap { $0["response"] }
    #expect(events.text == Self.text)
    let cutsInCharacters = chunks.contains { String(validating: $0, as: UTF8.self) == nil }
    let cutsInLineEnds = chunks.contains { $0.last == 0x0D }
    #expect(cutsInCharacters == ["sim-split-utf8", "sim-split-bytes"].contains(model))
    #expect(cutsInLineEnds == ["sim-split-crlf", "sim-split-bytes"].contains(model))
    #expect((chunks.allSatisfy { $0.count == 1 }) == (model == "sim-split-bytes"))
  }

  @Test func lineFeedsInPlaceOfCRLF() async throws {
    let body = String(decoding: try await raw("sim-lf").body, as: UTF8.self)
    #expect(body.hasSuffix("}\n\n") && !body.utf8.contains(0x0D))
  }

  @Test func theFinalBlankLineIsMissing() async throws {
    let stream = try await raw("sim-no-final-blank")
    #expect(stream.body.last == UInt8(ascii: "}") && stream.chunks.isComplete)
  }

  @Test func aMalformedEventIsInTheMiddle() async throws {
    let body = String(decoding: try await raw("sim-malformed-event").body, as: UTF8.self)
    let events = body.split(separator: "\r\n\r\n")
    let broken = events.filter { (try? JSONDocument.parse(Array($0.dropFirst("data: ".count).utf8))) == nil }
    #expect(events.count == 4 && broken.count == 1)
  }

  @Test func anErrorEventEndsTheStream() async throws {
    let stream = try await raw("sim-error-event")
    let events = try Google.events(stream.body)
    #expect(events.last?["error"]?["code"]?.int == 503)
    #expect(events.first?["response"] != nil && stream.chunks.isComplete)
  }

  @Test func theConnectionBreaks() async throws {
    let stream = try await raw("sim-break-off")
    #expect(!stream.chunks.isComplete && !stream.chunks.all.isEmpty)
    #expect(!String(decoding: stream.body, as: UTF8.self).contains("finishReason"))
  }

  @Test func theFirstByteIsLate() async throws {
    var settings = SimulatorSettings()
    settings.firstByteDelay = .milliseconds(120)
    try await Google.run(settings) { google in
      let start = MonotonicInstant.now()
      _ = try await google.events(Google.turn("hi"), model: "sim-slow-start")
      #expect(MonotonicInstant.now().duration(since: start) >= .milliseconds(119))
    }
  }
}
