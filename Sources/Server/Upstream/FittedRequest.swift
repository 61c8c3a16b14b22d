internal import Translation

/// A client's request in the form that one account's service takes.
struct FittedRequest: Sendable {
  var request: GenerateRequest
  /// The model under the name that the service has for it.
  let model: ModelID
  let credential: UpstreamCredential
  /// Groups the conversation's requests; another one for another account or model, of which Google keeps state.
  let sessionID: String
  /// Called when the client has the first of the answer.
  var onAnswer: @Sendable () -> Void = {}
}
