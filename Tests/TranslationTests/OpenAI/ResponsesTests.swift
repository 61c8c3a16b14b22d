import Testing

@testable import Translation

struct ResponsesTests {
  static let answers = ResponseCase.all("responses/responses.json")

  @Test(arguments: RequestCase.all("responses/requests.json"))
  func requests(_ item: RequestCase) throws { try item.check(Responses.self) }

  @Test(arguments: answers)
  func streams_CF_R2_CF_R4_CL_RS8(_ item: ResponseCase) throws {
    var (encoder, output) = try Self.encode(item, streaming: true)
    #expect(encoder.isComplete)
    encoder.finish(into: &output)
    try Self.check(output, item.stream)
  }

  @Test(arguments: answers)
  func wholes_CF_F11_CF_R12_CL_RS6(_ item: ResponseCase) throws {
    var (encoder, output) = try Self.encode(item, streaming: false)
    #expect(output.isEmpty)
    encoder.whole(into: &output)
    #expect(sameJSON(String(decoding: output, as: UTF8.self), item.whole), "\(String(decoding: output, as: UTF8.self))")
  }

  @Test(arguments: answers)
  func splits_CF_F23_CF_X1(_ item: ResponseCase) throws {
    for isStreaming in [true, false] {
      var context = RequestContext(id: "1", created: 1)
      var request = try Responses.request(item.request, context: &context)
      request.isStreaming = isStreaming
      try SplitStreamTests.check(item, Responses.encoder(for: request, context: context))
    }
  }

