import GeminiProxy

/// A transport of one's own: it answers from a script instead of the network, and says what went by.
struct ScriptedTransport: UpstreamTransport {
  let answer: String

  func stream(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    print("\(request.method) \(request.url)")
    let json =
      request.url.hasSuffix(":generateContent")
      ? #"{"candidates":[{"content":{"role":"model","parts":[{"text":"\#(answer)"}]},"finishReason":"STOP"}]}"#
      : "{}"
    return TransportResponse(
      status: 200, headers: [(name: "Content-Type", value: "application/json")], body: .of([Array(json.utf8)]))
  }
}
