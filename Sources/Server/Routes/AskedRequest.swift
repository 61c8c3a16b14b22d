internal import OAuth
internal import Translation

/// What a client asks for, before it is known which account answers.
///
/// By reference, as it goes through the whole way of a request: what async functions hold is memory for as long as they
/// wait.
final class AskedRequest: Sendable {
  /// As the dialect made it, the model under its public name.
  let request: GenerateRequest
  /// What is known besides, and what has been changed so far.
  let context: RequestContext
  /// The model as the client named it, without what the name says besides.
  let name: String
  /// The client's id, for what must not be shared between clients.
  let client: String
  /// What is remembered of the calls in its history.
  let signatures: [String: RememberedSignature]

  init(
    _ request: GenerateRequest, _ context: RequestContext, name: String, client: String,
    signatures: [String: RememberedSignature] = [:]
  ) {
    self.request = request
    self.context = context
    self.name = name
    self.client = client
    self.signatures = signatures
  }

  /// About the length of the request, in bytes.
  var estimatedCount: Int { request.estimatedCount }

  /// The same with another request.
  func with(_ request: GenerateRequest) -> AskedRequest {
    AskedRequest(request, context, name: name, client: client, signatures: signatures)
  }

  /// Who signed the last of these calls.
  var lastSigner: String? {
    signatures.isEmpty
      ? nil : request.callIDs.last { signatures[$0] != nil }.flatMap { signatures[$0]?.origin.account }
  }

  /// The request in the form that an account's service takes. What is changed for that is told to the client.
  @inline(never)
  func fitted(
    to credential: UpstreamCredential, model: ModelID, repairs: [Repair], onAnswer: @escaping @Sendable () -> Void
  ) -> FittedRequest {
    var context = context
    var fitted = request.restoringSignatures(signatures, from: credential.origin, context: &context)
    fitted.model = model.description
    fitted = fitted.adapted(to: model, context: &context).limited(to: credential.service.kind, context: &context)
    for repair in repairs { fitted = fitted.repaired(by: repair, context: &context) }
    return FittedRequest(
      fitted, context, model: model, credential: credential, sessionID: sessionID(credential.account, model),
      onAnswer: onAnswer)
  }

  /// Shaped like the UUID that Google's own client sends.
  private func sessionID(_ account: String, _ model: ModelID) -> String {
    var (high, low) = (FNVHash(), FNVHash())
    // All of it in both halves, which begin differently: nothing in it is the same for two accounts.
    low.add(whole: "")
    for part in [client, account, model.name, String(request.conversation.fingerprint)] {
      high.add(whole: part)
      low.add(whole: part)
    }
    return UUIDText(high: high.value, low: low.value).text
  }
}
