import Testing

@testable import Translation

struct GeminiNativeTests {
  @Test(arguments: RequestCase.all("native/requests.json") + RequestCase.all("native/clauses.json"))
  func requests(_ item: RequestCase) throws {
    var context = RequestContext(id: "1", created: 1)
    context.target = item.path.flatMap { NativeTarget(path: $0, isSSE: true) }
    guard let expected = item.upstream else {
      #expect {
        try GeminiNative.request(Array(item.request.utf8), context: &context)
      } throws: {
        ($0 as? TranslationError)?.path == item.fault
      }
      return
    }
    let request = try GeminiNative.request(Array(item.request.utf8), context: &context)
    var output: [UInt8] = []
    request.write(into: &output)
    let text = String(decoding: output, as: UTF8.self)
    #expect(sameJSON(text, expected), "\(text)")
    if let adjusted = item.adjusted { #expect(context.adjustments.map(\.name) == adjusted) }
  }

  @Test(arguments: [
    ("models/gemini-2.5-pro:generateContent", "models/gemini-2.5-pro", NativeTarget.Method.generateContent),
    ("models/models/m:countTokens", "models/m", .countTokens),
    ("tunedModels/t:streamGenerateContent", "tunedModels/t", .streamGenerateContent),
    ("publishers/google/models/x:generateContent", "publishers/google/models/x", .generateContent),
    ("models/m:batchEmbedContents", "models/m", .batchEmbedContents),
  ])
  func readsPaths_CF_N8_CL_GN2(path: String, model: String, method: NativeTarget.Method) {
    #expect(NativeTarget(path: path, isSSE: false) == NativeTarget(model: model, method: method, isSSE: false))
  }

  @Test(arguments: ["models/m", "models/m:", "models/m:delete", ""])
  func refusesOtherPaths_CF_N8(path: String) {
    #expect(NativeTarget(path: path, isSSE: true) == nil)
  }

  @Test func isWrappedForCodeAssist_CF_N1() throws {
    var context = RequestContext(id: "1", created: 1)
    context.target = NativeTarget(model: "models/m", method: .streamGenerateContent)
    let request = try GeminiNative.request(Array(#"{"contents":"a"}"#.utf8), context: &context)
    #expect(request.isStreaming && request.model == "models/m")
    let model = try #require(ModelID(request.model))
    let body = Envelope(.codeAssist(project: "p"), userPromptID: "u", sessionID: "s").body(
      model: model, request: request
    ).joined
    #expect(
      String(decoding: body, as: UTF8.self)
        == #"{"model":"m","project":"p","user_prompt_id":"u","request":{"contents":[{"role":"user","parts":[{"text":"a"}]}],"session_id":"s"}}"#
    )
  }

  static let answer = [
    "{\"response\": {\"candidates\": [{\"content\": {\"role\": \"model\",\"parts\": [{\"text\": \"a\\nb\"}]}}]},\"traceId\": \"t\"}",
    "{\"response\":\n {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"}\"}]},\"finishReason\": \"STOP\"}],\r\n\"usageMetadata\": {\"promptTokenCount\": 3}},\"metadata\": {}}",
  ]

