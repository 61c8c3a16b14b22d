import Testing

@testable import Translation

struct ChatCompletionsTests {
  static let context = RequestContext(id: "1", created: 1_700_000_000, callIDSeed: CallIDSeed(high: 1, low: 2))

  /// Client bodies and the inner Gemini request they become, with the adjustments that are reported.
  static let requests: [(body: String, gemini: String, adjusted: [String])] = [
    (
      #"{"model":"m","messages":[{"role":"user","content":"Hi\n\u00e9"}]}"#,
      #"{"contents":[{"role":"user","parts":[{"text":"Hi\n\u00e9"}]}]}"#, []
    ),
    (
      #"{"model":"m","messages":[{"role":"system","content":"a"},{"role":"user","content":[{"type":"text","text":"b"}]},{"role":"user","content":"c"},{"role":"developer","content":"d"},{"role":"assistant","content":"e"},{"role":"user","content":"f"}]}"#,
      #"{"contents":[{"role":"user","parts":[{"text":"b"},{"text":"c"}]},{"role":"model","parts":[{"text":"e"}]},{"role":"user","parts":[{"text":"f"}]}],"systemInstruction":{"role":"user","parts":[{"text":"a"},{"text":"d"}]}}"#,
      []
    ),
    (
      #"{"model":"m","messages":[{"role":"user","content":"a"}],"temperature":3,"top_p":0.5,"max_tokens":50,"max_completion_tokens":"80","stop":"END","seed":1,"logit_bias":{},"user":null}"#,
      #"{"contents":[{"role":"user","parts":[{"text":"a"}]}],"generationConfig":{"temperature":2.0,"topP":0.5,"maxOutputTokens":80,"stopSequences":["END"],"seed":1}}"#,
      ["temperature", "logit_bias"]
    ),
    (
      #"{"model":"m","messages":[{"role":"system","content":"x"}]}"#,
      #"{"contents":[{"role":"user","parts":[{"text":"x"}]}],"systemInstruction":{"role":"user","parts":[{"text":"x"}]}}"#,
      ["system"]
    ),
    (
      #"{"model":"m","messages":[{"role":"assistant","content":null,"tool_calls":[]},{"role":"assistant","content":"e"},{"role":"user","content":[{"type":"hologram","hologram":"u"},{"type":"text","text":"q"}]}]}"#,
      #"{"contents":[{"role":"user","parts":[{"text":"Continue."}]},{"role":"model","parts":[{"text":"e"}]},{"role":"user","parts":[{"text":"q"}]}]}"#,
      ["hologram", "messages"]
    ),
  ]

  @Test(arguments: requests)
  func translatesRequests(body: String, gemini: String, adjusted: [String]) throws {
    var context = Self.context
    let request = try ChatCompletions.request(Array(body.utf8), context: &context)
    var output: [UInt8] = []
    request.write(into: &output)
    #expect(String(decoding: output, as: UTF8.self) == gemini)
    #expect(context.adjustments.map(\.name) == adjusted)
  }

