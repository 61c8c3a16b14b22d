extension GenerateRequest {
  /// A value Google documents for calls whose signature is not known.
  package static let signatureBypass = "skip_thought_signature_validator"

  /// The ids by which the client names the calls of its history.
  package var callIDs: [String] {
    var ids: [String] = []
    for content in contents where content.role == .model {
      for case .call(let call) in content.parts {
        if let id = call.clientID { ids.append(id) }
      }
    }
    return ids
  }

  /// The request with the signatures that `origin` takes, those remembered for the client's call ids before its own.
  ///
  /// A signature known to come from elsewhere is dropped; `adapted` then puts the bypass value where one is demanded.
  package func restoringSignatures(
    _ remembered: [String: RememberedSignature], from origin: SignatureOrigin, context: inout RequestContext
  ) -> GenerateRequest {
    var request = self
    for content in request.contents.indices where request.contents[content].role == .model {
      for position in request.contents[content].parts.indices {
        guard case .call(var call) = request.contents[content].parts[position], let id = call.clientID else { continue }
        if let known = remembered[id], known.function == call.name {
          if known.origin == origin {
            call.signature = known.signature
          } else if call.signature != nil {
            call.signature = nil
            context.adjust(.dropped, "thought_signature")
          }
        } else if call.signature != nil, Self.isForeign(id) {
          call.signature = nil
          context.adjust(.dropped, "thought_signature")
        }
        request.contents[content].parts[position] = .call(call)
      }
    }
    return request
  }

  /// The request with the bypass value in place of all signatures, for one that Google does not accept.
  func bypassingSignatures() -> GenerateRequest {
    var request = self
    request.native = native?.bypassingSignatures()
    for content in request.contents.indices where request.contents[content].role == .model {
      var isFirst = true
      for position in request.contents[content].parts.indices {
        guard case .call(var call) = request.contents[content].parts[position] else { continue }
        call.signature = isFirst ? Self.signatureBypass : nil
        isFirst = false
        request.contents[content].parts[position] = .call(call)
      }
    }
    return request
  }

  /// Whether another vendor made the id: its signature is base64 too, and would be refused as damaged.
  private static func isForeign(_ id: String) -> Bool {
    if CallIDSeed.isMade(id) { return false }
    if id.hasPrefix("toolu_") || id.hasPrefix("fc_") { return true }
    return id.hasPrefix("call_") && id.utf8.count == 29
  }
}
