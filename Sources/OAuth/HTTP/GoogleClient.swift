package import Transport

/// Sends the small requests of sign-in and discovery and reads their answers whole.
package struct GoogleClient: Sendable {
  static let longestAnswer = 1 << 20

  package var transport: any UpstreamTransport
  package var userAgent: String
  /// Tried in this order, the next one after a failure to connect.
  package var proxies: [TransportRequest.Proxy]
  package var connectTimeout: Duration
  package var silenceTimeout: Duration

  package init(
    transport: any UpstreamTransport, userAgent: String, proxies: [TransportRequest.Proxy] = [],
    connectTimeout: Duration = .seconds(10), silenceTimeout: Duration = .seconds(30)
  ) {
    self.transport = transport
    self.userAgent = userAgent
    self.proxies = proxies.isEmpty ? [.environment] : proxies
    self.connectTimeout = connectTimeout
    self.silenceTimeout = silenceTimeout
  }

  func get(_ url: String, token: Secret) async throws(TransportError) -> GoogleAnswer {
    try await send(TransportRequest(url: url, headers: [authorization(token)]))
  }

  func post(_ url: String, json: [UInt8], token: Secret) async throws(TransportError) -> GoogleAnswer {
    let headers = [(name: "Content-Type", value: "application/json"), authorization(token)]
    return try await send(TransportRequest(method: "POST", url: url, headers: headers, body: [json]))
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

  private func send(_ request: TransportRequest) async throws(TransportError) -> GoogleAnswer {
    var request = request
    request.headers.append((name: "Accept", value: "application/json"))
    request.headers.append((name: "User-Agent", value: userAgent))
    request.connectTimeout = connectTimeout
    request.silenceTimeout = silenceTimeout
    for proxy in proxies.dropLast() {
      request.proxy = proxy
      do throws(TransportError) {
        return try await exchange(request)
      } catch {
        guard error.isConnectionFailure else { throw error }
      }
    }
    request.proxy = proxies.last ?? .environment
    return try await exchange(request)
  }

  private func exchange(_ request: TransportRequest) async throws(TransportError) -> GoogleAnswer {
    let response = try await transport.stream(request)
    let body = try await response.body.collect(upTo: Self.longestAnswer)
    let retryAfter = response.header("Retry-After").flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    return GoogleAnswer(status: response.status, body: body, retryAfter: retryAfter)
  }
}

extension TransportError {
  /// Whether nothing can have reached the other side.
  var isConnectionFailure: Bool {
    switch self {
    case .couldNotResolve, .couldNotConnect, .proxyRefused, .timedOut(.nameLookup), .timedOut(.connect): true
    default: false
    }
  }
}
