/// What carries requests to an upstream: libcurl in production, memory in tests.
public protocol UpstreamTransport: Sendable {
  /// Sends `request` and returns as soon as the head of the answer is there; the body follows as a stream.
  ///
  /// Cancelling the task, or dropping the response, ends the transfer.
  func stream(_ request: TransportRequest) async throws(TransportError) -> TransportResponse
}
