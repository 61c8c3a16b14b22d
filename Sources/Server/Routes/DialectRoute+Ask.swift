internal import Logging
internal import Translation
internal import Transport

extension DialectRoute {
  /// Error bodies are short; what is longer is cut.
  private static var maximumErrorBytes: Int { 1 << 20 }

  /// Asks upstream, once more without what Google complained of where something is known to help.
  func ask(
    _ request: GenerateRequest, _ model: ModelID, _ context: inout RequestContext
  ) async throws(Failure) -> TransportResponse {
    let (response, failure) = try await once(request, model, context)
    guard let failure else { return response }
    guard let repaired = request.repaired(after: failure, context: &context) else { throw .failed(failure.failure) }
    let (second, secondFailure) = try await once(repaired, model, context)
    if let secondFailure { throw .failed(secondFailure.failure) }
    return second
  }

  private func once(
    _ request: GenerateRequest, _ model: ModelID, _ context: RequestContext
  ) async throws(Failure) -> (TransportResponse, GoogleFailure?) {
    try await send { credential in
      await services.upstream.transportRequest(
        for: request, model: model, promptID: context.id, credential: credential)
    }
  }

  /// Sends a call, once more with a fresh token where upstream does not take the one we thought good.
  func send(
    _ call: (UpstreamCredential) async -> TransportRequest
  ) async throws(Failure) -> (TransportResponse, GoogleFailure?) {
    let credential = try await credential()
    let first = try await send(await call(credential))
    guard first.1?.httpStatus == 401 else { return first }
    services.upstream.credentials.invalidate(credential)
    return try await send(await call(try await self.credential()))
  }

  private func credential() async throws(Failure) -> UpstreamCredential {
    do throws(ProxyFailure) { return try await services.upstream.credentials.credential() } catch {
      throw .failed(error)
    }
  }

  /// The answer of upstream, or what it says is wrong.
  private func send(_ call: TransportRequest) async throws(Failure) -> (TransportResponse, GoogleFailure?) {
    let response: TransportResponse
    do throws(TransportError) {
      response = try await services.transport.stream(call)
    } catch {
      throw error == .closedBeforeFirstByte ? .unreached(ProxyFailure(error)) : .failed(ProxyFailure(error))
    }
    guard response.status != 200 else { return (response, nil) }
    let body = (try? await response.body.collect(upTo: Self.maximumErrorBytes)) ?? []
    let failure = GoogleFailure(httpStatus: response.status, body: body)
    services.logger.info(
      "upstream refused", metadata: ["status": "\(response.status)", "reason": "\(failure.status)"])
    return (response, failure)
  }
}
