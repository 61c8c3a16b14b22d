/// An upstream that lives in this process: a closure answers each request. For tests and for embedders' tests.
public struct InMemoryTransport: UpstreamTransport {
  private let answer: @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse

  /// `answer` is called once for each request, on the caller's executor.
  public init(_ answer: @escaping @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse) {
    self.answer = answer
  }

  /// Answers from the closure.
  public func stream(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    try request.validate()
    if Task.isCancelled { throw .cancelled }
    return try await answer(request)
  }
}
