import Testing

@testable import Translation

struct MessagesTests {
  static let answers = ResponseCase.all("messages/responses.json")

  @Test(arguments: RequestCase.all("messages/requests.json"))
  func requests(_ item: RequestCase) throws { try item.check(Messages.self) }

  @Test(arguments: answers)
  func streams_CF_A1_CL_AN10_CL_AN11_CL_AN14(_ item: ResponseCase) throws {
    var (encoder, output) = try Self.encode(item, streaming: true)
    #expect(encoder.isComplete)
    encoder.finish(into: &output)
    let events = try ResponsesTests.events(output)
    #expect(events.count == item.stream.count)
    for (event, expected) in zip(events, item.stream) {
      #expect(sameJSON(event, expected), "\(event) is not \(expected)")
    }
  }

  @Test(arguments: answers)
  func wholes_CF_F11_CL_AN8(_ item: ResponseCase) throws {
    var (encoder, output) = try Self.encode(item, streaming: false)
    #expect(output.isEmpty)
    encoder.whole(into: &output)
    #expect(sameJSON(String(decoding: output, as: UTF8.self), item.whole), "\(String(decoding: output, as: UTF8.self))")
  }

  @Test(arguments: answers)
  func splits_CF_F23_CF_X1(_ item: ResponseCase) throws {
    for isStreaming in [true, false] {
      var context = RequestContext(id: "1", created: 1)
      var request = try Messages.request(item.request, context: &context)
      request.isStreaming = isStreaming
      try SplitStreamTests.check(item, Messages.encoder(for: request, context: context))
    }
  }

  /// Clients name these by their type alone and expect the arguments that Anthropic's models were made for.
  @Test(arguments: [
    ("bash_20250124", "bash", ["command", "restart"]),
    (
      "text_editor_20250728", "str_replace_based_edit_tool",
      ["command", "path", "file_text", "old_str", "new_str", "insert_line", "view_range"]
    ),
    ("computer_20250124", "computer", ["action", "coordinate", "text", "scroll_direction", "scroll_amount"]),
    ("memory_20250818", "memory", ["command", "path", "file_text", "old_path", "new_path"]),
  ])
  func toolsThatClientsRunAreDeclared_CL_AN5(type: String, name: String, arguments: [String]) throws {
    var context = RequestContext(id: "1", created: 1)
    let body =
      #"{"model":"m","messages":[{"role":"user","content":"q"}],"tools":[{"type":"\#(type)","name":"\#(name)","display_width_px":800}]}"#
    let request = try Messages.request(Array(body.utf8), context: &context)
    let tool = try #require(request.tools.functions.first)
    #expect(request.tools.functions.count == 1 && tool.name == name)
    #expect(tool.description?.string.isEmpty == false)
    let properties = try #require(try JSONDocument.parse(tool.parameters)["properties"])
    #expect(Set(properties.members.map(\.key.string)).isSuperset(of: arguments))
  }

