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
  let request: EmbedRequest
  do throws(TranslationError) {
    request = try EmbedRequest(native: body, isBatch: isBatch)
  } catch {
    return check(error, names: body)
  }
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
    check(error, names: body)
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

/// A refusal says why, and which value of the body is at fault: one that is there, or a member that is missing from an
/// object. Only a body that is no JSON object is refused as a whole.
private func check(_ error: TranslationError, names body: [UInt8]) {
  precondition(!error.message.isEmpty && error.path.utf8.count < 1 << 16)
  let view = try? JSONDocument.parse(body)
  guard let view, view.kind == .object else { return precondition(error.path.isEmpty, "no member of \(error.path)") }
  precondition(!error.path.isEmpty, "no path: \(error.message)")
  precondition(isThere(Array(error.path.utf8)[...], view), "no such place: \(error.path)")
}

/// Whether a path leads to a value, or to a member that an object at its end could have.
///
/// Keys may hold dots and brackets, and long ones are cut, so every member that fits is tried.
private func isThere(_ path: ArraySlice<UInt8>, _ view: JSONView) -> Bool {
  var path = path
  if path.isEmpty { return true }
  switch view.kind {
  case .object:
    if path.first == UInt8(ascii: ".") { path = path.dropFirst() }
    for (key, value) in view.members {
      let name = Array(key.string.prefix(64).utf8)
      guard path.starts(with: name) else { continue }
      let rest = path.dropFirst(name.count)
      guard rest.isEmpty || rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: "[") else { continue }
      if isThere(rest, value) { return true }
    }
    return path.allSatisfy { $0 == UInt8(ascii: "_") || ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
  case .array:
    guard path.popFirst() == UInt8(ascii: "["), let end = path.firstIndex(of: UInt8(ascii: "]")),
      let position = Int(String(decoding: path[..<end], as: UTF8.self))
    else { return false }
    let elements = Array(view.elements)
    return elements.indices.contains(position) && isThere(path[(end + 1)...], elements[position])
  default: return false
  }
}
