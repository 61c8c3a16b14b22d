import GeminiProxy
import OAuth
import Simulator
import Testing
import Translation
import Transport

/// Access tokens that lapse while many requests need them.
@Suite(.timeLimit(.minutes(2))) struct TokenTests {
  private static let lapsed = UnixTime.now().adding(seconds: -60)

  private func answer(_ stage: Stage) async -> Int {
    guard let response = try? await stage.client.stream(stage.chat("hi", stream: false)) else { return 0 }
    _ = try? await response.body.collect(upTo: 1 << 20)
    return response.status
  }

  @Test func `CF-O8 fifty requests and one who hangs up are one refresh`() async throws {
    try await Stage.run(
      settings: { $0.tokenDelay = .milliseconds(300) },
      configure: {
        $0.tokenFile = Secret("")
        $0.accounts = [.simulated("licensed", expiry: Self.lapsed)]
      }
    ) { stage in
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        let first = Task { await answer(stage) }
        // It has asked, and waits for the answer.
        for _ in 0..<200_000 where stage.simulator.tokenRequests.isEmpty { await Task.yield() }
        #expect(stage.simulator.tokenRequests.count == 1)
        for _ in 0..<50 { group.addTask { await answer(stage) } }
        first.cancel()
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.count == 50 && statuses.allSatisfy { $0 == 200 }, "\(statuses)")
      #expect(stage.simulator.tokenRequests.filter { $0.grantType == "refresh_token" }.count == 1)
      await stage.expectProxyIsIdle()
    }
  }

  @Test func `A token endpoint that is down fails whoever needs it with patience, and nobody else`() async throws {
    try await Stage.run(
      settings: { $0.isTokenEndpointDown = true },
      configure: {
        $0.tokenFile = Secret("")
        $0.accounts = [
          .simulated("licensed", expiry: Self.lapsed),
          // Due for a refresh, and good all the same.
          .simulated("free", expiry: .now().adding(seconds: 200)),
        ]
        $0.maxRetries = 2
      }
    ) { stage in
      for _ in 0..<20 {
        let status = await answer(stage)
        #expect(status == 200)
      }
      #expect(stage.simulator.generations(by: "licensed@example.com") == 0)
      // One account asks at most once a second, however many requests there are.
      #expect(stage.simulator.tokenRequests.count < 30)
    }
    try await Stage.run(
      settings: { $0.isTokenEndpointDown = true },
      configure: {
        $0.tokenFile = Secret("")
        $0.accounts = [.simulated("licensed", expiry: Self.lapsed)]
        $0.retryWaitSeconds = 1
      }
    ) { stage in
      let refused = await ReceivedAnswer(try await stage.client.stream(stage.chat("hi", stream: true)))
      #expect(refused.status == 503 && refused.headers.header("retry-after") != nil)
      #expect(stage.simulator.tokenRequests.allSatisfy { $0.error == "temporarily_unavailable" })
      stage.simulator.update { $0.isTokenEndpointDown = false }
      // What was found out a moment ago is believed for seconds at most.
      var status = 0
      for _ in 0..<100 where status != 200 { status = await answer(stage) }
      #expect(status == 200)
    }
  }
}