  @Test(arguments: [
    ("[]", ""), ("{", ""), (#"{"messages":[]}"#, "model"), (#"{"model":"m"}"#, "messages"),
    (#"{"model":"m","messages":[]}"#, "messages"), (#"{"model":"m","messages":[{}]}"#, "messages[0].role"),
    (#"{"model":"m","messages":[5]}"#, "messages[0]"),
    (#"{"model":"m","messages":[{"role":"user","content":[{"text":5}]}]}"#, "messages[0].content[0].text"),
    (#"{"model":"m","messages":[],"max_tokens":"abc"}"#, "max_tokens"),
    (#"{"model":"m","messages":[],"stream":"yes"}"#, "stream"),
  ])
  func namesThePathAtFault(body: String, path: String) {
    var context = Self.context
    #expect {
      try ChatCompletions.request(Array(body.utf8), context: &context)
    } throws: { error in
      (error as? TranslationError)?.path == path
    }
  }

  static let answer = [
    #"{"response": {"candidates": [{"content": {"role": "model","parts": [{"text": "plan\n","thought": true}]}}],"usageMetadata": {"totalTokenCount": 0}}}"#,
    #"{"response": {"candidates": [{"content": {"role": "model","parts": [{"text": "a\u00e9"},{"text": " \n"}]}}],"usageMetadata": {"promptTokenCount": 10}}}"#,
    #"{"response": {"candidates": [{"content": {"role": "model","parts": [{"functionCall": {"name": "f","args": {"n": 1.0, "s": "x \" y"}},"thoughtSignature": "S"},{"functionCall": {"name": "g","id": "own"}}]}}]}}"#,
    #"{"candidates": [{"finishReason": "STOP"}],"usageMetadata": {"promptTokenCount": 10,"candidatesTokenCount": 5,"thoughtsTokenCount": 20,"cachedContentTokenCount": 4,"totalTokenCount": 35}}"#,
  ]

  @Test func writesTheStream() throws {
    let expected = try Fixture.text("chat/answer.sse")
    #expect(try Self.stream(Self.answer, usage: true) == expected)
  }

  @Test func writesTheWhole() throws {
    var encoder = Self.encoder(streaming: false)
    var output: [UInt8] = []
    for payload in Self.answer { try Self.feed(payload, to: &encoder, &output) }
    #expect(output.isEmpty && encoder.hasOutput && encoder.isComplete)
    encoder.whole(into: &output)
    #expect(String(decoding: output + [10], as: UTF8.self) == (try Fixture.text("chat/answer.json")))
  }

  @Test(arguments: [
    ("STOP", "stop"), ("MAX_TOKENS", "length"), ("SAFETY", "content_filter"), ("RECITATION", "content_filter"),
    ("SPII", "content_filter"), ("LANGUAGE", "stop"), ("SOMETHING_NEW", "stop"),
  ])
  func mapsFinishReasons(reason: String, finish: String) throws {
    let payload = #"{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"\#(reason)"}]}"#
    let stream = try Self.stream([payload], usage: false)
    #expect(stream.contains(#""delta":{},"finish_reason":"\#(finish)"}"#))
    #expect(stream.components(of: #""finish_reason":""#) == 1)
    #expect(stream.hasSuffix("data: [DONE]\n\n") && !stream.contains("usage"))
  }

  /// Clients have no word for it; the log is told Google's.
  @Test(arguments: [
    ("LANGUAGE", "LANGUAGE"), ("OTHER", "OTHER"), ("NO_IMAGE", "NO_IMAGE"), ("so it is\\n", "UNKNOWN"), ("STOP", nil),
    ("SAFETY", nil), ("MAX_TOKENS", nil),
  ])
  func keepsTheReasonClientsHaveNoWordFor_CF_F8(reason: String, word: String?) throws {
    let payload = Array(
      #"{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"\#(reason)"}]}"#.utf8)
    func found<D: Dialect>(of _: D.Type, _ body: String) throws -> String? {
      var context = RequestContext(id: "1", created: 1)
      let request = try D.request(Array(body.utf8), context: &context)
      var encoder = D.encoder(for: request, context: context)
      var output: [UInt8] = []
      try payload.withUnsafeBytes { try encoder.consume($0, into: &output) }
      return encoder.unnamedReason?.rawValue
    }
    let chat = #"{"model":"gemini-2.5-pro","max_tokens":9,"messages":[{"role":"user","content":"a"}]}"#
    #expect(try found(of: ChatCompletions.self, chat) == word)
    #expect(try found(of: Messages.self, chat) == word)
    #expect(try found(of: OllamaChat.self, chat) == word)
    #expect(try found(of: Responses.self, #"{"model":"gemini-2.5-pro","input":"a"}"#) == word)
    #expect(try found(of: Completions.self, #"{"model":"gemini-2.5-pro","prompt":"a"}"#) == word)
  }

  @Test func reportsABlockedPrompt() throws {
    let stream = try Self.stream([#"{"promptFeedback":{"blockReason":"SAFETY"}}"#], usage: false)
    #expect(stream.contains(#""delta":{},"finish_reason":"content_filter""#))
  }

  @Test func aStreamWithoutReasonEndsInAnError_CL_CS11() throws {
    let stream = try Self.stream([#"{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}"#], usage: true)
    #expect(stream.contains(#"data: {"error":{"message":"#) && stream.hasSuffix("data: [DONE]\n\n"))
    #expect(!stream.contains(#""finish_reason":""#))
  }

  @Test(arguments: ["", "{", "[]", #"{"candidates":[{"content":{"parts":[{"text":"a"}]}}]"#])
  func refusesWhatIsNoPayload(payload: String) {
    var encoder = Self.encoder(streaming: true)
    var output: [UInt8] = []
    #expect(throws: TranslationError.self) { try Self.feed(payload, to: &encoder, &output) }
    #expect(output.isEmpty && !encoder.hasOutput)
  }

  @Test func throwsGooglesErrorInAStream_CL_CS10() {
    var encoder = Self.encoder(streaming: true)
    var output: [UInt8] = []
    let payload = #"{"error":{"code":429,"message":"slow","status":"RESOURCE_EXHAUSTED"}}"#
    let failure = GoogleFailure(httpStatus: 429, code: 429, status: "RESOURCE_EXHAUSTED", message: "slow")
    #expect(throws: TranslationError(failure)) { try Self.feed(payload, to: &encoder, &output) }
    encoder.fail(failure.failure, into: &output)
    #expect(
      String(decoding: output, as: UTF8.self)
        == "data: {\"error\":{\"message\":\"slow\",\"type\":\"rate_limit_error\",\"param\":null,"
        + "\"code\":\"rate_limit_exceeded\"}}\n\ndata: [DONE]\n\n")
  }

  static func encoder(streaming: Bool, usage: Bool = true) -> ChatEncoder {
    var request = GenerateRequest(model: "alias\"", isStreaming: streaming)
    request.reply.includesUsage = usage
    return ChatCompletions.encoder(for: request, context: context)
  }

  static func feed(_ payload: String, to encoder: inout ChatEncoder, _ output: inout [UInt8]) throws {
    let bytes = Array(payload.utf8)
    try bytes.withUnsafeBytes { try encoder.consume($0, into: &output) }
  }

  static func stream(_ payloads: [String], usage: Bool) throws -> String {
    var encoder = encoder(streaming: true, usage: usage)
    var output: [UInt8] = []
    for payload in payloads { try feed(payload, to: &encoder, &output) }
    encoder.finish(into: &output)
    encoder.finish(into: &output)
    return String(decoding: output, as: UTF8.self)
  }
}

extension String {
  /// How often `part` occurs.
  fileprivate func components(of part: String) -> Int {
    indices.count { self[$0...].hasPrefix(part) }
  }
}
