internal import Transport

/// Carries out what `Discovery` asks for.
package struct DiscoveryDriver: Sendable {
  package var google: GoogleClient
  package var endpoints: GoogleEndpoints

  package init(google: GoogleClient, endpoints: GoogleEndpoints) {
    self.google = google
    self.endpoints = endpoints
  }

  /// Asks on until Google has answered, or wants to be asked again after a while.
  package func advance(_ discovery: inout Discovery, token: Secret) async -> DiscoveryOutcome {
    var action = discovery.hasBegun ? discovery.waited() : discovery.start()
    while true {
      switch action {
      case .finish(let outcome): return outcome
      case .wait: return .settingUp
      case .send(let request):
        do throws(TransportError) {
          action = discovery.received(try await send(request, token))
        } catch {
          return error == .cancelled ? .cancelled : .unavailable("Google cannot be reached: \(error)")
        }
      }
    }
  }

  private func send(_ request: DiscoveryRequest, _ token: Secret) async throws(TransportError) -> GoogleAnswer {
    let url = request.url(endpoints)
    guard let body = request.body else { return try await google.get(url, token: token) }
    return try await google.post(url, json: body, token: token)
  }
}
