import Testing
import Translation

@testable import Simulator

/// What the simulated model says, streamed and whole.
struct AnswerTests {
  private static let weather =
    #","tools":[{"functionDeclarations":[{"name":"get_weather","parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"},"days":{"type":"INTEGER"}},"required":["city"]}},{"name":"get_time"}]}]"#

  @Test func thinkingIsShownAndCounted() async throws {
    try await Google.run { google in
      let request = Google.turn(
        "Repeat: yes", #","generationConfig":{"thinkingConfig":{"includeThoughts":true,"thinkingLevel":"HIGH"}}"#)
      let events = try await google.events(request, model: "gemini-3-pro-preview")
      #expect(events.first?.parts.first?["thought"]?.bool == true)
      #expect(events.first?["usageMetadata"]?["candidatesTokenCount"] == nil)
      #expect(events.text == "yes")
      #expect(events.last?.parts.first?["text"]?.string == "")
      #expect(events.last?.parts.first?["thoughtSignature"]?.string != nil)
      #expect(events.last?.finishReason == "STOP")
      let usage = try #require(events.last?["usageMetadata"])
      let counts = ["promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount"].map { name in
        usage.members.first { $0.key.string == name }?.value.int ?? 0
      }
      #expect(counts.allSatisfy { $0 > 0 } && usage["totalTokenCount"]?.int == counts.reduce(0, +))

      let whole = try #require(try await google.whole(request, model: "gemini-3-pro-preview"))
      #expect(whole.parts.map { $0["thought"]?.bool } == [true, nil, nil])
    }
  }

  @Test func likelihoodsAreTheSameStreamedAndWhole() async throws {
    try await Google.run { google in
      let request = Google.turn("Repeat: one two", #","generationConfig":{"responseLogprobs":true,"logprobs":2}"#)
      func tokens(_ results: [JSONView?], _ key: StaticString) -> [String] {
        results.flatMap {
          $0?[key]?.elements.map { String(decoding: $0.source, as: UTF8.self).filter { !$0.isWhitespace } } ?? []
        }
      }
      let events = try await google.events(request).map { $0["candidates"]?[0]?["logprobsResult"] }
      let whole = try #require(try await google.whole(request))["candidates"]?[0]?["logprobsResult"]
      for key in ["chosenCandidates", "topCandidates"] as [StaticString] {
        #expect(tokens(events, key) == tokens([whole], key) && tokens(events, key).count == 2)
      }
      #expect(whole?["chosenCandidates"]?.elements.compactMap { $0["token"]?.string } == ["one ", "two"])
      let plain = try #require(try await google.whole(Google.turn("Repeat: one two")))
      #expect(plain["candidates"]?[0]?["logprobsResult"] == nil)
    }
  }

  @Test func withoutIncludeThoughtsOnlyTheCountTells() async throws {
    try await Google.run { google in
      let request = Google.turn("Repeat: yes", #","generationConfig":{"thinkingConfig":{"thinkingBudget":1024}}"#)
      let answer = try #require(try await google.whole(request))
      #expect(answer.parts.count == 1)
      #expect(answer["usageMetadata"]?["thoughtsTokenCount"]?.int ?? 0 > 0)
      let off = Google.turn("Repeat: yes", #","generationConfig":{"thinkingConfig":{"thinkingBudget":0}}"#)
      #expect(try await google.whole(off)?["usageMetadata"]?["thoughtsTokenCount"] == nil)
    }
  }

  @Test func namedToolsAreCalled() async throws {
    try await Google.run { google in
      let one = try await google.events(Google.turn(#"get_weather({\"city\":\"Rome (Italy)\"})"#, Self.weather))
      #expect(one.flatMap(\.parts).compactMap { $0["functionCall"]?["args"]?["city"]?.string } == ["Rome (Italy)"])
      // Gemini 2.5 numbers and signs no calls.
      #expect(one.first?.parts.first?["functionCall"]?["id"] == nil)
      #expect(one.first?.parts.first?["thoughtSignature"] == nil)
      #expect(one.last?.finishReason == "STOP")

      let two = try #require(
        try await google.whole(Google.turn("get_time and get_weather", Self.weather), model: "gemini-3-pro-preview"))
      let calls = two.parts.filter { $0["functionCall"] != nil }
      #expect(calls.map { $0["functionCall"]?["name"]?.string } == ["get_weather", "get_time"])
      #expect(calls.map { $0["thoughtSignature"] != nil } == [true, false])
      #expect(calls.first?["functionCall"]?["args"]?["city"]?.string == "sample")
      #expect(calls.first?["functionCall"]?["args"]?["days"] == nil)
    }
  }

  @Test(
    arguments: [
      (#","toolConfig":{"functionCallingConfig":{"mode":"ANY"}}"#, "get_weather"),
      (#","toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["get_time"]}}"#, "get_time"),
      (#","toolConfig":{"functionCallingConfig":{"mode":"NONE"}}"#, nil), ("", nil),
    ] as [(String, String?)])
  func theModeDecides(config: String, name: String?) async throws {
    try await Google.run { google in
      let answer = try #require(try await google.whole(Google.turn("hello", Self.weather + config)))
      #expect(answer.parts.first?["functionCall"]?["name"]?.string == name)
    }
  }

  @Test func toolAnswersAreTold() async throws {
    try await Google.run { google in
      let history = "\(RuleTests.user),\(RuleTests.call),\(RuleTests.response)"
      let text = try await google.events(RuleTests.history(history)).text
      #expect(text == #"f answered {"output": "1"}."#)
    }
  }

  @Test func stepsAreTakenOneAfterTheOther() async throws {
    try await Google.run { google in
      // What an agent says by itself comes before what the person typed, and names tools too.
      let prompt = #"{"text":"get_time is a tool."},{"text":"get_weather({\"city\":\"Rome\"})\nthen\nget_time({})"}"#
      var turns = [#"{"role":"user","parts":[\#(prompt)]}"#]
      for name in ["get_weather", "get_time"] {
        let request = #"{"contents":[\#(turns.joined(separator: ","))]\#(Self.weather)}"#
        let call = try #require(try await google.whole(request)?.parts.first?["functionCall"])
        #expect(call["name"]?.string == name)
        turns.append(#"{"role":"model","parts":[{"functionCall":{"name":"\#(name)","args":{}}}]}"#)
        turns.append(
          #"{"role":"user","parts":[{"functionResponse":{"name":"\#(name)","response":{"result":"ok"}}}]}"#)
      }
      let last = try await google.events(#"{"contents":[\#(turns.joined(separator: ","))]\#(Self.weather)}"#)
      #expect(last.text == #"get_time answered {"result": "ok"}."#)
    }
  }

  @Test func limitsAreObeyed() async throws {
    try await Google.run { google in
      let short = try await google.events(Google.turn("Repeat: a b c d", #","generationConfig":{"maxOutputTokens":2}"#))
      #expect(short.text == "a b ")
      #expect(short.last?.finishReason == "MAX_TOKENS")
      let stopped = try await google.events(
        Google.turn("Repeat: a b c d", #","generationConfig":{"stopSequences":["d","c"]}"#))
      #expect(stopped.text == "a b ")
      #expect(stopped.last?.finishReason == "STOP")
      let all = Google.turn(
        "Repeat: a", #","generationConfig":{"maxOutputTokens":1,"thinkingConfig":{"thinkingBudget":1}}"#)
      let nothing = try #require(try await google.whole(all))
      #expect(nothing.parts.isEmpty && nothing.finishReason == "MAX_TOKENS")
    }
  }

  @Test func candidatesAreNumbered() async throws {
    try await Google.run { google in
      let answer = try #require(
        try await google.whole(Google.turn("Repeat: a", #","generationConfig":{"candidateCount":3}"#)))
      let candidates = answer["candidates"].map { Array($0.elements) } ?? []
      #expect(candidates.map { $0["index"]?.int } == [nil, 1, 2])
      #expect(answer["usageMetadata"]?["candidatesTokenCount"]?.int == 3)
    }
  }

  @Test func structuredOutputFitsItsSchema() async throws {
    try await Google.run { google in
      let config =
        #","generationConfig":{"responseMimeType":"application/json","responseJsonSchema":{"type":"object","properties":{"a":{"enum":["x","y"]},"b":{"type":"array","items":{"type":"integer"}}},"required":["a","b"]}}"#
      let text = try await google.events(Google.turn("hi", config)).text
      #expect(text == #"{"a": "x","b": [1]}"#)
    }
  }

  @Test func searchGivesSourcesWithByteOffsets() async throws {
    try await Google.run { google in
      let answer = try #require(try await google.whole(Google.turn("Repeat: 你好", #","tools":[{"googleSearch":{}}]"#)))
      let support = answer["candidates"]?[0]?["groundingMetadata"]?["groundingSupports"]?[0]
      #expect(support?["segment"]?["endIndex"]?.int == 6)
    }
  }
}
