import GeminiProxy
import OAuth
import Simulator
import Testing
import Translation
import Transport

/// What Google says is left of the accounts' quotas, and what becomes of it.
@Suite(.timeLimit(.minutes(2))) struct QuotaTests {
  private static let pro = "gemini-2.5-pro"
  private static let reset = UnixTime.now().adding(seconds: 7200)

  /// Runs a proxy with these accounts, all of them ready and looked after once.
  private func run(
    _ scenarios: [String], settings: (inout SimulatorSettings) -> Void = { _ in }, _ body: (Stage) async throws -> Void
  ) async throws {
    try await Stage.run(
      settings: settings,
      configure: {
        $0.tokenFile = Secret("")
        $0.accounts = scenarios.map { .simulated($0) }
      }
    ) { stage in
      await stage.lookAfterAccounts()
      try await body(stage)
    }
  }

  private func ready(_ stage: Stage) async throws -> ReceivedAnswer {
    await ReceivedAnswer(
      try await stage.client.stream(TransportRequest(url: stage.proxy.baseURL + "/ready", proxy: .direct)))
  }

  @Test func `An account with nothing left of a model is not asked for it until Google says otherwise`() async throws {
    let used = [SimulatedBucket(Self.pro, 0, reset: Self.reset), SimulatedBucket("gemini-2.5-flash", 1)]
    try await run(["free", "licensed"], settings: { $0.quota = ["free@example.com": used] }) { stage in
      for _ in 0..<6 {
        let status = try await stage.status(stage.chat("hi", stream: false, model: Self.pro))
        #expect(status == 200)
      }
      #expect(stage.simulator.generations(by: "free@example.com") == 0)
      for _ in 0..<6 { _ = try await stage.status(stage.chat("hi", stream: false)) }
      #expect(stage.simulator.generations(by: "free@example.com") == 3, "its other models are well")
      let answer = try await ready(stage)
      #expect(answer.status == 200)
      // Asked again at once, as it would be after a while.
      stage.simulator.update { $0.quota = [:] }
      stage.proxy.signIn.account(named: "free")?.reconsider()
      await stage.lookAfterAccounts()
      for _ in 0..<6 { _ = try await stage.status(stage.chat("hi", stream: false, model: Self.pro)) }
      #expect(stage.simulator.generations(by: "free@example.com") == 6)
    }
  }

  @Test func `Where every account has used the model up Google itself refuses, once`() async throws {
    try await run(["exhausted"]) { stage in
      for _ in 0..<3 {
        let status = try await stage.status(stage.chat("hi", stream: false))
        #expect(status == 429)
      }
      #expect(stage.simulator.generations(by: "exhausted@example.com") == 1)
    }
  }

  @Test func `Ready says until when all accounts wait`() async throws {
    let buckets = [SimulatedBucket(Self.pro, 0, reset: Self.reset)]
    let settings: (inout SimulatorSettings) -> Void = { $0.quota = ["licensed@example.com": buckets] }
    try await run(["exhausted", "licensed"], settings: settings) { stage in
      let answer = try await ready(stage)
      #expect(answer.status == 503)
      let body = try JSONDocument.parse(answer.bytes)
      let until = try #require(body["cooling_until"]?.string.flatMap { UnixTime(rfc3339: $0) })
      #expect(abs(until.milliseconds - Self.reset.milliseconds) < 5000)
      #expect(body["reason"]?.string == "cooling_until \(until.rfc3339)")
      let seconds = try #require(answer.headers.header("retry-after").flatMap { Int($0) })
      #expect((7000...7201).contains(seconds))
    }
  }

  @Test func `Metrics tell what is left`() async throws {
    let buckets = [
      SimulatedBucket(Self.pro, 0.25, reset: Self.reset), SimulatedBucket("house-model-1", 0.5),
      SimulatedBucket("house-model-2", 0.75),
    ]
    try await run(["licensed"], settings: { $0.quota = ["licensed@example.com": buckets] }) { stage in
      let response = try await stage.client.stream(
        TransportRequest(url: stage.proxy.baseURL + "/metrics", headers: [("x-api-key", Stage.key)], proxy: .direct))
      let found = try PrometheusText(String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self))
      let pro = ["account": "licensed", "model": Self.pro]
      #expect(found.value("gemini_proxy_account_ready", ["account": "licensed"]) == 1)
      #expect(found.value("gemini_proxy_quota_remaining_ratio", pro) == 0.25)
      #expect(found.value("gemini_proxy_quota_reset_timestamp_seconds", pro) == Double(Self.reset.milliseconds / 1000))
      #expect(
        found.value("gemini_proxy_quota_remaining_ratio", ["model": "other"]) == 0.5, "names of Google's own are one")
    }
  }

  @Test func `A quota call that fails delays nobody and is logged once`() async throws {
    try await run(["licensed"], settings: { $0.isQuotaDown = true }) { stage in
      for _ in 0..<3 {
        stage.proxy.signIn.account(named: "licensed")?.reconsider()
        let status = try await stage.status(stage.chat("hi", stream: false))
        #expect(status == 200)
        await stage.lookAfterAccounts()
      }
      #expect(stage.simulator.calls(to: .retrieveUserQuota) == 4)
      #expect(stage.log.text.split(separator: "\n").filter { $0.contains("does not tell what is left") }.count == 1)
    }
  }

  @Test func `More buckets than are taken are a bounded view`() async throws {
    let many = (0..<10_000).map { SimulatedBucket("gemini-9-test\($0)", 0.5, reset: Self.reset) }
    try await run(["licensed"], settings: { $0.quota = ["licensed@example.com": many] }) { stage in
      let view = try #require(stage.proxy.signIn.account(named: "licensed")?.quota)
      #expect(view.buckets.count == QuotaView.maximumBuckets)
      let status = try await stage.status(stage.chat("hi", stream: false))
      #expect(status == 200)
    }
  }
}

extension Stage {
  /// Waits until Google has been asked about every account, and does what the proxy would do for them in a while.
  func lookAfterAccounts() async {
    for account in proxy.signIn.accounts { await account.prepare() }
    await proxy.upkeep.perform()
    // What the proxy itself has begun ends meanwhile; a round trip leaves the processor to it.
    let health = TransportRequest(url: proxy.baseURL + "/health", proxy: .direct)
    for _ in 0..<5000 where !proxy.upkeep.isIdle { _ = try? await client.stream(health).body.collect(upTo: 4096) }
    #expect(proxy.upkeep.isIdle)
  }
}
