internal import OAuth
package import Translation
internal import Transport

/// The service that answers: where it is, what proves who we are, and how requests are wrapped for it.
package struct Upstream: Sendable {
  /// Scheme, host and port, without a slash at the end.
  package var endpoint: String
  package var userAgent: String
  /// Whose signatures it takes.
  package var origin = SignatureOrigin(kind: .codeAssist, account: "default")
  package var silenceTimeout: Duration
  package var connectTimeout: Duration
  package var credentials: any CredentialSource

  package init(
    endpoint: String, userAgent: String, silenceTimeout: Duration = .seconds(300),
    connectTimeout: Duration = .seconds(10), credentials: any CredentialSource
  ) {
    self.endpoint = endpoint
    self.userAgent = userAgent
    self.silenceTimeout = silenceTimeout
    self.connectTimeout = connectTimeout
    self.credentials = credentials
  }

  /// The HTTP request that asks this upstream for `request`.
  func transportRequest(
    for request: GenerateRequest, model: ModelID, promptID: String, credential: UpstreamCredential
  ) async -> TransportRequest {
    let envelope = Envelope.codeAssist(project: credential.project, userPromptID: promptID, sessionID: nil)
    let body = await LongWork.run(on: request.estimatedCount) { envelope.body(model: model, request: request) }
    return post(
      body, to: envelope.target(model: model, stream: request.isStreaming), credential, isStream: request.isStreaming)
  }

  /// The HTTP request that asks this upstream how many tokens `request` has.
  func countRequest(
    for request: GenerateRequest, model: ModelID, credential: UpstreamCredential
  ) -> TransportRequest {
    let envelope = Envelope.codeAssist(project: credential.project, userPromptID: "", sessionID: nil)
    return post(
      CountTokens.body(model: model, request: request, envelope: envelope), to: envelope.countTarget(model: model),
      credential, isStream: false)
  }

  private func post(
    _ body: [UInt8], to target: String, _ credential: UpstreamCredential, isStream: Bool
  ) -> TransportRequest {
    TransportRequest(
      method: "POST",
      url: endpoint + target,
      headers: [
        ("Content-Type", "application/json"),
        ("Authorization", "Bearer \(credential.accessToken.exposed)"),
        ("User-Agent", userAgent),
        ("Accept", isStream ? "text/event-stream" : "application/json"),
      ],
      body: [body],
      connectTimeout: connectTimeout,
      silenceTimeout: silenceTimeout,
      acceptsCompression: !isStream
    )
  }
}
