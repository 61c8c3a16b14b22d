import OAuth
import Testing
import Translation
import Transport

@testable import Server

struct ClientUsageTests {
  private final class Hands: Sendable {
    private let elapsed = Lock(Duration.zero)
    static let start = UnixTime(rfc3339: "2026-11-30T23:00:00Z") ?? UnixTime(seconds: 0)

    var clock: OAuthClock {
      OAuthClock(
        wall: { Self.start.adding(seconds: self.elapsed.withLock { $0.components.seconds }) },
        monotonic: { MonotonicInstant(nanoseconds: 1) + self.elapsed.withLock { $0 } })
    }

    func advance(_ duration: Duration) { elapsed.withLock { $0 += duration } }
  }

  private func client(_ id: String = "0123456789abcdef0123", rpm: Int? = nil, tokens: Int? = nil) -> ClientIdentity {
    ClientIdentity(id: id, name: "laptop", limits: ClientLimits(requestsPerMinute: rpm, tokensPerDay: tokens))
  }

  private func usage(prompt: Int, output: Int, thoughts: Int) -> Usage {
    var usage = Usage()
    (usage.prompt, usage.cached, usage.candidates, usage.thoughts) = (prompt, 1, output, thoughts)
    return usage
  }

  @Test func `Tokens of all kinds count until the day of UTC is over`() throws {
    let hands = Hands()
    let ledger = ClientUsage(clock: hands.clock)
    let client = client(tokens: 100)
    #expect(ledger.admit(client).refusal == nil)
    ledger.add(usage(prompt: 50, output: 10, thoughts: 39), of: client)
    let last = ledger.admit(client)
    #expect(last.refusal == nil && last.limits.tokens?.remaining == 1)
    ledger.add(usage(prompt: 0, output: 1, thoughts: 0), of: client)
    let refusal = try #require(ledger.admit(client).refusal)
    #expect(refusal.kind == .quotaExhausted && refusal.status == 429 && refusal.retryAfter == 3600)
    #expect(refusal.limits?.tokens?.resetTime == "2026-12-01T00:00:00Z")
    hands.advance(.seconds(3599))
    #expect(ledger.admit(client).refusal != nil)
    hands.advance(.seconds(1))
    let next = ledger.admit(client)
    #expect(next.refusal == nil && next.limits.tokens?.remaining == 100)
    let days = try #require(ledger.table.keys["0123456789abcdef"]?.days)
    #expect(days.count == 2)
    let first = days[ClientUsage.day(of: Hands.start)]
    #expect(first?.requests == 2 && first?.prompt == 50 && first?.cached == 2 && first?.output == 11)
    #expect(first?.thoughts == 39 && first?.tokens == 100)
  }

  @Test func `A request refused for its tokens takes no place of the minute`() {
    let hands = Hands()
    let ledger = ClientUsage(clock: hands.clock)
    let client = client(rpm: 2, tokens: 1)
    #expect(ledger.admit(client).limits.requests?.remaining == 1)
    ledger.add(usage(prompt: 1, output: 0, thoughts: 0), of: client)
    for _ in 0..<5 { #expect(ledger.admit(client).refusal?.kind == .quotaExhausted) }
    hands.advance(.seconds(3600))
    #expect(ledger.admit(client).limits.requests?.remaining == 1)
  }

  @Test func `Keys have limits of their own, and other limits change nothing that was used`() {
    let hands = Hands()
    let ledger = ClientUsage(clock: hands.clock)
    for _ in 0..<3 { #expect(ledger.admit(client("a", rpm: 3)).refusal == nil) }
    #expect(ledger.admit(client("a", rpm: 3)).refusal?.kind == .rateLimited)
    #expect(ledger.admit(client("b", rpm: 3)).refusal == nil)
    #expect(ledger.admit(client("a", rpm: 4)).refusal == nil)
    #expect(ledger.admit(client("a", rpm: 4)).refusal?.retryAfter == 60)
    hands.advance(.seconds(60))
    #expect(ledger.admit(client("a", rpm: 4)).refusal == nil)
  }

  @Test func `The table keeps so many keys and days`() {
    var table = UsageTable()
    var one = UsageDay()
    one.requests = 1
    for day in 0..<100 { table.add(one, of: "old", named: "", on: day) }
    #expect(table.keys["old"]?.days.keys.min() == 100 - UsageTable.maximumDays)
    for number in 0..<(UsageTable.maximumKeys + 100) { table.add(one, of: "key-\(number)", named: "", on: 200) }
    #expect(table.keys["old"] == nil)
    for number in 0..<10 { table.add(one, of: "later-\(number)", named: "", on: 201) }
    #expect(table.keys.count == UsageTable.maximumKeys + 100, "those of the newest day all stay")
    #expect(table.used(by: "later-0", on: 201).requests == 1)
  }
}
