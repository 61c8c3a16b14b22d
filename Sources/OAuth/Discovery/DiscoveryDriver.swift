internal import Transport

/// Carries out what `Discovery` asks for.
package struct DiscoveryDriver: Sendable {
  package var google: GoogleClient
  package var endpoints: GoogleEndpoints
  /// Suspends for a time; throws where the task is cancelled.
  package var sleep: @Sendable (Duration) async throws(CancellationError) -> Void

  package init(
    google: GoogleClient, endpoints: GoogleEndpoints,
    sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void
  ) {
    self.google = google
    self.endpoints = endpoints
    self.sleep = sleep
  }

  /// Project and tier of the account that `token` belongs to.
  package func run(project: String, token: Secret) async -> DiscoveryOutcome {
    var discovery = Discovery(project: project)
    var action = discovery.start()
    while true {
      switch action {
      case .finish(let outcome): return outcome
      case .wait(let duration):
        do throws(CancellationError) {
          try await sleep(duration)
        } catch {
          return .cancelled
        }
        action = discovery.waited()
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
