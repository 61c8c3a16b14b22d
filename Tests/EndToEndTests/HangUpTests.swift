import GeminiProxy
import Glibc
import Testing
import Transport

/// Clients that leave before their answer is there: what they held is free at once, and nobody asks again for them.
@Suite(.timeLimit(.minutes(3))) struct HangUpTests {
  enum Moment: CaseIterable {
    case beforeTheHead, beforeTheText, afterSomeText, inTheWaitForTheNextAttempt
  }

  /// Leaves every other call as it is at a moment, and answers the others.
  private final class Upstream: ByteChannel.Producer {
    private let moment: Moment
    private let calls = Lock(0)
    private let ended = Lock(0)

    init(_ moment: Moment) { self.moment = moment }

    var callCount: Int { calls.withLock { $0 } }
    var endCount: Int { ended.withLock { $0 } }

    func resumeProducing() {}
    func stopProducing() { ended.withLock { $0 += 1 } }

    func answer(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
      let number = calls.withLock { calls in
        calls += 1
        return calls
      }
      guard number % 2 == 1 else { return MemoryStage.answer(#"{"text": "good"}"#, to: request) }
      let channel = ByteChannel(producer: self)
      switch moment {
      case .inTheWaitForTheNextAttempt:
        stopProducing()
        let detail = #"{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"20s"}"#
        let refusal = #"{"error":{"code":503,"message":"slow","status":"UNAVAILABLE","details":[\#(detail)]}}"#
        return TransportResponse(status: 503, body: .of([Array(refusal.utf8)]))
      case .beforeTheHead:
        let silence = AsyncStream<Void>.makeStream()
        for await _ in silence.stream {}
        withExtendedLifetime(silence.continuation) {}
        stopProducing()
        // What the policy would ask again after, were anybody waiting.
        throw .closedBeforeFirstByte
      case .beforeTheText: break
      case .afterSomeText:
        let half = #"{"response": {"candidates": [{"content": {"role": "model","parts": [{"text": "half"}]}}]"#
        let text = request.url.hasSuffix("alt=sse") ? "data: \(half)}}\r\n\r\n" : half
        Array(text.utf8).withUnsafeBytes { _ = channel.offer($0) }
      }
      return TransportResponse(status: 200, body: ByteStream(channel))
    }
  }

  /// Models to leave in the middle of, a new one each time: Google's word about one counts for a while.
  private static let models = ["gemini-2.5-pro", "gemini-3-pro-preview", "gemini-2.5-flash-lite"]

  private static func chat(_ url: String, _ model: String, stream: Bool) -> TransportRequest {
    let body = #"{"model":"\#(model)","stream":\#(stream),"messages":[{"role":"user","content":"hi"}]}"#
    return TransportRequest(method: "POST", url: url + "/v1/chat/completions", body: [Array(body.utf8)], proxy: .direct)
  }

  /// Sanitizers, under which everything is slower many times over, look for other things.
  private static let limit: Duration = getenv("GEMINI_PROXY_STRESS_PERCENT") == nil ? .seconds(1) : .seconds(15)

  private func poll(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<1_000_000 where !condition() { await Task.yield() }
    return condition()
  }

  /// Asks, and leaves when upstream has been called and, where there is some text to come, that is here.
  private func askAndLeave(_ upstream: Upstream, _ request: TransportRequest, _ client: CurlTransport, forText: Bool)
    async
  {
    let calls = upstream.callCount
    let hasText = Lock(false)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        guard let response = try? await client.stream(request) else { return }
        var buffer: [UInt8] = []
        while (try? await response.body.read(into: &buffer)) == true {
          if String(decoding: buffer, as: UTF8.self).contains("half") { hasText.withLock { $0 = true } }
        }
      }
      #expect(await poll { upstream.callCount > calls && (!forText || hasText.withLock { $0 }) })
      group.cancelAll()
    }
  }

  @Test(arguments: Moment.allCases, [true, false])
  func
    `CL-X10 CF-X13 a client that leaves ends the upstream call within a second, its slot is free and nobody asks again`(
      _ moment: Moment, _ stream: Bool
    ) async throws
  {
    let upstream = Upstream(moment)
    let memory = InMemoryTransport { request throws(TransportError) in try await upstream.answer(request) }
    try await MemoryStage.run(upstream: memory, configure: { $0.maxConcurrentRequests = 1 }) { url, client in
      let clock = ContinuousClock()
      var times: [Duration] = []
      for (round, model) in zip(1..., Self.models) {
        let forText = stream && moment == .afterSomeText
        await askAndLeave(upstream, Self.chat(url, model, stream: stream), client, forText: forText)
        let left = clock.now
        // The only slot is free again when the next request is let in.
        var status = 503
        for _ in 0..<10_000 where status == 503 {
          let answer = await ReceivedAnswer(
            try await client.stream(Self.chat(url, "gemini-2.5-flash", stream: stream)))
          status = answer.status
          #expect(status == 503 || answer.text.contains("good"))
        }
        #expect(status == 200)
        #expect(await poll { upstream.endCount == round })
        times.append(clock.now - left)
        #expect(upstream.callCount == 2 * round, "calls for nobody")
      }
      // The quickest of them, so that a busy machine proves nothing against the proxy.
      #expect(try #require(times.min()) < Self.limit, "\(times)")
    }
  }
}
