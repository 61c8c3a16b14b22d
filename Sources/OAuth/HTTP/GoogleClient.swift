package import Transport

/// Sends the small requests of sign-in and discovery and reads their answers whole.
package struct GoogleClient: Sendable {
  static let longestAnswer = 1 << 20

  package var transport: any UpstreamTransport
  package var userAgent: String
  package var proxies: OutboundProxies
  package var connectTimeout: Duration
  package var silenceTimeout: Duration

  package init(
    transport: any UpstreamTransport, userAgent: String, proxies: OutboundProxies = OutboundProxies(),
    connectTimeout: Duration = .seconds(10), silenceTimeout: Duration = .seconds(30)
  ) {
    self.transport = transport
    self.userAgent = userAgent
    self.proxies = proxies
    self.connectTimeout = connectTimeout
    self.silenceTimeout = silenceTimeout
  }

  func get(_ url: String, token: Secret) async throws(TransportError) -> GoogleAnswer {
    try await send(TransportRequest(url: url, headers: [authorization(token)]))
  }

  /// `limit` is the longest answer that is read, in bytes.
  func get(_ url: String, key: Secret, limit: Int) async throws(TransportError) -> GoogleAnswer {
    try await send(
      TransportRequest(url: url, headers: [(name: "x-goog-api-key", value: key.exposed)]), limit: limit)
  }

  /// `limit` is the longest answer that is read, in bytes.
  func post(
    _ url: String, json: [UInt8], token: Secret, limit: Int = longestAnswer
  ) async throws(TransportError) -> GoogleAnswer {
    let headers = [(name: "Content-Type", value: "application/json"), authorization(token)]
    return try await send(TransportRequest(method: "POST", url: url, headers: headers, body: [json]), limit: limit)
  }

  func post(_ url: String, form: [(name: String, value: String)]) async throws(TransportError) -> GoogleAnswer {
    let headers = [(name: "Content-Type", value: "application/x-www-form-urlencoded")]
    let body = Array(FormEncoding.encode(form).utf8)
    return try await send(
      TransportRequest(method: "POST", url: url, headers: headers, body: body.isEmpty ? [] : [body]))
  }

  private func authorization(_ token: Secret) -> (name: String, value: String) {
    (name: "Authorization", value: "Bearer " + token.exposed)
  }

  private func send(
    _ request: TransportRequest, limit: Int = longestAnswer
  ) async throws(TransportError) -> GoogleAnswer {
    var request = request
    request.headers.append((name: "Accept", value: "application/json"))
    request.headers.append((name: "User-Agent", value: userAgent))
    request.connectTimeout = connectTimeout
    request.silenceTimeout = silenceTimeout
    let response = try await transport.stream(request, through: proxies)
    let body = try await response.body.collect(upTo: limit)
    let retryAfter = response.header("Retry-After").flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    return GoogleAnswer(status: response.status, body: body, retryAfter: retryAfter)
  }
}