  @Test func signaturesAreToldToTheServer_CF_G3() throws {
    let payload =
      #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","id":"a.b"},"thoughtSignature":"UzE="}]}}]}"#
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#.utf8),
      payloads: [Array(payload.utf8)], stream: [], whole: "", usage: nil)
    let (encoder, _) = try Self.encode(item, streaming: true)
    #expect(encoder.signatures == [CallSignature(callID: "a_b", function: "f", signature: "UzE=")])
  }

  /// Before the first event a comment alone is legal, after it a ping.
  @Test func silenceIsFilled_CF_A15_CL_AN15() throws {
    var context = RequestContext(id: "1", created: 1)
    let body = #"{"model":"m","stream":true,"messages":[{"role":"user","content":"a"}]}"#
    let request = try Messages.request(Array(body.utf8), context: &context)
    var encoder = Messages.encoder(for: request, context: context)
    #expect("\(encoder.currentHeartbeat)" == ": keep-alive\n\n")
    var output: [UInt8] = []
    let payload = Array(#"{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}"#.utf8)
    try payload.withUnsafeBytes { try encoder.consume($0, into: &output) }
    #expect("\(encoder.currentHeartbeat)" == "event: ping\ndata: {\"type\":\"ping\"}\n\n")
  }

  /// What was held back can turn out to be a stop sequence when a call comes.
  @Test func nothingFollowsAStop_CL_AN9() throws {
    let item = ResponseCase(
      name: "",
      request: Array(#"{"model":"m","stop_sequences":["abX","b"],"messages":[{"role":"user","content":"a"}]}"#.utf8),
      payloads: [
        Array(
          #"{"candidates":[{"content":{"parts":[{"text":"xab"},{"functionCall":{"name":"f"}}]},"finishReason":"STOP"}]}"#
            .utf8)
      ], stream: [], whole: "", usage: nil)
    var (encoder, output) = try Self.encode(item, streaming: false)
    encoder.whole(into: &output)
    let view = try JSONDocument.parse(output)
    #expect(view["stop_reason"]?.string == "stop_sequence" && view["stop_sequence"]?.string == "b")
    #expect(view["content"]?.elements.map { $0["text"]?.string } == ["xa"])
  }

  @Test func aStreamThatFailsHasNoEnd_CL_AN17() throws {
    var (encoder, output) = try Self.encode(try #require(Self.answers.first), streaming: true)
    let before = output.count
    encoder.fail(ProxyFailure(.overloaded, message: "later"), into: &output)
    encoder.finish(into: &output)
    #expect(
      String(decoding: output[before...], as: UTF8.self)
        == "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"later\"}}\n\n"
    )
  }

  @Test func anAnswerCutOffIsAnError_CF_F19() throws {
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#.utf8),
      payloads: [Array(#"{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}"#.utf8)], stream: [], whole: "",
      usage: nil)
    var (encoder, output) = try Self.encode(item, streaming: true)
    #expect(!encoder.isComplete)
    encoder.finish(into: &output)
    #expect(try ResponsesTests.events(output).last?.contains("api_error") == true)
  }

  @Test(arguments: [
    (ProxyFailure(.invalidRequest, message: "m"), 400, "invalid_request_error"),
    (ProxyFailure(.authentication, message: "m"), 401, "authentication_error"),
    (ProxyFailure(.permission, message: "m"), 403, "permission_error"),
    (ProxyFailure(.modelNotFound, message: "m"), 404, "not_found_error"),
    (ProxyFailure(.requestTooLarge, message: "m"), 413, "request_too_large"),
    (ProxyFailure(.rateLimited, message: "m"), 429, "rate_limit_error"),
    (ProxyFailure(.quotaExhausted, message: "m"), 429, "rate_limit_error"),
    (ProxyFailure(.internal, message: "m"), 500, "api_error"),
    (ProxyFailure(.upstreamUnavailable, message: "m"), 502, "api_error"),
    (ProxyFailure(.upstreamTimeout, message: "m"), 504, "timeout_error"),
    (ProxyFailure(.overloaded, message: "m"), 529, "overloaded_error"),
  ])
  func errors_CF_A9_CL_AN16(failure: ProxyFailure, status: Int, type: String) throws {
    var failure = failure
    failure.requestID = "req1"
    let body = Messages.error(failure)
    #expect(body.status == status)
    #expect(
      String(decoding: body.bytes, as: UTF8.self)
        == #"{"type":"error","error":{"type":"\#(type)","message":"m"},"request_id":"req1"}"#)
  }

  @Test func aPromptTooLongIsToldInTheWordsThatClientsKnow_CL_AN18() {
    let google = GoogleFailure(
      httpStatus: 400, code: 400, status: "INVALID_ARGUMENT",
      message: "The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).")
    let body = Messages.error(google.failure)
    #expect(body.status == 400)
    #expect(
      String(decoding: body.bytes, as: UTF8.self).contains("prompt is too long: 1048577 tokens > 1048576 maximum"))
  }

  @Test(arguments: [
    ("claude-haiku-4-5-20251001", "gemini-2.5-flash"), ("claude-3-5-haiku-latest", "gemini-2.5-flash"),
    ("claude-opus-4-1", "gemini-2.5-pro"), ("anthropic/claude-sonnet-4.5", "gemini-2.5-pro"),
    ("claude", "claude"), ("my-claude-x", "my-claude-x"), ("claude-sonnet-4-5", "mine"),
  ])
  func modelsThatClientsChooseStandForOurs_CF_A11_CL_AN22(asked: String, model: String) {
    let names = ModelNames(aliases: [("claude-sonnet-*", "mine")])
    #expect(names.resolve(asked) == model)
  }

  private static func encode(_ item: ResponseCase, streaming: Bool) throws -> (MessagesEncoder, [UInt8]) {
    var context = RequestContext(id: "1", created: 1, callIDSeed: ChatResponseTests.seed)
    var request = try Messages.request(item.request, context: &context)
    request.isStreaming = streaming
    var encoder = Messages.encoder(for: request, context: context)
    var output: [UInt8] = []
    for payload in item.payloads where !encoder.isSatisfied || !streaming {
      try payload.withUnsafeBytes { try encoder.consume($0, into: &output) }
    }
    return (encoder, output)
  }
}
