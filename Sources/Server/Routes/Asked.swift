internal import Translation

extension DialectRoute {
  /// What a client asks for, before it is known which account answers.
  struct Asked: Sendable {
    /// As the dialect made it, the model under its public name.
    var request: GenerateRequest
    /// The model as the client named it, without what the name says besides.
    let name: String
    /// What is remembered of the calls in its history.
    var signatures: [String: RememberedSignature] = [:]

    /// The model and the credential alone, for calls that have no use for the request.
    func fitted(to credential: UpstreamCredential) async throws(Failure) -> FittedRequest {
      var unrecorded = RequestContext(id: "", created: 0)
      return try await fitted(to: credential, &unrecorded)
    }

    /// The request in the form that an account's service takes. What is changed for that is told to the client.
    func fitted(
      to credential: UpstreamCredential, _ context: inout RequestContext
    ) async throws(Failure) -> FittedRequest {
      let name = ModelCatalogue.standard.resolve(request.model, on: credential.service.kind)
      guard let model = ModelID(name) else {
        let message = "'\(name.prefix(128))' is not a model name."
        throw .failed(ProxyFailure(.modelNotFound, message: message, parameter: "model"))
      }
      let given = context
      let (fitted, told) = await LongWork.run(on: request.estimatedCount) {
        var context = given
        var fitted = request.restoringSignatures(signatures, from: credential.origin, context: &context)
        fitted.model = name
        fitted = fitted.adapted(to: model, context: &context)
        return (fitted.limited(to: credential.service.kind, context: &context), context)
      }
      context = told
      return FittedRequest(request: fitted, model: model, credential: credential)
    }
  }
}
