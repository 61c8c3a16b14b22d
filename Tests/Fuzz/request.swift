/// Whatever a client sends is a request that can be sent up for every model and upstream, or an error in words.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let body = Array(UnsafeRawBufferPointer(start: start, count: count))
  check(ChatCompletions.self, body, target: nil)
  check(Responses.self, body, target: nil)
  check(Messages.self, body, target: nil)
  for method in [NativeTarget.Method.generateContent, .streamGenerateContent, .countTokens] {
    check(GeminiNative.self, body, target: NativeTarget(model: "models/m", method: method))
  }
  for isBatch in [false, true] { checkEmbeddings(body, isBatch: isBatch) }
  return 0
}

private func checkEmbeddings(_ body: [UInt8], isBatch: Bool) {
  let services: [UpstreamService] = [.aiStudio, .vertex(project: "p", location: "l"), .vertexExpress]
  guard let request = try? EmbedRequest(native: body, isBatch: isBatch) else { return }
  for model in ["gemini-embedding-001", "gemini-embedding-2", "text-embedding-005"].compactMap({ ModelID($0) }) {
    for service in services {
      let calls = request.calls(on: service, model: model) ?? []
      precondition(!calls.isEmpty && calls.allSatisfy { (try? JSONDocument.parse($0.body)) != nil })
    }
  }
}

private func check<D: Dialect>(_ dialect: D.Type, _ body: [UInt8], target: NativeTarget?) {
  var context = RequestContext(id: "fuzz", created: 1)
  context.target = target
  // What is done on the event loop is what is done elsewhere, or nothing.
  var shortContext = context
  let short = Result { try D.shortRequest(body, context: &shortContext) }
  var request: GenerateRequest
  do throws(TranslationError) {
    request = try D.request(body, context: &context)
    switch short {
    case .success(nil): precondition(shortContext.adjustments.isEmpty)
    case .success(let short?):
      precondition(shortContext.adjustments == context.adjustments)
      var (left, right) = (SlicedBytes(), SlicedBytes())
      short.write(into: &left)
      request.write(into: &right)
      precondition(left.joined == right.joined)
    case .failure: preconditionFailure("only the short way fails")
    }
  } catch {
    if case .success(.some) = short { preconditionFailure("only the long way fails") }
    // The path is that of a value in the body, or empty where the whole of it is at fault.
    precondition(!error.message.isEmpty && error.path.utf8.count < 1 << 16)
    let answer = D.error(error.failure)
    precondition(answer.status >= 400 && (try? JSONDocument.parse(answer.bytes)) != nil)
    return
  }
  let origin = SignatureOrigin(kind: .codeAssist, account: "a")
  var remembered: [String: RememberedSignature] = [:]
  for id in request.callIDs where id.utf8.count % 2 == 0 {
    remembered[id] = RememberedSignature(function: "f", model: "m", origin: origin, signature: "UzE=")
  }
  request = request.restoringSignatures(remembered, from: origin, context: &context)
  precondition(context.adjustments.count <= RequestContext.maximumAdjustments)
  let names = ["gemini-2.5-pro", "models/gemini-3-pro-preview", "gemini-2.5-flash-image", "m"]
  for model in names.compactMap({ ModelID($0) }) {
    let adapted = request.adapted(to: model, context: &context)
    let limited = Envelope(.aiStudio).body(model: model, request: adapted.limited(to: .aiStudio, context: &context))
    precondition((try? JSONDocument.parse(limited.joined)) != nil)
    let envelopes = [
      Envelope(.codeAssist(project: "p"), userPromptID: "u", sessionID: "s"), Envelope(.aiStudio),
      Envelope(.vertex(project: "p", location: "l")),
    ]
    for envelope in envelopes {
      precondition((try? JSONDocument.parse(envelope.body(model: model, request: adapted).joined)) != nil)
      precondition(
        (try? JSONDocument.parse(CountTokens.body(model: model, request: request, envelope: envelope).joined)) != nil)
    }
    let complaints = ["penalty", "logprobs", "too many states", "thought_signature", "mime type", "thinking"]
    for complaint in complaints {
      let failure = GoogleFailure(httpStatus: 400, code: 400, status: "INVALID_ARGUMENT", message: complaint)
      guard let repair = adapted.repair(after: failure) else { continue }
      let repaired = adapted.repaired(by: repair, context: &context)
      precondition((try? JSONDocument.parse(Envelope(.aiStudio).body(model: model, request: repaired).joined)) != nil)
    }
  }
  _ = try? request.resolving([:])
}
