import Testing

@testable import Translation

/// What comes with an answer is remembered, and goes back with the next request.
struct SignatureTests {
  static let origin = SignatureOrigin(kind: .codeAssist, account: "a")

  /// The signatures that an encoder tells the server, as the server remembers them.
  static func remembered(_ signatures: [CallSignature], from origin: SignatureOrigin = origin)
    -> [String: RememberedSignature]
  {
    Dictionary(
      signatures.map {
        ($0.callID, RememberedSignature(function: $0.function, model: "m", origin: origin, signature: $0.signature))
      }, uniquingKeysWith: { $1 })
  }

  /// The signatures of an answer with these candidates' parts, one list of parts a chunk.
  static func answer(_ parts: [String], to request: String, streaming: Bool) throws -> [CallSignature] {
    var context = RequestContext(id: "1", created: 1)
    var asked = try ChatCompletions.request(Array(request.utf8), context: &context)
    asked.isStreaming = streaming
    var encoder = ChatCompletions.encoder(for: asked, context: context)
    var output: [UInt8] = []
    for (position, list) in parts.enumerated() {
      let end = position == parts.count - 1 ? #","finishReason":"STOP""# : ""
      let payload = Array(#"{"candidates":[{"content":{"parts":[\#(list)]}\#(end)}]}"#.utf8)
      try payload.withUnsafeBytes { try encoder.consume($0, into: &output) }
    }
    if streaming { encoder.finish(into: &output) } else { encoder.whole(into: &output) }
    #expect(!String(decoding: output, as: UTF8.self).contains("U0lH"))
    return encoder.signatures
  }

  static func chat(_ messages: String, fields: String = "") -> String {
    #"{"model":"gemini-3-pro-preview","messages":[{"role":"user","content":"q \"1\""}\#(messages)]\#(fields)}"#
  }

  /// What goes up for a request, after what is remembered was put back.
  static func sent(_ request: String, _ remembered: [String: RememberedSignature]) throws -> String {
    var context = RequestContext(id: "1", created: 1)
    let asked = try ChatCompletions.request(Array(request.utf8), context: &context)
    // The server looks for these and no others.
    let found = remembered.filter { asked.callIDs.contains($0.key) }
    var output = SlicedBytes()
    asked.restoringSignatures(found, from: origin, context: &context).write(into: &output)
    return String(decoding: output.joined, as: UTF8.self)
  }

  @Test(
    arguments: [
      [#"{"text":"Let me "},{"text":"s\u00e9e\n"}"#, #"{"text":"","thoughtSignature":"U0lH"}"#],
      [#"{"text":"plan","thought":true}"#, #"{"text":"Let me s"}"#, #"{"text":"ée","thoughtSignature":"U0lH"}"#],
      [#"{"text":"Let me sée ","thoughtSignature":"U0lH"}"#],
    ], [true, false])
  func aTextsSignatureComesBackWithTheText_CF_G6_CF_G7_CF_G15(parts: [String], streaming: Bool) throws {
    let signatures = try Self.answer(parts, to: Self.chat(""), streaming: streaming)
    #expect(signatures.map(\.signature) == ["U0lH"])
    let known = Self.remembered(signatures)
    let next = #",{"role":"assistant","content":"Let me s\u00e9e"},{"role":"user","content":"r"}"#
    let sent = try Self.sent(Self.chat(next), known)
    #expect(sent.contains(#"{"text":"Let me s\u00e9e","thoughtSignature":"U0lH"}"#), "\(sent)")
    // Not on another text, not after another question, and not at another account.
    let other = #",{"role":"assistant","content":"Let me see"},{"role":"user","content":"r"}"#
    for request in [Self.chat(other), Self.chat(next).replacing("q ", with: "p ")] {
      #expect(try !Self.sent(request, known).contains("U0lH"))
    }
    let elsewhere = Self.remembered(signatures, from: SignatureOrigin(kind: .aiStudio, account: "a"))
    #expect(try !Self.sent(Self.chat(next), elsewhere).contains("U0lH"))
  }

  @Test func aLongTextIsKnownByItsBeginning_CF_G6() throws {
    let text = String(repeating: #"line\n"#, count: 4000)
    let signatures = try Self.answer(
      [#"{"text":"\#(text)"}"#, #"{"text":"","thoughtSignature":"U0lH"}"#], to: Self.chat(""), streaming: true)
    let next = #",{"role":"assistant","content":"\#(text)"},{"role":"user","content":"r"}"#
    #expect(try Self.sent(Self.chat(next), Self.remembered(signatures)).contains("U0lH"))
  }

  @Test func aTextBesideCallsKeepsItsOwn_CF_G6_CF_G16() throws {
    let signatures = try Self.answer(
      [#"{"text":"Look","thoughtSignature":"U0lH"},{"functionCall":{"name":"f","id":"c"}}"#], to: Self.chat(""),
      streaming: true)
    let next =
      #",{"role":"assistant","content":"Look","tool_calls":[{"id":"c","function":{"name":"f","arguments":""}}]},{"role":"tool","tool_call_id":"c","content":"1"}"#
    let sent = try Self.sent(Self.chat(next), Self.remembered(signatures))
    #expect(sent.contains(#"{"text":"Look","thoughtSignature":"U0lH"},{"functionCall""#), "\(sent)")
  }

  // MARK: Native

  private static func native(
    _ contents: String, model: String = "gemini-3-pro-preview", remembered: [String: RememberedSignature] = [:],
    context: inout RequestContext
  ) throws -> GenerateRequest {
    context.target = NativeTarget(model: "models/" + model, method: .generateContent)
    let id = try #require(ModelID(model))
    return try GeminiNative.request(Array(#"{"contents":[\#(contents)]}"#.utf8), context: &context)
      .restoringSignatures(remembered, from: origin, context: &context).adapted(to: id, context: &context)
  }

  /// The signatures of the calls that go up, and nil for each call without one.
  private static func signatures(_ request: GenerateRequest) throws -> [String?] {
    var output = SlicedBytes()
    request.write(into: &output)
    let view = try JSONDocument.parse(output.joined)
    return try #require(view["contents"]).elements.flatMap { content in
      try #require(content["parts"]).elements.filter { $0["functionCall"] != nil }.map {
        $0["thoughtSignature"]?.string
      }
    }
  }

  static let twoCalls =
    #"{"role":"user","parts":[{"text":"q"}]},{"role":"model","parts":[{"text":"t"},{"functionCall":{"name":"f","id":"x","args":{"big":"\#(String(repeating: "b", count: 70_000))"}}},{"functionCall":{"id":"y","name":"f"}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]}"#

  @Test func aNativeClientMayDropSignatures_CF_G1_CF_G2_CF_G3_CL_X23() throws {
    var encoder = NativeEncoder(isStreaming: true, isSSE: true)
    var output: [UInt8] = []
    let payload = Array(
      #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","id":"x"},"thoughtSignature":"U0lH"},{"functionCall":{"name":"f","id":"y"}},{"functionCall":{"name":"f"},"thoughtSignature":"U0lH"}]}}]}"#
        .utf8)
    try payload.withUnsafeBytes { try encoder.consume($0, into: &output) }
    #expect(encoder.signatures == [CallSignature(callID: "x", function: "f", signature: "U0lH")])
    var context = RequestContext(id: "1", created: 1)
    let known = Self.remembered(encoder.signatures)
    var request = try Self.native(Self.twoCalls, remembered: known, context: &context)
    #expect(try Self.signatures(request) == ["U0lH", nil])
    // Never seen: the bypass value where one is demanded, and nothing where it is not.
    request = try Self.native(Self.twoCalls, context: &context)
    #expect(try Self.signatures(request) == [GenerateRequest.signatureBypass, nil])
    request = try Self.native(Self.twoCalls, model: "gemini-2.5-pro", context: &context)
    #expect(try Self.signatures(request) == [nil, nil])
    #expect(context.adjustments.isEmpty)
  }

  /// Turns of the model that follow each other are one turn upstream, with one signature.
  @Test func joinedTurnsNeedOneSignature_CF_G1() throws {
    let turn = #"{"role":"model","parts":[{"functionCall":{"name":"f"}}]}"#
    var context = RequestContext(id: "1", created: 1)
    let request = try Self.native(
      #"{"parts":[{"text":"q"}]},\#(turn),\#(turn),{"parts":[{"text":"r"}]},\#(turn)"#, context: &context)
    let bypass = GenerateRequest.signatureBypass
    #expect(try Self.signatures(request) == [bypass, nil, bypass])
  }

  @Test func aNativeClientsOwnSignatureStays_CF_G1_CF_G10() throws {
    let signed = Self.twoCalls.replacing(
      #"{"functionCall":{"name":"f","id":"x""#, with: #"{"thoughtSignature":"T1dO","functionCall":{"name":"f","id":"x""#
    )
    var context = RequestContext(id: "1", created: 1)
    var request = try Self.native(signed, context: &context)
    #expect(try Self.signatures(request) == ["T1dO", nil] && context.adjustments.isEmpty)
    // Known to be another account's, it is of no use here.
    let elsewhere = Self.remembered(
      [CallSignature(callID: "x", function: "f", signature: "T1dO")],
      from: SignatureOrigin(kind: .codeAssist, account: "b"))
    request = try Self.native(signed, remembered: elsewhere, context: &context)
    #expect(try Self.signatures(request) == [GenerateRequest.signatureBypass, nil])
    #expect(context.adjustments == [Adjustment(.dropped, "thought_signature")])
  }

  @Test func aRefusedNativeSignatureIsBypassed_CF_G2() throws {
    let signed = Self.twoCalls.replacing(#""args":{"big""#, with: #""args":{"a":1,"big""#)
      .replacing(#"{"functionCall":{"id":"y""#, with: #"{"thoughtSignature":"T1dO","functionCall":{"id":"y""#)
    var context = RequestContext(id: "1", created: 1)
    let request = try Self.native(signed, context: &context)
    #expect(try Self.signatures(request) == [GenerateRequest.signatureBypass, "T1dO"])
    let failure = RepairTests.failure("Corrupted thought signature.")
    let repair = try #require(request.repair(after: failure))
    let repaired = request.repaired(by: repair, context: &context)
    #expect(try Self.signatures(repaired) == [GenerateRequest.signatureBypass, nil])
    #expect(repaired.repair(after: failure) == nil)
  }
}
