internal import OAuth
internal import Translation

extension DialectRoute {
  /// What a client asks for, before it is known which account answers.
  struct Asked: Sendable {
    /// As the dialect made it, the model under its public name.
    var request: GenerateRequest
    /// The model as the client named it, without what the name says besides.
    let name: String
    /// The client's id, for what must not be shared between clients.
    let client: String
    /// What is remembered of the calls in its history.
    var signatures: [String: RememberedSignature] = [:]

    /// Who signed the last of these calls.
    var lastSigner: String? {
      signatures.isEmpty
        ? nil : request.callIDs.last { signatures[$0] != nil }.flatMap { signatures[$0]?.origin.account }
    }

    /// The request in the form that an account's service takes. What is changed for that is told to the client.
    func fitted(
      to credential: UpstreamCredential, model: String, repairs: [Repair], _ context: inout RequestContext,
      onAnswer: @escaping @Sendable () -> Void
    ) async throws(Failure) -> FittedRequest {
      let name = ModelCatalogue.standard.resolve(model, on: credential.service.kind)
      guard let model = ModelID(name) else {
        let message = "'\(name.prefix(128))' is not a model name."
        throw .failed(ProxyFailure(.modelNotFound, message: message, parameter: "model"))
      }
      let given = context
      let (fitted, told) = await LongWork.run(on: request.estimatedCount) {
        var context = given
        var fitted = request.restoringSignatures(signatures, from: credential.origin, context: &context)
        fitted.model = name
        fitted = fitted.adapted(to: model, context: &context).limited(to: credential.service.kind, context: &context)
        for repair in repairs { fitted = fitted.repaired(by: repair, context: &context) }
        return (fitted, context)
      }
      context = told
      return FittedRequest(
        request: fitted, model: model, credential: credential, sessionID: sessionID(credential.account, model),
        onAnswer: onAnswer)
    }

    /// Shaped like the UUID that Google's own client sends.
    private func sessionID(_ account: String, _ model: ModelID) -> String {
      let seed = [client, account, model.name, String(request.conversation.fingerprint)].joined(separator: "\u{0}")
      let digits = Digest.sha256Hex(seed)
      var groups: [Substring] = []
      var rest = digits[...]
      for length in [8, 4, 4, 4, 12] {
        groups.append(rest.prefix(length))
        rest = rest.dropFirst(length)
      }
      return groups.joined(separator: "-")
    }
  }
}
