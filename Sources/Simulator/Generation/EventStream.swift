internal import Server
internal import Transport

/// Sends an answer event by event: as server-sent events, or as the elements of one JSON array.
struct EventStream {
  let reply: ReplyEncoder
  let delivery: Delivery
  let isSSE: Bool
  let pace: Duration?

  func send(to exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    try exchange.startStream(
      status: 200, fields: reply.fields(contentType: isSSE ? "text/event-stream" : SimulatedResponse.jsonType))
    for index in 0..<reply.eventCount {
      if let pace, index > 0 { try await pause(pace, exchange) }
      if index == reply.eventCount / 2 {
        switch delivery {
        case .breakOff: return try await exchange.breakStream()
        case .errorEvent:
          exchange.write { append(Self.error, index, isLast: true, to: &$0) }
          return try await exchange.finishStream()
        case .malformedEvent:
          exchange.write { $0.append(contentsOf: "data: {\"response\": {\"candidates\": [{\"content\"\r\n\r\n".utf8) }
        default: break
        }
      }
      try await send(index, to: exchange)
      // A reader that keeps up would never let this loop suspend.
      if index % 16 == 15 { await Task.yield() }
    }
    try await exchange.finishStream()
  }

  private func send(_ index: Int, to exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    let isLast = index == reply.eventCount - 1
    var bytes: [UInt8] = []
    append(reply.event(index), index, isLast: isLast, to: &bytes)
    if case .noFinalBlank = delivery, isLast { bytes.removeLast(delivery.lineEnd.utf8.count) }
    let pieces = delivery.pieces(of: bytes)
    for piece in pieces {
      exchange.write { $0.append(contentsOf: piece) }
      try await exchange.flush()
      if delivery.needsPauses { try await pause(.milliseconds(1), exchange) }
    }
    guard pieces.isEmpty else { return }
    exchange.write { $0.append(contentsOf: bytes) }
    try await exchange.flush()
  }

  private func append(_ json: GoogleJSON, _ index: Int, isLast: Bool, to output: inout [UInt8]) {
    output.append(contentsOf: (isSSE ? "data: " : index == 0 ? "[" : "\n,\n").utf8)
    json.writeLine(into: &output)
    output.append(contentsOf: (isSSE ? delivery.lineEnd : isLast ? "\n]\n" : "").utf8)
  }

  private static let error: GoogleJSON = [
    "error": ["code": 503, "message": "The model is overloaded. Please try again later.", "status": "UNAVAILABLE"]
  ]

  private func pause(_ duration: Duration, _ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    do throws(CancellationError) { try await exchange.reactor.sleep(for: duration) } catch { throw .clientGone }
  }
}
