import GeminiProxy
import Testing
import Translation
import Transport

/// Strangers who try keys.
@Suite(.timeLimit(.minutes(3))) struct AttackTests {
  private func ask(_ stage: Stage, key: String, from address: String) async throws -> TransportResponse {
    let path = address.hasSuffix("9") ? "/status.json" : "/v1/models"
    return try await stage.client.stream(
      TransportRequest(
        url: stage.proxy.baseURL + path, headers: [("x-api-key", key), ("X-Forwarded-For", address)], proxy: .direct))
  }

  @Test(arguments: ["198.51.100.8", "198.51.100.9"])
  func `Whoever tries many keys is not told which is right`(address: String) async throws {
    try await Stage.run(configure: { $0.trustedProxies = ["127.0.0.0/8"] }) { stage in
      var last: TransportResponse?
      for number in 0..<40 where last?.status ?? 401 == 401 {
        last = try await ask(stage, key: "gp-guess-\(number)", from: address)
      }
      let refused = try #require(last)
      #expect(refused.status == 429)
      #expect(Int(refused.header("retry-after") ?? "").map { (1...60).contains($0) } ?? false)
      let guessed = try await ask(stage, key: Stage.key, from: address)
      #expect(guessed.status == 429, "the right one, found by trying")
      let elsewhere = try await ask(stage, key: Stage.key, from: "203.0.113.77")
      #expect(elsewhere.status == 200)
      await stage.log.expectLine { $0.contains(#""client": \#(address)"#) }
    }
  }

  /// What a caller writes about itself counts for nothing where no proxy is trusted.
  @Test func `A forged address is nobody's`() async throws {
    try await Stage.run { stage in
      for number in 0..<40 {
        let status = try await ask(stage, key: "gp-guess-\(number)", from: "198.51.100.8").status
        #expect(status == 401)
      }
      let right = try await ask(stage, key: Stage.key, from: "198.51.100.8")
      #expect(right.status == 200)
    }
  }

  @Test func `A storm of refusals does not fill the log`() async throws {
    try await Stage.run { stage in
      for number in 0..<300 { _ = try await ask(stage, key: "gp-guess-\(number)", from: "198.51.100.8") }
      let right = try await ask(stage, key: Stage.key, from: "198.51.100.8")
      #expect(right.status == 200)
      await stage.log.expectLine { $0.contains("refused requests were not logged") && $0.contains(#""count": "#) }
    }
  }
}
