import Testing
import Translation

@testable import Simulator

/// The simulator ships in the program, so nothing that it is sent may end it.
struct RobustnessTests {
  private static let bodies = [
    Google.envelope(
      #"""
      {"contents":[{"role":"user","parts":[{"text":"get_weather({\"city\":\"Rome\"}) Repeat: é😀"},{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}],
      "tools":[{"functionDeclarations":[{"name":"get_weather","parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING","enum":["a"]},"n":{"type":"ARRAY","items":{"anyOf":[{"type":"INTEGER","minimum":1e2}]}}},"required":["city"]}}]}],
      "generationConfig":{"temperature":1.5,"maxOutputTokens":100,"candidateCount":2,"stopSequences":["x"],"thinkingConfig":{"includeThoughts":true,"thinkingBudget":-1},"responseMimeType":"application/json","responseJsonSchema":{"type":["object","null"],"properties":{"a":{"const":1}}}}}
      """#),
    Google.envelope(
      RuleTests.history("\(RuleTests.user),\(RuleTests.call),\(RuleTests.response)", #","labels":{"a":"b"}"#),
      model: "gemini-3-pro-preview-sim-thoughts"),
  ].map { Array($0.utf8) }

  /// Values that take part in arithmetic, at their limits.
  private static let nasty = [
    "9223372036854775807", "-9223372036854775808", "1e308", "-1e999", "0", "-1", "\"NaN\"", "\"inf\"", "null", "[]",
    "{}",
    "\"\"", "true", "[[[[1]]]]", "\"\\ud800\"",
  ].map { Array($0.utf8) }

  @Test(arguments: 0..<8) func mutatedRequestsAreAnsweredOrRefused(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var answered = 0
    for _ in 0..<1500 {
      var body = Self.bodies[Int.random(in: 0..<Self.bodies.count, using: &random)]
      for _ in 0..<Int.random(in: 1...3, using: &random) { Self.mutate(&body, &random) }
      guard let view = try? JSONDocument.parse(body) else { continue }
      for surface in [Surface.codeAssist, .aiStudio, .vertex] {
        let reader = CallReader(surface: surface, salt: "s", model: surface == .codeAssist ? nil : "gemini-2.5-flash")
        _ = try? reader.count(view)
        guard let call = try? reader.generateCall(view) else { continue }
        answered += 1
        let reply = ReplyEncoder(call, AnswerWriter.answer(to: call))
        #expect((try? JSONDocument.parse(reply.whole().pretty)) != nil)
        for index in 0..<reply.eventCount {
          #expect((try? JSONDocument.parse(Array(reply.event(index).line.utf8))) != nil)
        }
      }
    }
    #expect(answered > 20)
  }

  private static func mutate(_ body: inout [UInt8], _ random: inout SplitMix) {
    let place = Int.random(in: 0..<body.count, using: &random)
    switch UInt8.random(in: 0..<4, using: &random) {
    case 0: body[place] = UInt8.random(in: 0x20..<0x7F, using: &random)
    case 1: body.remove(at: place)
    default:
      // Another value after a colon: what is read next must cope with it.
      guard let colon = body[place...].firstIndex(of: UInt8(ascii: ":")),
        let end = body[(colon + 1)...].firstIndex(where: { [UInt8(ascii: ","), UInt8(ascii: "}")].contains($0) })
      else { return }
      body.replaceSubrange((colon + 1)..<end, with: nasty[Int.random(in: 0..<nasty.count, using: &random)])
    }
  }

  @Test func deepNestingIsRefused() async throws {
    try await Google.run { google in
      let deep = String(repeating: #"{"anyOf":["#, count: 200) + "{}" + String(repeating: "]}", count: 200)
      let answer = try await google.post(Google.generate, Google.envelope(RuleTests.parameters(deep)))
      #expect(answer.status == 400)
      #expect(answer.json?["error"]?["message"]?.string?.contains("maximum schema depth exceeded") == true)
      let absurd = try await google.post(Google.generate, String(repeating: "[", count: 100_000))
      #expect(absurd.status == 400)
    }
  }

  @Test func tablesForgetTheOldest() {
    var table = BoundedTable<Int>(limit: 3)
    for number in 0..<10 { table["\(number)"] = number }
    table["8"] = nil
    table["10"] = 10
    #expect((0...10).compactMap { table["\($0)"] } == [7, 9, 10])
  }

  @Test func anAnswerIsNoLongerThanAModels() async throws {
    try await Google.run { google in
      let text = "Repeat: " + String(repeating: "a ", count: 70_000)
      let answer = try #require(try await google.whole(Google.turn(text)))
      #expect(answer.finishReason == "MAX_TOKENS")
      #expect(answer["usageMetadata"]?["candidatesTokenCount"]?.int == 65536)
    }
  }
}

/// A small generator of which a seed gives the same numbers everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
