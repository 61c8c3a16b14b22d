import Testing

@testable import Translation

struct ChatResponseTests {
  static let cases = ["responses", "more-responses", "clause-responses"].flatMap { ResponseCase.all("chat/\($0).json") }
  static let seed = CallIDSeed(high: 1, low: 2)

  @Test(arguments: cases)
  func streams_CF_F2_CF_F15_CL_CS2_CL_CS6_CL_CS7(_ item: ResponseCase) throws {
    var (encoder, output) = try Self.encode(item, streaming: true)
    #expect(encoder.isComplete)
    encoder.finish(into: &output)
    var events = String(decoding: output, as: UTF8.self).split(separator: "\n\n").map { event in
      #expect(event.hasPrefix("data: ") && !event.contains("\n"))
      return String(event.dropFirst(6))
    }
    #expect(events.popLast() == "[DONE]")
    let views = try events.map { try JSONDocument.parse(Array($0.utf8)) }
    for view in views {
      #expect(view["id"]?.string == "chatcmpl-1" && view["created"]?.int == 1_700_000_000)
      #expect(view["object"]?.string == "chat.completion.chunk" && view["model"]?.string == "m")
    }
    var choices = views.map { String(decoding: ($0["choices"] ?? $0).source, as: UTF8.self) }
    if let usage = item.usage {
      #expect(choices.popLast() == "[]")
      try Self.check(usage, of: #require(views.last))
    } else {
      #expect(views.allSatisfy { $0["usage"] == nil })
    }
    #expect(choices.count == item.stream.count)
    for (choice, expected) in zip(choices, item.stream) {
      #expect(sameJSON(choice, expected), "\(choice) is not \(expected)")
    }
  }

  @Test(arguments: cases)
  func wholes_CF_F11_CF_G15_CL_CH1(_ item: ResponseCase) throws {
    var (encoder, output) = try Self.encode(item, streaming: false)
    #expect(output.isEmpty)
    encoder.whole(into: &output)
    let view = try JSONDocument.parse(output)
    #expect(view["object"]?.string == "chat.completion" && view["id"]?.string == "chatcmpl-1")
    #expect(view["created"]?.int == 1_700_000_000 && view["model"]?.string == "m" && view.members.count == 6)
    let choices = String(decoding: try #require(view["choices"]).source, as: UTF8.self)
    #expect(sameJSON(choices, item.whole), "\(choices)")
    if let usage = item.usage { try Self.check(usage, of: view) }
  }

  /// Long, illegal and colliding names: the client reads its own in every kind of reply.
  @Test(arguments: ["mcp__" + String(repeating: "server__", count: 12), "a/b", "a@b", "1st", "天気", "a_b"])
  func namesComeBackInEveryReply_CL_X18_CL_X19_CF_T1_CF_T2_CF_T4(name: String) throws {
    let names = [name, "a/b", "a@b", "a_b"].map { #"{"type":"function","function":{"name":"\#($0)"}}"# }
    let modern = #""tools":[\#(names.joined(separator: ","))]"#
    let deprecated = #""functions":[{"name":"\#(name)"}]"#
    for (fields, key) in [(modern, "tool_calls"), (deprecated, "function_call")] {
      let body = #"{"model":"m","messages":[{"role":"user","content":"a"}],\#(fields)}"#
      var context = RequestContext(id: "1", created: 1)
      let request = try ChatCompletions.request(Array(body.utf8), context: &context)
      let declared = request.tools.functions.map(\.name)
      #expect(declared.allSatisfy(ToolNames.isLegal) && Set(declared).count == declared.count)
      let upstream = try #require(declared.first)
      // The same name for the same tools, or no prompt would be found in a cache again.
      var again = RequestContext(id: "2", created: 2)
      #expect(try ChatCompletions.request(Array(body.utf8), context: &again).tools.functions.map(\.name) == declared)
      let payload =
        #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"\#(upstream)"}}]},"finishReason":"STOP"}]}"#
      let item = ResponseCase(
        name: "", request: Array(body.utf8), payloads: [Array(payload.utf8)], stream: [], whole: "", usage: nil)
      for isStreaming in [true, false] {
        var (encoder, output) = try Self.encode(item, streaming: isStreaming)
        if isStreaming { encoder.finish(into: &output) } else { encoder.whole(into: &output) }
        #expect(String(decoding: output, as: UTF8.self).contains(#""name":"\#(name)""#), "\(key)")
        #expect(String(decoding: output, as: UTF8.self).contains(#""\#(key)":"#))
      }
    }
  }

  @Test func signaturesAreToldToTheServer_CF_G3_CL_X23() throws {
    let payload =
      #"{"modelVersion":"gemini-3-pro","candidates":[{"content":{"parts":[{"functionCall":{"name":"f"},"thoughtSignature":"UzE="},{"functionCall":{"name":"g","id":"x"}}]}}]}"#
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#.utf8),
      payloads: [Array(payload.utf8)], stream: [], whole: "", usage: nil)
    let (encoder, _) = try Self.encode(item, streaming: true)
    #expect(
      encoder.signatures == [CallSignature(callID: Self.seed.id(at: 0), function: "f", signature: "UzE=")])
    #expect(encoder.modelVersion == "gemini-3-pro")
  }

  @Test(arguments: ["MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL"])
  func brokenCallsAreErrors_CF_F8_CL_X27(reason: String) {
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#.utf8),
      payloads: [Array(#"{"candidates":[{"finishReason":"\#(reason)"}]}"#.utf8)], stream: [], whole: "", usage: nil)
    #expect(throws: TranslationError.self) { try Self.encode(item, streaming: true) }
  }

  @Test func anEmptyAnswerIsNotComplete_CF_F19() throws {
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#.utf8),
      payloads: [Array(#"{"response":{}}"#.utf8)], stream: [], whole: "", usage: nil)
    let (encoder, output) = try Self.encode(item, streaming: true)
    #expect(!encoder.isComplete && !encoder.hasOutput && output.isEmpty)
  }

  static func encode(_ item: ResponseCase, streaming: Bool) throws -> (ChatEncoder, [UInt8]) {
    var context = RequestContext(id: "1", created: 1_700_000_000, callIDSeed: seed)
    var request = try ChatCompletions.request(item.request, context: &context)
    request.isStreaming = streaming
    request.reply.includesUsage = item.usage != nil
    var encoder = ChatCompletions.encoder(for: request, context: context)
    var output: [UInt8] = []
    for payload in item.payloads { try payload.withUnsafeBytes { try encoder.consume($0, into: &output) } }
    return (encoder, output)
  }

  static func check(_ usage: [Int], of view: JSONView) throws {
    let counts = try #require(view["usage"])
    #expect(
      ["prompt_tokens", "completion_tokens", "total_tokens"].map { counts[$0]?.int } == usage.prefix(3).map { $0 })
    let details = [
      counts["prompt_tokens_details"]?["cached_tokens"]?.int,
      counts["completion_tokens_details"]?["reasoning_tokens"]?.int,
    ]
    #expect(usage.count == 5 ? details == usage.suffix(2).map { $0 } : !details.contains(nil))
  }
}
