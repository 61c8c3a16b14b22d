internal import OAuth
package import Translation
package import Transport

/// Google's services: where they are, and how one account's calls to them are made.
package struct Upstream: Sendable {
  /// Addresses that replace Google's own: scheme, host and port, without a slash at the end.
  package var endpoints: [UpstreamKind: String]
  package var userAgent: String
  package var silenceTimeout: Duration
  package var connectTimeout: Duration
  package var httpVersion = TransportRequest.HTTPVersion.http1
  package var credentials: any CredentialSource

  package init(
    endpoints: [UpstreamKind: String] = [:], userAgent: String, silenceTimeout: Duration = .seconds(300),
    connectTimeout: Duration = .seconds(10), credentials: any CredentialSource
  ) {
    self.endpoints = endpoints
    self.userAgent = userAgent
    self.silenceTimeout = silenceTimeout
    self.connectTimeout = connectTimeout
    self.credentials = credentials
  }

  /// The HTTP request that asks for `request`, in the words of the service that the credential is for.
  func transportRequest(for fitted: FittedRequest) async -> TransportRequest {
    await LongWork.run(on: fitted.estimatedCount) { call(for: fitted) }
  }

  private func call(for fitted: FittedRequest) -> TransportRequest {
    let request = fitted.request
    let envelope = Envelope(
      fitted.credential.service, userPromptID: fitted.context.id, sessionID: fitted.sessionID)
    return post(
      envelope.body(model: fitted.model, request: request),
      to: envelope.target(model: fitted.model, stream: request.isStreaming), fitted.credential,
      isStream: request.isStreaming)
  }

  /// The HTTP request that asks how many tokens `request` has.
  func countRequest(for fitted: FittedRequest) async -> TransportRequest {
    await LongWork.run(on: fitted.estimatedCount) {
      let envelope = Envelope(fitted.credential.service)
      let body = CountTokens.body(model: fitted.model, request: fitted.request, envelope: envelope)
      return post(body, to: envelope.countTarget(model: fitted.model), fitted.credential, isStream: false)
    }
  }

  /// The HTTP request of one call for vectors.
  func embedRequest(_ call: EmbedCall, as credential: UpstreamCredential) -> TransportRequest {
    var body = SlicedBytes()
    body.open = call.body
    return post(body, to: call.target, credential, isStream: false)
  }

  private func post(
    _ body: SlicedBytes, to target: String, _ credential: UpstreamCredential, isStream: Bool
  ) -> TransportRequest {
    var request = TransportRequest(
      method: "POST",
      url: (endpoints[credential.service.kind] ?? credential.service.endpoint) + target,
      headers: [("Content-Type", "application/json")] + credential.proof.headers + [
        ("User-Agent", userAgent),
        ("Accept", isStream ? "text/event-stream" : "application/json"),
      ],
      connectTimeout: connectTimeout,
      silenceTimeout: silenceTimeout,
      httpVersion: httpVersion,
      acceptsCompression: !isStream
    )
    request.body = body.slices
    return request
  }
}
