import GeminiProxy
import OAuth
import Simulator
import Testing
import Translation
import Transport

/// Models that Google's services name beyond the catalogue.
@Suite(.timeLimit(.minutes(2))) struct LearnedModelTests {
  private static let reset = UnixTime.now().adding(seconds: 7200)

  private func ids(_ stage: Stage, _ path: String = "/v1/models") async throws -> [String] {
    let response = try await stage.client.stream(
      TransportRequest(
        url: stage.proxy.baseURL + path, headers: [("Authorization", "Bearer \(Stage.key)")], proxy: .direct))
    let list = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 22))
    let entries = list["data"] ?? list["models"]
    return entries?.elements.compactMap { ($0["id"] ?? $0["name"])?.string } ?? []
  }

  /// Has everything asked again at once, as it would be after a while.
  private func refresh(_ stage: Stage) async {
    for account in stage.proxy.signIn.accounts { account.reconsider() }
    await stage.lookAfterAccounts()
  }

  @Test func `Models that quotas name are listed, and stay when a later look fails`() async throws {
    let buckets = [
      SimulatedBucket("gemini-9-ultra", 0.5, reset: Self.reset), SimulatedBucket("gemini-3-flash", 1),
      SimulatedBucket("gemini-3.8-flash", 1), SimulatedBucket("gemini-9-ultra_vertex", 1),
    ]
    try await Stage.run(settings: { $0.quota = ["licensed@example.com": buckets] }) { stage in
      await stage.lookAfterAccounts()
      let found = try await ids(stage)
      #expect(found.contains("gemini-9-ultra") && found.contains("gemini-3.8-flash"))
      #expect(!found.contains("gemini-3-flash") && !found.contains { $0.contains("_vertex") })
      let native = try await ids(stage, "/v1beta/models")
      #expect(native == found.map { "models/" + $0 })
      let one = try await stage.client.stream(
        TransportRequest(
          url: stage.proxy.baseURL + "/v1/models/gemini-9-ultra", headers: [("x-api-key", Stage.key)], proxy: .direct))
      #expect(one.status == 200)
      let status = try await stage.status(stage.chat("hi", stream: false, model: "gemini-9-ultra"))
      #expect(status == 200)
      stage.simulator.update { $0.isQuotaDown = true }
      await refresh(stage)
      #expect(try await ids(stage) == found)
      stage.simulator.update {
        $0.isQuotaDown = false
        $0.quota = [:]
      }
      await refresh(stage)
      #expect(try await !ids(stage).contains("gemini-9-ultra"))
    }
  }

  @Test func `Models that the Gemini API lists are listed, page by page, and only asked for there`() async throws {
    let more = (0..<20).map { "gemini-9-test\($0)" }
    try await Stage.run([.codeAssist, .studioKey], settings: { ($0.moreModels, $0.modelPage) = (more, 7) }) { stage in
      await stage.lookAfterAccounts()
      let found = try await ids(stage)
      #expect(Set(more).isSubset(of: found))
      #expect(stage.simulator.calls(to: .models) == 5)
      for _ in 0..<4 {
        let status = try await stage.status(stage.chat("hi", stream: false, model: "gemini-9-test3"))
        #expect(status == 200)
      }
      #expect(stage.simulator.calls(to: UpstreamKind.codeAssist) == 0)
      stage.simulator.update { $0.isModelListDown = true }
      await refresh(stage)
      #expect(try await ids(stage) == found)
    }
  }

  @Test func `More models than are taken are a bounded list`() async throws {
    let many = (0..<10_000).map { "gemini-9-test\($0)" }
    let buckets = many.map { SimulatedBucket($0, 0.5, reset: Self.reset) }
    try await Stage.run(
      [.codeAssist, .studioKey],
      settings: {
        $0.moreModels = many.map { $0 + "-public" }
        $0.quota = ["licensed@example.com": buckets]
      }
    ) { stage in
      await stage.lookAfterAccounts()
      let found = try await ids(stage).filter { $0.hasPrefix("gemini-9-test") }
      #expect(found.count(where: { $0.hasSuffix("-public") }) == ModelListCall.maximumModels - 10)
      #expect(found.count(where: { !$0.hasSuffix("-public") }) == QuotaView.maximumBuckets)
    }
  }
}
