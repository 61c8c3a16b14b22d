import Testing
import Transport

@testable import Server

struct LogLimiterTests {
  private let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)

  private func record(_ status: Int, key: String? = nil) -> AccessRecord {
    var record = AccessRecord(
      requestID: "r", status: status, bytes: 0, timing: RequestTiming(began: .now()), isCutOff: false)
    record.keyName = key
    return record
  }

  @Test func `A storm of refusals is a hundred lines and a number`() {
    let limiter = LogLimiter()
    var lines = 0
    for _ in 0..<100_000 where limiter.admit(record(401), at: start) != nil { lines += 1 }
    #expect(lines == 100)
    #expect(limiter.admit(record(200), at: start) == 99_900, "the next line of another kind tells it")
    #expect(limiter.admit(record(200), at: start) == 0)
    for _ in 0..<100 where limiter.admit(record(400), at: start + .seconds(2)) != nil { lines += 1 }
    #expect(lines == 120, "ten a second are written later")
    #expect(limiter.admit(record(200), at: start + .milliseconds(2500)) == 80)
    for _ in 0..<20 { _ = limiter.admit(record(401), at: start + .milliseconds(2600)) }
    #expect(limiter.admit(record(200), at: start + .milliseconds(2700)) == 0, "it was told just now")
    #expect(limiter.admit(record(200), at: start + .milliseconds(3600)) == 14, "six of twenty had room again")
  }

  @Test func `Whoever is known always has a line`() {
    let limiter = LogLimiter()
    for _ in 0..<10_000 { #expect(limiter.admit(record(400, key: "laptop"), at: start) == 0) }
    for _ in 0..<10_000 { #expect(limiter.admit(record(200), at: start) == 0) }
  }
}