  @Test func silenceIsFilledWithComments_CL_RS16() throws {
    let (encoder, _) = try Self.encode(try #require(Self.answers.first), streaming: true)
    #expect("\(encoder.currentHeartbeat)" == ": keep-alive\n\n")
  }

  @Test func nothingComesAfterTheEnd_CF_R5() throws {
    var (encoder, output) = try Self.encode(try #require(Self.answers.first), streaming: true)
    encoder.finish(into: &output)
    let count = output.count
    let late = Array(#"{"usageMetadata":{"promptTokenCount":9}}"#.utf8)
    try late.withUnsafeBytes { try encoder.consume($0, into: &output) }
    encoder.finish(into: &output)
    encoder.fail(ProxyFailure(.overloaded, message: "m"), into: &output)
    #expect(output.count == count)
  }

  @Test(arguments: [
    (ProxyFailure(.overloaded, message: "m"), "server_is_overloaded", "m"),
    (ProxyFailure(.rateLimited, message: "m", retryAfter: 7), "rate_limit_exceeded", "m (try again in 7s)"),
    (ProxyFailure(.contextTooLong, message: "m"), "context_length_exceeded", "m"),
    (ProxyFailure(.quotaExhausted, message: "m"), "insufficient_quota", "m"),
  ])
  func aFailureIsToldInEveryFormThatClientsKnow_CF_R17_CL_RS14(
    failure: ProxyFailure, code: String, message: String
  ) throws {
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","input":"q"}"#.utf8),
      payloads: [Array(#"{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}"#.utf8)], stream: [], whole: "",
      usage: nil)
    var (encoder, output) = try Self.encode(item, streaming: true)
    #expect(!encoder.isComplete)
    encoder.fail(failure, into: &output)
    let events = try Self.events(output)
    let error = try JSONDocument.parse(Array(events[events.count - 2].utf8))
    #expect(error["type"]?.string == "error" && error["code"]?.string == code && error["message"]?.string == message)
    #expect(error["error"]?["code"]?.string == code && error["error"]?["message"]?.string == message)
    let last = try JSONDocument.parse(Array(try #require(events.last).utf8))
    #expect(last["type"]?.string == "response.failed" && last["response"]?["status"]?.string == "failed")
    #expect(last["response"]?["error"]?["code"]?.string == code)
    #expect(last["response"]?["output"]?[0]?["content"]?[0]?["text"]?.string == "a")
    #expect(last["response"]?["output"]?[0]?["status"]?.string == "incomplete")
    // Half of an answer that looks complete would be gone on from.
    #expect(!events.contains { $0.contains("output_item.done") || $0.contains("output_text.done") })
    #expect(encoder.storedResponse == nil)
  }

  /// What is told is not what was asked for: nothing is cut off an input that is too long.
  @Test func nothingIsTruncated_CL_RS6() throws {
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","input":"q","truncation":"auto"}"#.utf8),
      payloads: [Array(#"{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}"#.utf8)],
      stream: [], whole: "", usage: nil)
    var (encoder, output) = try Self.encode(item, streaming: false)
    encoder.whole(into: &output)
    #expect(try JSONDocument.parse(output)["truncation"]?.string == "disabled")
  }

  /// What a client may go on from, without sending it again.
  @Test func conversationsGoOn_CF_R11_CL_RS3() throws {
    struct Store: StoredItems {
      var response: StoredResponse
      func history(of responseID: String) -> [UInt8]? { responseID == response.id ? response.history : nil }
      func item(_ id: String) -> [UInt8]? { response.output.first { $0.id == id }?.item }
    }
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","input":"q"}"#.utf8),
      payloads: [
        Array(#"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"}}]},"finishReason":"STOP"}]}"#.utf8)
      ], stream: [], whole: "", usage: nil)
    for streaming in [true, false] {
      var (encoder, output) = try Self.encode(item, streaming: streaming)
      if streaming { encoder.finish(into: &output) } else { encoder.whole(into: &output) }
      let kept = try #require(encoder.storedResponse)
      #expect(kept.id == "resp_1")
      #expect(sameJSON(String(decoding: try #require(kept.history), as: UTF8.self), Self.history))
      var context = RequestContext(id: "2", created: 1)
      context.storedItems = Store(response: kept)
      let result = #"{"type":"function_call_output","call_id":"call_aaaqaaaaaaaaaaac","output":"ok"}"#
      let previous = #"{"model":"m","previous_response_id":"resp_1","input":[\#(result)]}"#
      let reference =
        #"{"model":"m","input":[{"role":"user","content":"q"},{"type":"item_reference","id":"fc_1_0"},\#(result)]}"#
      for body in [previous, reference] {
        let request = try Responses.request(Array(body.utf8), context: &context)
        var text: [UInt8] = []
        request.write(into: &text)
        #expect(
          sameJSON(String(decoding: text, as: UTF8.self), Self.upstream), "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  /// A body written on many lines, as people write them, must not break the lines of the events.
  @Test func everyEventIsOneLine_CL_RS8() throws {
    let body = """
      {"model":"m", "input":"q",
       "metadata": {"a": "b c",
                    "d": "e"},
       "tools": [
         {"type": "function", "name": "f", "parameters": {"type": "object", "properties": {}}}
       ]}
      """
    let item = ResponseCase(
      name: "", request: Array(body.utf8),
      payloads: [Array(#"{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}"#.utf8)],
      stream: [], whole: "", usage: nil)
    var (encoder, output) = try Self.encode(item, streaming: true)
    encoder.finish(into: &output)
    let last = try JSONDocument.parse(Array(try #require(try Self.events(output).last).utf8))["response"]
    #expect(last?["metadata"]?["a"]?.string == "b c" && last?["tools"]?[0]?["name"]?.string == "f")
  }

  /// One reference may stand for much, so many of them must not stand for many times as much.
  @Test func aReferenceCountsOnce_CL_RS3() throws {
    struct Store: StoredItems {
      func history(of responseID: String) -> [UInt8]? { nil }
      func item(_ id: String) -> [UInt8]? {
        Array(#"{"type":"function_call","call_id":"\#(id)","name":"f","arguments":"{}"}"#.utf8)
      }
    }
    let reference = #"{"type":"item_reference","id":"x"},"#
    let body = Array(
      #"{"model":"m","input":[\#(String(repeating: reference, count: 1000)){"role":"user","content":"q"}]}"#.utf8)
    var context = RequestContext(id: "2", created: 1)
    context.storedItems = Store()
    #expect(try Responses.shortRequest(body, context: &context) == nil, "what is looked up may take long")
    let request = try Responses.request(body, context: &context)
    #expect(request.contents.flatMap(\.parts).count { $0.isCall } == 1)
  }

  @Test(arguments: [
    #"{"type":"reasoning","encrypted_content":"UzE="},{"role":"user","content":"r"},"#,
    #"{"role":"assistant","content":"a"},{"type":"reasoning","encrypted_content":"UzE="},{"role":"user","content":"r"},"#,
  ])
  func aSignatureStaysInItsTurn_CF_G13(items: String) throws {
    let call = #"{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}"#
    let result = #"{"type":"function_call_output","call_id":"c","output":"ok"}"#
    let body = #"{"model":"m","input":[{"role":"user","content":"q"},\#(items)\#(call),\#(result)]}"#
    var context = RequestContext(id: "2", created: 1)
    let request = try Responses.request(Array(body.utf8), context: &context)
    for case .call(let call) in request.contents.flatMap(\.parts) { #expect(call.signature == nil) }
  }

  /// What is too long to be gone on from can still be referred to.
  @Test func theAnswerToALongInputIsKept_CL_RS3() throws {
    let text = String(repeating: "x", count: ResponsesRequestReader.maximumStoredInput)
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","input":"\#(text)"}"#.utf8),
      payloads: [Array(#"{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}"#.utf8)],
      stream: [], whole: "", usage: nil)
    var (encoder, output) = try Self.encode(item, streaming: false)
    encoder.whole(into: &output)
    let kept = try #require(encoder.storedResponse)
    #expect(kept.history == nil && kept.output.count == 1)
  }

  /// An answer without calls is known again by its text.
  @Test(arguments: [true, false])
  func textsAreSigned_CF_G6(isAnthropics: Bool) throws {
    let payload = Array(
      #"{"candidates":[{"content":{"parts":[{"text":"a"},{"text":"","thoughtSignature":"UzE="}]},"finishReason":"STOP"}]}"#
        .utf8)
    var context = RequestContext(id: "2", created: 1)
    var output: [UInt8] = []
    let signatures: [CallSignature]
    let next: GenerateRequest
    if isAnthropics {
      let turn = #"{"role":"user","content":"q"}"#
      let request = try Messages.request(Array(#"{"model":"m","messages":[\#(turn)]}"#.utf8), context: &context)
      var encoder = Messages.encoder(for: request, context: context)
      try payload.withUnsafeBytes { try encoder.consume($0, into: &output) }
      signatures = encoder.signatures
      next = try Messages.request(
        Array(#"{"model":"m","messages":[\#(turn),{"role":"assistant","content":"a"},\#(turn)]}"#.utf8),
        context: &context)
    } else {
      let turn = #"{"role":"user","content":"q"}"#
      let request = try Responses.request(Array(#"{"model":"m","input":"q"}"#.utf8), context: &context)
      var encoder = Responses.encoder(for: request, context: context)
      try payload.withUnsafeBytes { try encoder.consume($0, into: &output) }
      signatures = encoder.signatures
      next = try Responses.request(
        Array(#"{"model":"m","input":[\#(turn),{"role":"assistant","content":"a"},\#(turn)]}"#.utf8), context: &context)
    }
    #expect(signatures.map(\.signature) == ["UzE="])
    #expect(next.callIDs == signatures.map(\.callID))
  }

  private static let history =
    #"[{"type":"message","role":"user","content":"q"},{"id":"fc_1_0","type":"function_call","status":"completed","call_id":"call_aaaqaaaaaaaaaaac","name":"f","arguments":"{}"}]"#
  private static let upstream =
    #"{"contents":[{"role":"user","parts":[{"text":"q"}]},{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"result":"ok"}}}]}]}"#

  @Test(arguments: [#","store":false"#, #","metadata":{"a":"\#(String(repeating: "x", count: 10))"}"#])
  func whatIsNotToBeKeptIsNot_CL_RS3(more: String) throws {
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","input":"q"\#(more)}"#.utf8),
      payloads: [Array(#"{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}"#.utf8)],
      stream: [], whole: "", usage: nil)
    var (encoder, output) = try Self.encode(item, streaming: false)
    encoder.whole(into: &output)
    #expect((encoder.storedResponse == nil) == more.contains("store"))
  }

  private static func encode(_ item: ResponseCase, streaming: Bool) throws -> (ResponsesEncoder, [UInt8]) {
    var context = RequestContext(id: "1", created: 1_700_000_000, callIDSeed: ChatResponseTests.seed)
    var request = try Responses.request(item.request, context: &context)
    request.isStreaming = streaming
    var encoder = Responses.encoder(for: request, context: context)
    var output: [UInt8] = []
    for payload in item.payloads { try payload.withUnsafeBytes { try encoder.consume($0, into: &output) } }
    return (encoder, output)
  }

  private static func check(_ output: [UInt8], _ expected: [String]) throws {
    let events = try Self.events(output)
    #expect(events.count == expected.count)
    for (event, expected) in zip(events, expected) {
      #expect(sameJSON(event, expected), "\(event) is not \(expected)")
    }
  }

  /// The data of each event, whose name must agree with its type.
  static func events(_ output: [UInt8]) throws -> [String] {
    try String(decoding: output, as: UTF8.self).split(separator: "\n\n").map { event in
      let lines = event.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == 2 && lines[0].hasPrefix("event: ") && lines[1].hasPrefix("data: "), "\(event)")
      let data = String(lines[1].dropFirst(6))
      let type = try JSONDocument.parse(Array(data.utf8))["type"]?.string ?? ""
      #expect("event: " + type == lines[0])
      return data
    }
  }
}
