import Testing

@testable import Translation

struct SystemPromptTests {
  private static func chat(_ messages: String) throws -> (GenerateRequest, RequestContext) {
    var context = RequestContext(id: "1", created: 1)
    let body = #"{"model":"m","messages":[\#(messages)]}"#
    return (try ChatCompletions.request(Array(body.utf8), context: &context), context)
  }

  private static func native(_ members: String) throws -> (GenerateRequest, RequestContext) {
    var context = RequestContext(id: "1", created: 1)
    context.target = NativeTarget(model: "m", method: .generateContent)
    let body = #"{"contents":[{"parts":[{"text":"q"}]}]\#(members)}"#
    return (try GeminiNative.request(Array(body.utf8), context: &context), context)
  }

  /// The texts of the system instruction, and what the client is told.
  private static func applied(
    _ mode: SystemPrompt.Mode, _ text: String, to pair: (GenerateRequest, RequestContext)
  ) throws -> (texts: [String], adjusted: [String]) {
    var (request, context) = pair
    request = request.applying(SystemPrompt(text: text, mode: mode), context: &context)
    var output: [UInt8] = []
    request.write(into: &output)
    let parts = try JSONDocument.parse(output)["systemInstruction"]?["parts"]
    return (parts?.elements.compactMap { $0["text"]?.string } ?? [], context.adjustments.map(\.description))
  }

  private static let user = #"{"role":"user","content":"q"}"#
  private static let both = #"{"role":"system","content":"own"},\#(user)"#
  private static let text = "Be \"kind\".\n好"

  @Test func `It overwrites the client's own, and says so`() throws {
    for pair in [try Self.chat(Self.both), try Self.native(#","systemInstruction":"own""#)] {
      let (texts, adjusted) = try Self.applied(.overwrite, Self.text, to: pair)
      #expect(texts == [Self.text])
      #expect(adjusted == ["dropped:system"])
    }
  }

  @Test func `It follows the client's own`() throws {
    for pair in [
      try Self.chat(Self.both), try Self.native(#","systemInstruction":{"parts":[{"text":"own"}],"role":"x"}"#),
    ] {
      let (texts, adjusted) = try Self.applied(.append, Self.text, to: pair)
      #expect(texts == ["own", Self.text])
      #expect(adjusted.isEmpty)
    }
  }

  @Test(arguments: [SystemPrompt.Mode.overwrite, .append])
  func `Without one of the client's it stands alone, and an empty one changes nothing`(_ mode: SystemPrompt.Mode) throws
  {
    for pair in [try Self.chat(Self.user), try Self.native("")] {
      let (texts, adjusted) = try Self.applied(mode, Self.text, to: pair)
      #expect(texts == [Self.text])
      #expect(adjusted.isEmpty)
    }
    #expect(try Self.applied(mode, "", to: Self.chat(Self.both)).texts == ["own"])
    #expect(try Self.applied(mode, "", to: Self.native("")).texts.isEmpty)
  }
}