  @Test func framesEvents_CF_N11_CL_GN4() throws {
    #expect(
      try Self.stream(Self.answer, isSSE: true)
        == "data: {\"candidates\": [{\"content\": {\"role\": \"model\",\"parts\": [{\"text\": \"a\\nb\"}]}}],\"responseId\":\"t\"}\r\n\r\n"
        + "data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"}\"}]},\"finishReason\": \"STOP\"}],\"usageMetadata\": {\"promptTokenCount\": 3}}\r\n\r\n"
    )
    #expect("\(NativeEncoder.heartbeat)" == "\n")
    #expect("\(NativeEncoder(isStreaming: true, isSSE: true).contentType)" == "text/event-stream")
  }

  @Test func framesAnArray_CF_N2_CL_GN5() throws {
    #expect(
      try Self.stream(Self.answer, isSSE: false)
        == "[{\"candidates\": [{\"content\": {\"role\": \"model\",\"parts\": [{\"text\": \"a\\nb\"}]}}],\"responseId\":\"t\"}\n,\r\n"
        + "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"}\"}]},\"finishReason\": \"STOP\"}],\"usageMetadata\": {\"promptTokenCount\": 3}}\n]"
    )
    #expect("\(NativeEncoder(isStreaming: true, isSSE: false).contentType)" == "application/json")
  }

  @Test func answersWhole_CL_GN19_CF_F1() throws {
    var encoder = NativeEncoder(isStreaming: false, isSSE: true)
    var output: [UInt8] = []
    try Self.feed(Self.answer[0], to: &encoder, &output)
    #expect(output.isEmpty)
    encoder.whole(into: &output)
    #expect(
      String(decoding: output, as: UTF8.self)
        == "{\"candidates\": [{\"content\": {\"role\": \"model\",\"parts\": [{\"text\": \"a\\nb\"}]}}],\"responseId\":\"t\"}"
    )
  }

  @Test(arguments: [true, false]) func anEnvelopeWithoutAnAnswerIsNotHandedOn(_ isSSE: Bool) throws {
    let wrapper = #"{"traceId":"7fdb48f2f18a9a25","metadata": {}}"#
    #expect(try Self.stream([wrapper] + Self.answer, isSSE: isSSE) == Self.stream(Self.answer, isSSE: isSSE))
  }

  @Test func aBlockedPromptIsComplete_CL_GN17() throws {
    let payload = #"{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":1}}"#
    #expect(try Self.stream([payload], isSSE: true) == "data: \(payload)\r\n\r\n")
    #expect(try Self.stream([payload], isSSE: false) == "[\(payload)\n]")
    #expect(sameJSON(try Self.whole(payload), payload))
  }

  @Test(arguments: [
    (
      #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"}},{"functionCall":{}},{"functionCall":{"args":{"a":1}}}]}}]}"#,
      #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{}}},{"functionCall":{"args":{}}},{"functionCall":{"args":{"a":1}}}]}}]}"#
    ),
    (
      #"{"candidates":[{"content":{"role":"model"}},{"index":1,"content":{}}]}"#,
      #"{"candidates":[{"content":{"role":"model","parts":[]}},{"index":1,"content":{"parts":[]}}]}"#
    ),
    (
      #"{"candidates":[{"content":{"parts":null,"role":"model"}},{"index":1,"content":{"role":"model","parts": "x"}}]}"#,
      #"{"candidates":[{"content":{"parts":[],"role":"model"}},{"index":1,"content":{"role":"model","parts": []}}]}"#
    ),
  ])
  func putsInWhatClientsNeed_CL_GN6_CL_GN8(payload: String, event: String) throws {
    #expect(try Self.stream([payload], isSSE: true).hasPrefix("data: \(event)\r\n\r\n"))
  }

  /// Null is no object either; what is made of it must be one, in every form of answer.
  @Test func argumentsOfNullBecomeAnObject_CL_GN8() throws {
    let payload =
      #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":null}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1}}"#
    for text in [
      try Self.stream([payload], isSSE: true), try Self.stream([payload], isSSE: false), try Self.whole(payload),
    ] { #expect(!text.contains("null") && text.contains(#""args":{}"#), "\(text)") }
  }

  /// Whatever the digits and escapes are, a native client reads what Google wrote.
  @Test func numbersAndEscapesStay_CF_F24() throws {
    let parts =
      #"[{"text":"a\/b \u00e9 \ud83d\ude00"},{"functionCall":{"name":"f","args":{"n":1.0,"i":1,"e":1E+2,"z":-0.0,"big":12345678901234567890,"p":"a\/b"}}}]"#
    let payload =
      #"{"candidates":[{"content":{"role":"model","parts":\#(parts)},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1}}"#
    #expect(try Self.stream([payload], isSSE: true) == "data: \(payload)\r\n\r\n")
    #expect(try Self.stream([payload], isSSE: false) == "[\(payload)\n]")
    #expect(try Self.whole(payload).contains(parts))
  }

  /// An id of the answer's own is not replaced by that of the trace.
  @Test func theAnswersOwnIDStays_CF_F1() throws {
    let response = #"{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1},"responseId":"r"}"#
    let stream = try Self.stream([#"{"response":\#(response),"traceId":"t"}"#], isSSE: true)
    #expect(stream == "data: \(response)\r\n\r\n")
  }

  @Test func theLastEventHasReasonAndCounts_CL_GN7() throws {
    let first = #"{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}"#
    let counts =
      #"{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":2,"totalTokenCount":3,"candidatesTokenCount":1}}"#
    let last =
      first.dropLast() + #","usageMetadata":{"promptTokenCount":2,"candidatesTokenCount":1,"totalTokenCount":3}}"#
    #expect(try Self.stream([first, counts], isSSE: true) == "data: \(last)\r\n\r\n")
    let both = first.dropLast() + #","usageMetadata":{"promptTokenCount":2}}"#
    #expect(
      try Self.stream([String(both), #"{"candidates":[{"finishReason":"STOP"}]}"#], isSSE: false) == "[\(both)\n]")
  }

  @Test func aWholeAnswerIsMadeOfAStream_CL_GN19() throws {
    var encoder = NativeEncoder(isStreaming: false, isSSE: true)
    var output: [UInt8] = []
    for payload in [
      #"{"response":{"candidates":[{"content":{"parts":[{"text":"a"}]}},{"index":1,"content":{"parts":[{"text":"x"}]}}],"modelVersion":"m"}}"#,
      #"{"response":{"candidates":[{"content":{"parts":[{"text":"b"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1},"modelVersion":"m"}}"#,
    ] { try Self.feed(payload, to: &encoder, &output) }
    encoder.whole(into: &output)
    let text = String(decoding: output, as: UTF8.self)
    #expect(
      text
        == #"{"candidates":[{"content":{"role":"model","parts":[{"text":"a"},{"text":"b"}]},"finishReason":"STOP"},{"content":{"role":"model","parts":[{"text":"x"}]},"index":1}],"modelVersion":"m","usageMetadata":{"promptTokenCount":1}}"#
    )
  }

  @Test func anErrorInAStreamBreaksIt_CL_GN11() throws {
    let end = #"{"error":{"code":502,"message":"Google ended the answer without saying why.","status":"UNAVAILABLE"}}"#
    let first = #"{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}"#
    #expect(try Self.stream([first], isSSE: true) == "data: \(first)\r\n\r\ndata: \(end)\r\n\r\n")
    #expect(try Self.stream([first], isSSE: false) == "[\(first)\n,\r\n\(end)")
    #expect(NativeEncoder.breaksAfterFailure)
  }

  @Test func errorsKeepTheirDetails_CF_N9_CL_GN12() {
    let body =
      #"[{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12s"}]}}]"#
    let error = GeminiNative.error(GoogleFailure(httpStatus: 429, body: Array(body.utf8)).failure)
    #expect(error.status == 429 && error.contentType == "application/json")
    #expect("[" + String(decoding: error.bytes, as: UTF8.self) + "]" == body)
  }

  @Test(arguments: [
    (ProxyFailure(.authentication, message: "m"), #"{"error":{"code":401,"message":"m","status":"UNAUTHENTICATED"}}"#),
    (
      ProxyFailure(.invalidRequest, status: 501, message: "m"),
      #"{"error":{"code":501,"message":"m","status":"UNIMPLEMENTED"}}"#
    ),
    (
      ProxyFailure(.overloaded, message: "m", retryAfter: 2.5),
      #"{"error":{"code":503,"message":"m","status":"UNAVAILABLE","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"2.5s"}]}}"#
    ),
  ])
  func ownErrorsHaveGooglesShape_CF_N9_CF_N10(failure: ProxyFailure, body: String) {
    #expect(String(decoding: GeminiNative.error(failure).bytes, as: UTF8.self) == body)
  }

  @Test func theAccountsRefusalHidesItsDetails_CL_CE3() {
    let body =
      #"{"error":{"code":403,"message":"m","status":"PERMISSION_DENIED","details":[{"reason":"R","metadata":{"consumer":"projects/p"}}]}}"#
    let error = GeminiNative.error(GoogleFailure(httpStatus: 403, body: Array(body.utf8)).failure)
    let told = #"{"error":{"code":403,"message":"m","status":"PERMISSION_DENIED"}}"#
    #expect(String(decoding: error.bytes, as: UTF8.self) == told)
  }

  @Test func countsTokens_CF_N6_CL_GN18() throws {
    var context = RequestContext(id: "1", created: 1)
    context.target = NativeTarget(model: "models/m", method: .countTokens)
    let body =
      #"{"generateContentRequest":{"model":"models/m","contents":[{"role":"user","parts":[{"text":"a"}]}],"systemInstruction":"s"}}"#
    let request = try GeminiNative.request(Array(body.utf8), context: &context)
    let model = try #require(ModelID("models/m"))
    let turns = #"[{"role":"user","parts":[{"text":"a"}]},{"role":"user","parts":[{"text":"s"}]}]"#
    let assist = Envelope(.codeAssist(project: "p"), userPromptID: "u")
    #expect(
      String(decoding: CountTokens.body(model: model, request: request, envelope: assist).joined, as: UTF8.self)
        == #"{"request":{"model":"models/m","contents":\#(turns)}}"#)
    #expect(
      String(
        decoding: CountTokens.body(model: model, request: request, envelope: Envelope(.aiStudio)).joined, as: UTF8.self)
        == #"{"generateContentRequest":{"model":"models/m","contents":[{"role":"user","parts":[{"text":"a"}]}],"systemInstruction":{"role":"user","parts":[{"text":"s"}]}}}"#
    )
    #expect(assist.countTarget(model: model) == "/v1internal:countTokens")
    #expect(CountTokens.total(in: Array(#"{"totalTokens":7}"#.utf8)) == 7)
    #expect(CountTokens.native(Array(#"{"response":{"totalTokens":7}}"#.utf8)) == Array(#"{"totalTokens":7}"#.utf8))
    #expect(CountTokens.total(in: Array("{}".utf8)) == nil)
  }

  static func feed(_ payload: String, to encoder: inout NativeEncoder, _ output: inout [UInt8]) throws {
    let bytes = Array(payload.utf8)
    try bytes.withUnsafeBytes { try encoder.consume($0, into: &output) }
  }

  /// The whole answer that one payload makes, which must be complete.
  static func whole(_ payload: String) throws -> String {
    var encoder = NativeEncoder(isStreaming: false, isSSE: true)
    var output: [UInt8] = []
    try feed(payload, to: &encoder, &output)
    #expect(encoder.isComplete)
    encoder.whole(into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  static func stream(_ payloads: [String], isSSE: Bool) throws -> String {
    var encoder = NativeEncoder(isStreaming: true, isSSE: isSSE)
    var output: [UInt8] = []
    for payload in payloads { try feed(payload, to: &encoder, &output) }
    encoder.finish(into: &output)
    encoder.finish(into: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
