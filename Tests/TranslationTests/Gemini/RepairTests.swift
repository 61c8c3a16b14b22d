import Testing

@testable import Translation

extension GenerateRequest {
  /// The request with what may help against a failure.
  fileprivate func repaired(after failure: GoogleFailure, context: inout RequestContext) -> GenerateRequest? {
    repair(after: failure).map { repaired(by: $0, context: &context) }
  }
}

struct RepairTests {
  static func request(_ fields: String) throws -> GenerateRequest {
    var context = RequestContext(id: "1", created: 1)
    let body = #"{"model":"m","messages":[{"role":"user","content":"a"}],\#(fields)}"#
    return try ChatCompletions.request(Array(body.utf8), context: &context)
  }

  static func failure(_ message: String, status: Int = 400) -> GoogleFailure {
    GoogleFailure(httpStatus: status, code: status, status: "INVALID_ARGUMENT", message: message)
  }

  @Test func penaltiesAreGivenUp_CF_P7() throws {
    var context = RequestContext(id: "1", created: 1)
    let request = try Self.request(#""presence_penalty":0.5"#)
    let repaired = try #require(
      request.repaired(after: Self.failure("Penalty is not enabled for models/m"), context: &context))
    #expect(repaired.generationConfig.presencePenalty == nil)
    #expect(context.adjustments.map(\.name) == ["penalty"])
  }

  @Test func refusedSignaturesOfANativeRequestAreBypassed_CF_G2() throws {
    let body = #"""
      {"contents":[{"role":"user","parts":[{"text":"a"}]},
       {"role":"model","parts":[{"text":"t","thought_signature":"UzA="},{"thoughtSignature":"UzE=","functionCall":{"name":"f","args":{"thoughtSignature":"mine"}}},{"functionCall":{"name":"g","args":{}},"thoughtSignature":"UzI="}]},
       {"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]},
       {"role":"model","parts":[{"functionCall":{"name":"h","args":{}}},{"thoughtSignature":"UzM="}]}],"cachedContent":"c"}
      """#
    var context = RequestContext(id: "1", created: 1)
    context.target = NativeTarget(model: "gemini-3-pro-preview", method: .generateContent)
    let request = try GeminiNative.request(Array(body.utf8), context: &context)
    #expect(request.repair(after: Self.failure("Penalty is not enabled")) == nil)
    let refused = Self.failure("Invalid thought signature.")
    let repaired = try #require(request.repaired(after: refused, context: &context))
    #expect(context.adjustments.map(\.name) == ["thought_signature"])
    let model = try #require(ModelID("gemini-3-pro-preview"))
    let sent = try JSONDocument.parse(Envelope(.aiStudio).body(model: model, request: repaired).joined)
    let turns = try #require(sent["contents"])
    func part(_ turn: Int, _ part: Int) -> JSONView? { turns[turn]?["parts"]?[part] }
    let bypass = GenerateRequest.signatureBypass
    #expect(part(1, 0)?["text"]?.string == "t" && part(1, 0)?["thoughtSignature"] == nil)
    #expect(part(1, 1)?["thoughtSignature"]?.string == bypass)
    #expect(part(1, 1)?["functionCall"]?["args"]?["thoughtSignature"]?.string == "mine")
    #expect(part(1, 2)?["functionCall"] != nil && part(1, 2)?["thoughtSignature"] == nil)
    #expect(part(3, 0)?["thoughtSignature"]?.string == bypass)
    #expect(part(3, 1)?["text"]?.string == "" && part(3, 1)?["thoughtSignature"] == nil)
    #expect(sent["cachedContent"]?.string == "c")
    #expect(repaired.repair(after: refused) == nil, "once is enough")
  }

  @Test(arguments: [
    "Corrupted thought signature.", "Function call is missing a thought_signature in functionCall parts.",
  ])
  func refusedSignaturesAreBypassed_CF_G2(message: String) throws {
    let call = #"{"id":"a","type":"function","function":{"name":"f"},"thought_signature":"UzE="}"#
    let body =
      #"{"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","tool_calls":[\#(call),\#(call)]}]}"#
    var context = RequestContext(id: "1", created: 1)
    let request = try ChatCompletions.request(Array(body.utf8), context: &context)
    let repaired = try #require(request.repaired(after: Self.failure(message), context: &context))
    let signatures = repaired.contents[1].parts.map { part -> String? in
      if case .call(let call) = part { return call.signature }
      return "no call"
    }
    #expect(signatures == ["skip_thought_signature_validator", nil])
    #expect(context.adjustments.last == Adjustment(.dropped, "thought_signature"))
    #expect(repaired.repair(after: Self.failure(message)) == nil, "what is bypassed already stays the same request")
    let without = try Self.request(#""n":1"#)
    #expect(without.repaired(after: Self.failure(message), context: &context) == nil)
  }

  @Test(arguments: [
    "Please ensure that multiturn requests end with a user turn or a function response.",
    "Please ensure that multiturn requests ends with a user turn.",
  ])
  func anAnswerThatWasBegunIsContinued_CF_M8_CL_AN3(message: String) throws {
    var context = RequestContext(id: "1", created: 1)
    let body = #"{"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"{"}]}"#
    let request = try Messages.request(Array(body.utf8), context: &context)
    let repaired = try #require(request.repaired(after: Self.failure(message), context: &context))
    var text: [UInt8] = []
    repaired.write(into: &text)
    #expect(
      sameJSON(
        String(decoding: text, as: UTF8.self),
        #"{"contents":[{"role":"user","parts":[{"text":"a"}]},{"role":"model","parts":[{"text":"{"}]},{"role":"user","parts":[{"text":"Continue."}]}]}"#
      ))
    #expect(context.adjustments == [Adjustment(.converted, "messages")])
    #expect(repaired.repair(after: Self.failure(message)) == nil)
  }

  @Test func aLargeSchemaIsRelaxed_CF_S25() throws {
    var context = RequestContext(id: "1", created: 1)
    let values = (0..<900).map { "\"v\($0)\"" }.joined(separator: ",")
    let request = try Self.request(
      #""response_format":{"type":"json_schema","json_schema":{"schema":{"type":"object","properties":{"enum":{"type":"string","enum":[\#(values)]},"n":{"type":"array","items":{"type":"integer","minimum":1},"maxItems":3}}}}}"#
    )
    let repaired = try #require(
      request.repaired(
        after: Self.failure("The specified schema produces a constraint that has too many states for serving."),
        context: &context))
    let schema = String(decoding: repaired.generationConfig.responseSchema, as: UTF8.self)
    #expect(
      sameJSON(
        schema,
        #"{"type":"object","properties":{"enum":{"type":"string","description":"one of 900 values"},"n":{"type":"array","items":{"type":"integer"}}}}"#
      ), "\(schema)")
    #expect(context.adjustments.map(\.name) == ["response_format"])
  }

  @Test(arguments: [("Request contains an invalid argument.", 400), ("penalty", 429), ("too many states", 400)])
  func nothingElseIs(message: String, status: Int) throws {
    var context = RequestContext(id: "1", created: 1)
    let request = try Self.request(#""temperature":1"#)
    #expect(request.repaired(after: Self.failure(message, status: status), context: &context) == nil)
    #expect(context.adjustments.isEmpty)
  }
}
