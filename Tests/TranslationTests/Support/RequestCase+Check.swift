import Testing

@testable import Translation

extension RequestCase {
  /// Checks what the request becomes upstream, or where it is refused.
  func check<D: Dialect>(_ dialect: D.Type) throws {
    var context = RequestContext(id: "1", created: 1)
    guard let upstream else {
      #expect {
        try D.request(Array(request.utf8), context: &context)
      } throws: {
        ($0 as? TranslationError)?.path == fault
      }
      return
    }
    let translated = try D.request(Array(request.utf8), context: &context)
      .restoringSignatures(ChatRequestTests.remembered, from: ChatRequestTests.origin, context: &context)
    let model = try #require(ModelID(translated.model))
    let adapted = translated.adapted(to: model, context: &context)
    var output: [UInt8] = []
    adapted.write(into: &output)
    let text = String(decoding: output, as: UTF8.self)
    #expect(sameJSON(text, upstream), "\(text)")
    if let adjusted { #expect(context.adjustments.map(\.name) == adjusted) }
  }
}
