package import Translation
internal import Transport

/// The service that answers: where it is, what proves who we are, and how requests are wrapped for it.
package struct Upstream: Sendable {
  /// Scheme, host and port, without a slash at the end.
  package var endpoint: String
  /// The Google Cloud project; nil leaves it out.
  package var project: String?
  package var userAgent: String
  /// Whose signatures it takes.
  package var origin = SignatureOrigin(kind: .codeAssist, account: "default")
  package var silenceTimeout: Duration
  package var connectTimeout: Duration
  /// The bearer token for one call, or a failure that tells what to do where there is none.
  package var accessToken: @Sendable () async -> Result<String, ProxyFailure>

  package init(
    endpoint: String, project: String?, userAgent: String, silenceTimeout: Duration = .seconds(300),
    connectTimeout: Duration = .seconds(10), accessToken: @escaping @Sendable () async -> Result<String, ProxyFailure>
  ) {
    self.endpoint = endpoint
    self.project = project
    self.userAgent = userAgent
    self.silenceTimeout = silenceTimeout
    self.connectTimeout = connectTimeout
    self.accessToken = accessToken
  }

  /// The HTTP request that asks this upstream for `request`.
  func transportRequest(
    for request: GenerateRequest, model: ModelID, promptID: String
  ) async throws(ProxyFailure) -> TransportRequest {
    let envelope = Envelope.codeAssist(project: project, userPromptID: promptID, sessionID: nil)
    return try await post(
      envelope.body(model: model, request: request),
      to: envelope.target(model: model, stream: request.isStreaming), isStream: request.isStreaming)
  }

  /// The HTTP request that asks this upstream how many tokens `request` has.
  func countRequest(for request: GenerateRequest, model: ModelID) async throws(ProxyFailure) -> TransportRequest {
    let envelope = Envelope.codeAssist(project: project, userPromptID: "", sessionID: nil)
    return try await post(
      CountTokens.body(model: model, request: request, envelope: envelope), to: envelope.countTarget(model: model),
      isStream: false)
  }

  private func post(
    _ body: [UInt8], to target: String, isStream: Bool
  ) async throws(ProxyFailure) -> TransportRequest {
    let token = try await accessToken().get()
    return TransportRequest(
      method: "POST",
      url: endpoint + target,
      headers: [
        ("Content-Type", "application/json"),
        ("Authorization", "Bearer \(token)"),
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
