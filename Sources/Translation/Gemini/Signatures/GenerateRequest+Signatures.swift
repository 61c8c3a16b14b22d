extension GenerateRequest {
  /// A value Google documents for calls whose signature is not known.
  package static let signatureBypass = "skip_thought_signature_validator"

  /// The ids under which signatures of the client's history may be remembered.
  package var callIDs: [String] {
    if let native { return native.signatures.compactMap(\.callID) }
    var ids = Array(turnKeys.values)
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
    func restore(_ signature: inout String?, of name: String, _ id: String) {
      let own = signature
      if let known = remembered[id], known.function == name {
        signature = known.origin == origin ? known.signature : nil
      } else if Self.isForeign(id) {
        signature = nil
      }
      if own != nil, signature == nil { context.adjust(.dropped, "thought_signature") }
    }
    if var native {
      for position in native.signatures.indices {
        guard let id = native.signatures[position].callID else { continue }
        restore(&native.signatures[position].value, of: native.signatures[position].function, id)
      }
      request.native = native
      return request
    }
    for content in request.contents.indices where request.contents[content].role == .model {
      for position in request.contents[content].parts.indices {
        guard case .call(var call) = request.contents[content].parts[position], let id = call.clientID else { continue }
        restore(&call.signature, of: call.name, id)
        request.contents[content].parts[position] = .call(call)
      }
    }
    for (position, key) in turnKeys {
      guard let known = remembered[key], known.function.isEmpty, known.origin == origin else { continue }
      request.contents[position].sign(with: known.signature)
    }
    return request
  }

  /// The request with the bypass value in place of all signatures, for one that Google does not accept.
  func bypassingSignatures() -> GenerateRequest {
    var request = self
    for position in native?.signatures.indices ?? 0..<0 {
      request.native?.signatures[position].value = native?.signatures[position].bypass
    }
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

extension Content {
  /// Puts a signature on the last text, in place of one that is there.
  mutating func sign(with signature: String) {
    for position in parts.indices.reversed() {
      switch parts[position] {
      case .text, .signed(.text, _): return parts[position].sign(with: signature)
      default: continue
      }
    }
  }
}

extension Part {
  fileprivate mutating func sign(with signature: String) {
    if case .signed(let part, _) = self { self = part }
    self = .signed(self, signature: signature)
  }
}
