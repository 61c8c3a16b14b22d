import Testing
import Translation

@testable import Simulator

/// The times that errors tell, in each of their three notations.
struct RetryTests {
  @Test(arguments: [
    ("sim-rate-limit", "0.539477544s", "539.477544ms", "after 0s."),
    ("sim-rate-limit-10s", "10s", "10s", "after 10s."), ("sim-rate-limit-400s", "400s", "6m40s", "after 6m40s."),
    ("sim-quota", "31447.123456789s", "8h44m7.123456789s", "after 8h44m7s."),
  ])
  func aDelayIsToldThreeTimes(model: String, delay: String, reset: String, words: String) async throws {
    try await Google.run { google in
      let answer = try await google.post(Google.generate, Google.envelope(Google.turn("hi"), model: model))
      #expect(answer.status == 429 && answer.header("retry-after") == nil)
      let error = answer.json?["error"]
      #expect(error?["details"]?[1]?["retryDelay"]?.string == delay)
      #expect(error?["details"]?[0]?["metadata"]?["quotaResetDelay"]?.string == reset)
      #expect(error?["message"]?.string?.hasSuffix(words) == true)
    }
  }
}
