import Testing

@testable import Translation

struct OllamaTests {
  static let answers = ResponseCase.all("ollama/responses.json")

  @Test(arguments: RequestCase.all("ollama/chat.json"))
  func chats(_ item: RequestCase) throws { try item.check(OllamaChat.self) }

  @Test(arguments: RequestCase.all("ollama/generate.json"))
  func prompts(_ item: RequestCase) throws { try item.check(OllamaGenerate.self) }

  @Test(arguments: answers)
  func streamsAreLines(_ item: ResponseCase) throws {
    var (encoder, output) = try Self.encode(item, streaming: true)
    #expect(encoder.isComplete)
    encoder.finish(into: &output)
    let lines = Self.lines(output)
    #expect(lines.count == item.stream.count, "\(lines)")
    for (line, expected) in zip(lines, item.stream) { #expect(sameJSON(line, expected), "\(line) is not \(expected)") }
  }

  @Test(arguments: answers)
  func wholes(_ item: ResponseCase) throws {
    var (encoder, output) = try Self.encode(item, streaming: false)
    #expect(output.isEmpty)
    encoder.whole(into: &output)
    #expect(sameJSON(String(decoding: output, as: UTF8.self), item.whole), "\(String(decoding: output, as: UTF8.self))")
  }

  @Test(arguments: answers)
  func splits(_ item: ResponseCase) throws {
    for isStreaming in [true, false] {
      var context = Self.context
      var request = try OllamaChat.request(item.request, context: &context)
      request.isStreaming = isStreaming
      try SplitStreamTests.check(item, OllamaChat.encoder(for: request, context: context))
    }
  }

  @Test func promptsAreAnsweredInAMemberOfTheirOwn() throws {
    var context = Self.context
    let request = try OllamaGenerate.request(Array(#"{"model":"m","prompt":"q"}"#.utf8), context: &context)
    var encoder = OllamaGenerate.encoder(for: request, context: context)
    let payload =
      #"{"candidates":[{"content":{"parts":[{"text":"t","thought":true},{"text":"a"}]},"finishReason":"STOP"}]}"#
    var output: [UInt8] = []
    try Array(payload.utf8).withUnsafeBytes { try encoder.consume($0, into: &output) }
    encoder.finish(into: &output)
    let lines = Self.lines(output)
    #expect(lines.first == #"{"model":"m","created_at":"T","response":"a","thinking":"t","done":false}"#)
    #expect(
      lines.last?.hasPrefix(#"{"model":"m","created_at":"T","response":"","done":true,"done_reason":"stop""#) == true)
    #expect(lines.count == 2)
  }

  @Test func streamsUnlessToldNotTo() throws {
    var context = Self.context
    for (member, isStreaming) in [("", true), (#""stream":true,"#, true), (#""stream":false,"#, false)] {
      let body = #"{\#(member)"model":"m","messages":[{"role":"user","content":"q"}]}"#
      #expect(try OllamaChat.request(Array(body.utf8), context: &context).isStreaming == isStreaming)
    }
  }

  @Test(arguments: [
    #"{"model":"m","messages":[]}"#, #"{"model":"m"}"#, #"{"model":"m","messages":null,"keep_alive":0}"#,
  ])
  func loadingAModelAsksNone(_ body: String) throws {
    var context = Self.context
    let chat = try OllamaChat.request(Array(body.utf8), context: &context)
    let answer = try #require(OllamaChat.answerWithoutModel(to: chat, context: context))
    #expect(
      String(decoding: answer, as: UTF8.self)
        == #"{"model":"m","created_at":"T","message":{"role":"assistant","content":""},"done":true,"done_reason":"load"}"#
    )
    let generate = try OllamaGenerate.request(Array(body.utf8), context: &context)
    #expect(OllamaGenerate.answerWithoutModel(to: generate, context: context) != nil)
    let asked = try OllamaGenerate.request(Array(#"{"model":"m","prompt":"q"}"#.utf8), context: &context)
    #expect(OllamaGenerate.answerWithoutModel(to: asked, context: context) == nil)
  }

  @Test func durationsAreThoseOfTheClock() throws {
    var context = Self.context
    let clock = ClockSteps([3, 10])
    context.clock = AnswerClock(created: 1, start: 0, now: { clock.next() }, rfc3339: { _ in "T" })
    let body = #"{"model":"m","messages":[{"role":"user","content":"q"}]}"#
    var encoder = OllamaChat.encoder(for: try OllamaChat.request(Array(body.utf8), context: &context), context: context)
    var output: [UInt8] = []
    let payload = Array(#"{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]}"#.utf8)
    try payload.withUnsafeBytes { try encoder.consume($0, into: &output) }
    encoder.finish(into: &output)
    let end = try JSONDocument.parse(Array(try #require(Self.lines(output).last).utf8))
    #expect(end["total_duration"]?.int == 10)
    #expect(end["prompt_eval_duration"]?.int == 3)
    #expect(end["eval_duration"]?.int == 7)
  }

  @Test func errorsAreALineOfAStreamThenNothing() throws {
    var (encoder, output) = try Self.encode(try #require(Self.answers.first), streaming: true)
    let before = output.count
    encoder.fail(ProxyFailure(.overloaded, message: "later"), into: &output)
    encoder.finish(into: &output)
    #expect(String(decoding: output[before...], as: UTF8.self) == "{\"error\":\"later\"}\n")
  }

  @Test func anAnswerCutOffIsAnError() throws {
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#.utf8),
      payloads: [Array(#"{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}"#.utf8)], stream: [], whole: "",
      usage: nil)
    var (encoder, output) = try Self.encode(item, streaming: true)
    #expect(!encoder.isComplete)
    encoder.finish(into: &output)
    #expect(Self.lines(output).last?.hasPrefix(#"{"error":"#) == true)
  }

  @Test(arguments: [
    (ProxyFailure(.invalidRequest, message: "m"), 400), (ProxyFailure(.authentication, message: "m"), 401),
    (ProxyFailure(.modelNotFound, message: "m"), 404), (ProxyFailure(.rateLimited, message: "m"), 429),
    (ProxyFailure(.overloaded, message: "m"), 503),
  ])
  func errorsAreTexts(_ failure: ProxyFailure, _ status: Int) {
    let body = OllamaChat.error(failure)
    #expect(body.status == status)
    #expect(String(decoding: body.bytes, as: UTF8.self) == #"{"error":"m"}"#)
  }

  /// A parser of lines must not meet an empty one, and takes white space before JSON.
  @Test func silenceIsFilledWithWhatIsNoLine() {
    #expect("\(OllamaEncoder.heartbeat)" == " ")
  }

  // MARK: Signatures

  /// The Python client keeps no ids, and others sort keys and write numbers anew.
  @Test(arguments: [
    #"{"id":"call_aaaqaaaaaaaaaaac","function":{"name":"f","arguments":{"a":1,"b":{"c":[true,null,"é"]}}}}"#,
    #"{"function":{"name":"f","arguments":{"a":1,"b":{"c":[true,null,"é"]}}}}"#,
    #"{"function":{"arguments":{"b":{"c":[true,null,"\u00e9"]},"a":1.0},"name":"f"}}"#,
  ])
  func callsFindTheirSignatureWithoutAnId(_ call: String) throws {
    let first = #"{"role":"user","content":"q"}"#
    let remembered = try Self.remembered(first)
    var context = Self.context
    let body =
      #"{"model":"gemini-3-pro-preview","messages":[\#(first),{"role":"assistant","content":"","tool_calls":[\#(call)]},"#
      + #"{"role":"tool","content":"r"}]}"#
    let request = try OllamaChat.request(Array(body.utf8), context: &context)
    #expect(request.callIDs.contains { remembered[$0] != nil })
    let signed = request.restoringSignatures(remembered, from: ChatRequestTests.origin, context: &context)
    guard case .call(let restored) = signed.contents[1].parts[0] else { return #expect(Bool(false), "no call") }
    #expect(restored.signature == "UzE=")
    #expect(restored.id == nil)
  }

  @Test(arguments: [
    (#"{"role":"user","content":"another"}"#, #"{"name":"f","arguments":{"a":1,"b":{"c":[true,null,"é"]}}}"#),
    (#"{"role":"user","content":"q"}"#, #"{"name":"f","arguments":{"a":2,"b":{"c":[true,null,"é"]}}}"#),
    (#"{"role":"user","content":"q"}"#, #"{"name":"f","arguments":{"a":1,"b":{"c":[null,true,"é"]}}}"#),
    (#"{"role":"user","content":"q"}"#, #"{"name":"g","arguments":{"a":1,"b":{"c":[true,null,"é"]}}}"#),
  ])
  func otherCallsFindNone(_ message: String, _ function: String) throws {
    let remembered = try Self.remembered(#"{"role":"user","content":"q"}"#)
    var context = Self.context
    let body =
      #"{"model":"m","messages":[\#(message),{"role":"assistant","content":"","tool_calls":[{"function":\#(function)}]}]}"#
    let request = try OllamaChat.request(Array(body.utf8), context: &context)
    #expect(!request.callIDs.contains { remembered[$0] != nil })
  }

  /// What is remembered of the answer to one message, a signed call.
  private static func remembered(_ message: String) throws -> [String: RememberedSignature] {
    let payload =
      #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":1,"b":{"c":[true,null,"é"]}}},"#
      + #""thoughtSignature":"UzE="}]},"finishReason":"STOP"}]}"#
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","messages":[\#(message)]}"#.utf8), payloads: [Array(payload.utf8)],
      stream: [], whole: "", usage: nil)
    let (encoder, _) = try encode(item, streaming: true)
    var remembered: [String: RememberedSignature] = [:]
    for signature in encoder.signatures {
      remembered[signature.callID] = RememberedSignature(
        function: signature.function, model: "m", origin: ChatRequestTests.origin, signature: signature.signature)
    }
    return remembered
  }

  // MARK: Models

  @Test func listsNameEveryModelThatChats() throws {
    let list = OllamaModels.list(
      .standard, created: Timestamp(unix: 0, rfc3339: "T"), digest: { _ in String(repeating: "a", count: 64) })
    let models = try #require(try JSONDocument.parse(list)["models"])
    let names = models.elements.compactMap { $0["model"]?.string }
    #expect(names.contains("gemini-2.5-pro:latest"))
    #expect(!names.contains { $0.contains("embedding") })
    #expect(models.elements.allSatisfy { $0["digest"]?.string?.utf8.count == 64 && $0["size"]?.int == 0 })
  }

  @Test func aModelIsDescribed() throws {
    let asked = try OllamaModels.asked(Array(#"{"name":"gemini-2.5-pro:latest"}"#.utf8))
    #expect(asked.name == "gemini-2.5-pro:latest" && asked.model == "gemini-2.5-pro")
    let entry = try #require(ModelCatalogue.standard[asked.model])
    let view = try JSONDocument.parse(OllamaModels.show(entry, created: Timestamp(unix: 0, rfc3339: "T")))
    #expect(view["capabilities"]?.elements.compactMap(\.string) == ["completion", "tools", "vision", "thinking"])
    #expect(view["model_info"]?["gemini.context_length"]?.int == 1_048_576)
  }

  // MARK: -

  private static var context: RequestContext {
    var context = RequestContext(id: "1", created: 1, callIDSeed: ChatResponseTests.seed)
    context.clock = AnswerClock(created: 1, start: 0, now: { 5 }, rfc3339: { _ in "T" })
    return context
  }

  private static func lines(_ output: [UInt8]) -> [String] {
    String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
      String($0)
    }
  }

  private static func encode(_ item: ResponseCase, streaming: Bool) throws -> (OllamaEncoder, [UInt8]) {
    var context = context
    var request = try OllamaChat.request(item.request, context: &context)
    request.isStreaming = streaming
    var encoder = OllamaChat.encoder(for: request, context: context)
    var output: [UInt8] = []
    for payload in item.payloads where !encoder.isSatisfied || !streaming {
      try payload.withUnsafeBytes { try encoder.consume($0, into: &output) }
    }
    return (encoder, output)
  }
}

/// A clock that shows one time after the other.
private final class ClockSteps: @unchecked Sendable {  // asked by one test, on one thread
  private var times: ArraySlice<Int>

  init(_ times: [Int]) {
    self.times = times[...]
  }

  func next() -> Int { times.popFirst() ?? 0 }
}
