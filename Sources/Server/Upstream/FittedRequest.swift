internal import Translation

/// A client's request in the form that one account's service takes.
///
/// By reference, because it goes through every call of an attempt and is large.
final class FittedRequest: Sendable {
  let request: GenerateRequest
  /// What the encoder of the answer is told besides.
  let context: RequestContext
  /// The model under the name that the service has for it.
  let model: ModelID
  let credential: UpstreamCredential
  /// Groups the conversation's requests; another one for another account or model, of which Google keeps state.
  let sessionID: String
  /// Called when the client has the first of the answer.
  let onAnswer: @Sendable () -> Void

  init(
    _ request: GenerateRequest, _ context: RequestContext, model: ModelID, credential: UpstreamCredential,
    sessionID: String, onAnswer: @escaping @Sendable () -> Void = {}
  ) {
    self.request = request
    self.context = context
    self.model = model
    self.credential = credential
    self.sessionID = sessionID
    self.onAnswer = onAnswer
  }

  /// About the length of the request, in bytes.
  var estimatedCount: Int { request.estimatedCount }
}
