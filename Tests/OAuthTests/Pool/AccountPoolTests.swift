import Testing
import Translation
import Transport

@testable import OAuth

struct AccountPoolTests {
  private let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)

  private func pool(_ names: String..., strategy: AccountPool.Strategy = .roundRobin) -> AccountPool {
    AccountPool(strategy: strategy, accounts: names.map { PoolAccount(name: $0) })
  }

  private func failure(_ status: Int, _ reason: String? = nil, after: Double? = nil) -> GoogleFailure {
    GoogleFailure(httpStatus: status, code: status, status: "S", message: "m", reason: reason, retryAfter: after)
  }

  private func name(_ choice: AccountPool.Choice) -> String? {
    if case .account(let account) = choice { account.name } else { nil }
  }

  private func query(
    _ model: String = "pro", conversation: UInt64? = nil, signer: String? = nil, tried: [String] = []
  ) -> AccountPool.Query {
    var query = AccountPool.Query(model: model)
    query.conversation = conversation.map { ConversationKey(client: "k", fingerprint: $0) }
    query.isContinued = conversation != nil
    query.signer = signer
    query.tried = tried
    return query
  }

  @Test func roundRobinTakesTurns() {
    var pool = pool("a", "b", "c")
    #expect((0..<6).map { _ in name(pool.select(query(), at: start)) } == ["a", "b", "c", "a", "b", "c"])
  }

  @Test func fillFirstStaysUntilLimited() {
    var pool = pool("a", "b", strategy: .fillFirst)
    #expect((0..<3).map { _ in name(pool.select(query(), at: start)) } == ["a", "a", "a"])
    pool.note(.refused(failure(429, after: 20)), account: "a", model: "pro", at: start)
    #expect(name(pool.select(query(), at: start)) == "b")
    #expect(name(pool.select(query(), at: start + .seconds(20))) == "a")
  }

  @Test func higherPriorityComesFirst() {
    var pool = AccountPool(accounts: [
      PoolAccount(name: "low"), PoolAccount(name: "high", priority: 5), PoolAccount(name: "mid", priority: 1),
    ])
    #expect(name(pool.select(query(), at: start)) == "high")
    #expect(name(pool.select(query(tried: ["high"]), at: start)) == "mid")
    #expect(name(pool.select(query(tried: ["high", "mid"]), at: start)) == "low")
    #expect(pool.select(query(tried: ["high", "mid", "low"]), at: start) == .none(.allTried))
  }

  @Test func `CF-X10 a limit holds for the account and the model until the time Google named`() throws {
    var pool = pool("a")
    pool.note(.refused(failure(429, "QUOTA_EXHAUSTED", after: 100)), account: "a", model: "pro", at: start)
    #expect(name(pool.select(query("flash"), at: start)) == "a")
    let later = start + .milliseconds(99_999)
    guard case .none(.cooling(let obstacle)) = pool.select(query("pro"), at: later) else {
      Issue.record("not cooling")
      return
    }
    #expect(obstacle.reason == .quota && obstacle.until == start + .seconds(100))
    #expect(obstacle.failure.kind == .quotaExhausted)
    #expect(name(pool.select(query("pro"), at: start + .seconds(100))) == "a")
  }

  @Test func concurrentFailuresNeverShortenAWait() {
    var pool = pool("a")
    pool.note(.refused(failure(429, after: 60)), account: "a", model: "pro", at: start)
    pool.note(.refused(failure(429, after: 1)), account: "a", model: "pro", at: start + .seconds(1))
    #expect(name(pool.select(query(), at: start + .seconds(59))) == nil)
    #expect(name(pool.select(query(), at: start + .seconds(60))) == "a")
  }

  @Test func limitsWithoutATimeGrow() {
    var pool = pool("a")
    var now = start
    for seconds in [1, 2, 4, 8, 16, 32, 60, 60] {
      // Of failures that come together only one counts.
      for _ in 0..<3 { pool.note(.refused(failure(429)), account: "a", model: "pro", at: now) }
      #expect(name(pool.select(query(), at: now + .milliseconds(seconds * 1000 - 1))) == nil)
      now = now + .seconds(seconds)
      #expect(name(pool.select(query(), at: now)) == "a", "\(seconds)")
    }
    pool.note(.answered, account: "a", model: "pro", at: now)
    pool.note(.refused(failure(429)), account: "a", model: "pro", at: now)
    #expect(name(pool.select(query(), at: now + .seconds(1))) == "a")
  }

  @Test func `CF-X8 CF-X11 CF-O6 capacity is no fault of the account, a refusal stops it for every model`() {
    var pool = pool("a", "b")
    pool.note(.refused(failure(429, "MODEL_CAPACITY_EXHAUSTED")), account: "a", model: "pro", at: start)
    #expect(name(pool.select(query(), at: start)) == "b")
    #expect(name(pool.select(query(tried: ["b"]), at: start)) == "a", "the last choice, but one")
    for (reason, seconds) in [("SUBSCRIPTION_REQUIRED", 300), ("VALIDATION_REQUIRED", 300), ("TOS_VIOLATION", 3600)] {
      var pool = pool
      pool.note(.refused(failure(403, reason)), account: "a", model: "pro", at: start)
      pool.note(.refused(failure(403, reason)), account: "b", model: "pro", at: start)
      guard case .none(.refused(let obstacle)) = pool.select(query("flash"), at: start) else {
        Issue.record("\(reason) does not stop it")
        continue
      }
      #expect(obstacle.failure.status == 403)
      #expect(name(pool.select(query("flash"), at: start + .seconds(seconds - 1))) == nil)
      #expect(name(pool.select(query("flash"), at: start + .seconds(seconds))) != nil)
      pool.clear("b")
      #expect(name(pool.select(query("flash"), at: start)) == "b")
    }
  }

  @Test func conversationsStayWhereTheyAre() {
    var pool = pool("a", "b", "c")
    let homes = (0..<9).map { name(pool.select(query(conversation: $0), at: start)) }
    #expect(Set(homes).count == 3)
    for turn in 0..<4 {
      #expect((0..<9).map { name(pool.select(query(conversation: $0), at: start)) } == homes, "turn \(turn)")
    }
    // Its account is limited: it moves, and stays there.
    let moved = homes.firstIndex(of: "b") ?? 0
    pool.note(.refused(failure(429, after: 5)), account: "b", model: "pro", at: start)
    let next = name(pool.select(query(conversation: UInt64(moved)), at: start))
    #expect(next != nil && next != "b")
    #expect(name(pool.select(query(conversation: UInt64(moved)), at: start + .seconds(9))) == next)
  }

  @Test func aConversationThatBeginsIsNotTied() {
    var pool = pool("a", "b")
    var first = query(conversation: 7)
    first.isContinued = false
    #expect([0, 1].map { _ in name(pool.select(first, at: start)) } == ["a", "b"])
  }

  @Test func `CF-G17 a tool loop stays with the account that signed, until it must move`() {
    var pool = pool("a", "b")
    _ = pool.select(query(conversation: 1), at: start)
    #expect(
      (0..<4).map { _ in name(pool.select(query(conversation: 1, signer: "b"), at: start)) } == ["b", "b", "b", "b"])
    pool.note(.refused(failure(500)), account: "b", model: "pro", at: start)
    #expect(name(pool.select(query(signer: "b"), at: start)) == "b", "a slip of Google's is no reason to move")
    pool.note(.refused(failure(429, after: 9)), account: "b", model: "pro", at: start)
    #expect(name(pool.select(query(signer: "b"), at: start)) == "a")
    #expect(name(pool.select(query(signer: "gone"), at: start)) != nil)
  }

  @Test func aDrainingAccountKeepsTheConversationsThatItHas() throws {
    var pool = pool("a", "b")
    let homes = try (0..<4).map { try #require(name(pool.select(query(conversation: $0), at: start))) }
    #expect(Set(homes) == ["a", "b"])
    pool.update([PoolAccount(name: "a", isDraining: true), PoolAccount(name: "b")])
    #expect((0..<4).map { name(pool.select(query(conversation: $0), at: start)) } == homes)
    #expect((4..<8).map { name(pool.select(query(conversation: $0), at: start)) } == ["b", "b", "b", "b"])
    #expect(pool.standstill(of: ["a"], at: start) == .draining && pool.standstill(of: ["a", "b"], at: start) == nil)
    // Where it cannot be asked its conversations move, for good.
    pool.note(.refused(failure(429, after: 5)), account: "a", model: "pro", at: start)
    #expect((0..<4).map { name(pool.select(query(conversation: $0), at: start)) } == ["b", "b", "b", "b"])
    #expect(name(pool.select(query(conversation: 1), at: start + .seconds(9))) == "b")
    #expect(name(pool.select(query(conversation: 2), at: start + .seconds(9))) == "b")
  }

  @Test func aDrainingAccountTakesNobodyElse() {
    var pool = AccountPool(accounts: [PoolAccount(name: "a", isDraining: true), PoolAccount(name: "b")])
    #expect((0..<3).map { _ in name(pool.select(query(conversation: 1), at: start)) } == ["b", "b", "b"])
    #expect(name(pool.select(query(signer: "a"), at: start)) == "a")
    pool.update([PoolAccount(name: "a", isDraining: true)])
    #expect(pool.select(query(), at: start) == .none(.empty))
  }

  @Test func aNewListKeepsWhatIsKnownOfTheOldOnes() {
    var pool = pool("a", "b")
    pool.note(.refused(failure(429, after: 50)), account: "b", model: "pro", at: start)
    pool.note(.refused(failure(403, "SUBSCRIPTION_REQUIRED")), account: "a", model: "pro", at: start)
    pool.update(["b", "c", "a"].map { PoolAccount(name: $0) })
    let found = (0..<6).map { _ in name(pool.select(query(), at: start)) }
    #expect(Set(found) == ["a", "c"], "the limit stays, the refusal is forgotten: somebody changed something")
    pool.update(["d", "a"].map { PoolAccount(name: $0) })
    pool.update(["d", "b"].map { PoolAccount(name: $0) })
    #expect(Set((0..<4).map { _ in name(pool.select(query(), at: start)) }) == ["b", "d"], "another account b")
    #expect(pool.select(query(tried: ["b", "d"]), at: start) == .none(.allTried))
    pool.update([])
    #expect(pool.select(query(), at: start) == .none(.empty))
  }

  @Test func anAccountWithoutATokenIsTheLastChoice() {
    var pool = pool("a", "b")
    pool.note(.withoutCredential, account: "a", model: "pro", at: start)
    #expect((0..<3).map { _ in name(pool.select(query(), at: start)) } == ["b", "b", "b"])
    #expect(name(pool.select(query(tried: ["b"]), at: start)) == "a")
    #expect(name(pool.select(query(tried: ["b"]), at: start + .seconds(6))) == "a")
  }

  // MARK: - What quotas say

  private func quota(_ models: String..., wall: UnixTime, seconds: Int64) throws -> QuotaView {
    let reset = wall.adding(seconds: seconds).rfc3339
    let buckets =
      models.map { #"{"modelId":"\#($0)","resetTime":"\#(reset)"}"# } + [#"{"modelId":"x","remainingFraction":1}"#]
    return try #require(QuotaView(Array(#"{"buckets":[\#(buckets.joined(separator: ","))]}"#.utf8)))
  }

  @Test func anAccountWhoseQuotaIsUsedUpIsNotAskedWhileAnotherCanBe() throws {
    let wall = UnixTime(seconds: 1_800_000_000)
    var pool = pool("a", "b")
    pool.take(try quota("gemini-3-flash", wall: wall, seconds: 100), account: "a", at: start, wall: wall)
    let model = "gemini-3.5-flash"
    #expect((0..<3).map { _ in name(pool.select(query(model), at: start)) } == ["b", "b", "b"])
    #expect(
      Set((0..<3).map { _ in name(pool.select(query("pro"), at: start)) }) == ["a", "b"], "other models are well")
    #expect(name(pool.select(query(model, signer: "a"), at: start)) == "b")
    // One that slips is still better than one of which Google says that nothing is left.
    pool.note(.refused(failure(500)), account: "b", model: model, at: start)
    #expect(name(pool.select(query(model), at: start)) == "b")
    // Advice: where nobody else can be asked, it is Google that refuses, with its own words.
    #expect(name(pool.select(query(model, tried: ["b"]), at: start)) == "a")
    pool.note(.refused(failure(429, after: 50)), account: "b", model: model, at: start)
    #expect(name(pool.select(query(model), at: start)) == "a")
    pool.note(.refused(failure(429, "QUOTA_EXHAUSTED", after: 99)), account: "a", model: model, at: start)
    guard case .none(.cooling(let obstacle)) = pool.select(query(model), at: start) else {
      Issue.record("not cooling")
      return
    }
    #expect(obstacle.until == start + .seconds(50))
    let later = start + .seconds(100)
    #expect(Set((0..<2).map { _ in name(pool.select(query(model), at: later)) }) == ["a", "b"], "the reset is over")
  }

  @Test func aConversationMovesFromAnAccountThatIsUsedUp() throws {
    let wall = UnixTime(seconds: 1_800_000_000)
    var pool = pool("a", "b")
    let home = try #require(name(pool.select(query(conversation: 1), at: start)))
    pool.take(try quota("q1", wall: wall, seconds: 100), account: home, at: start, wall: wall)
    #expect(name(pool.select(query("q2", conversation: 1), at: start)) == home)
    let next = name(pool.select(query("q1", conversation: 1), at: start))
    #expect(next != home && next != nil)
  }

  @Test func aFreshViewReplacesTheOldOne() throws {
    let wall = UnixTime(seconds: 1_800_000_000)
    var pool = pool("a", "b", strategy: .fillFirst)
    pool.take(try quota("q1", "q2", wall: wall, seconds: 100), account: "a", at: start, wall: wall)
    #expect(name(pool.select(query("q1"), at: start)) == "b")
    pool.take(try quota("q2", wall: wall, seconds: 100), account: "a", at: start, wall: wall)
    #expect(name(pool.select(query("q1"), at: start)) == "a")
    #expect(name(pool.select(query("q2"), at: start)) == "b")
    // Somebody else has signed in.
    pool.clear("a")
    #expect(name(pool.select(query("q2"), at: start)) == "a")
    pool.take(try quota("q2", wall: wall, seconds: 100), account: "nobody", at: start, wall: wall)
    pool.take(try quota("q2", wall: wall, seconds: 100), account: "a", at: start, wall: wall)
    pool.update(["a", "b"].map { PoolAccount(name: $0) })
    #expect(name(pool.select(query("q2"), at: start)) == "a", "told again by whoever knows")
  }

  @Test func allWaitUntilTheFirstHasSomethingLeft() throws {
    let wall = UnixTime(seconds: 1_800_000_000)
    func nothing(_ seconds: Int64) throws -> QuotaView {
      let reset = wall.adding(seconds: seconds).rfc3339
      return try #require(QuotaView(Array(#"{"buckets":[{"modelId":"pro","resetTime":"\#(reset)"}]}"#.utf8)))
    }
    var pool = pool("a", "b", "c")
    #expect(pool.standstill(of: ["a", "b"], at: start) == nil)
    pool.take(try nothing(90), account: "a", at: start, wall: wall)
    #expect(pool.standstill(of: ["a", "b"], at: start) == nil && pool.standstill(of: ["a"], at: start) != nil)
    pool.take(try nothing(30), account: "b", at: start, wall: wall)
    #expect(pool.standstill(of: ["a", "b"], at: start) == .cooling(until: start + .seconds(30)))
    #expect(pool.standstill(of: ["a", "b", "c"], at: start) == nil)
    pool.note(.refused(failure(403, "SUBSCRIPTION_REQUIRED")), account: "c", model: "pro", at: start)
    #expect(pool.standstill(of: ["a", "b", "c"], at: start) == .cooling(until: start + .seconds(30)))
    guard case .refused(let obstacle)? = pool.standstill(of: ["c"], at: start) else {
      Issue.record("not refused")
      return
    }
    #expect(obstacle.failure.code == "no_license")
    #expect(pool.standstill(of: ["a", "b"], at: start + .seconds(30)) == nil)
  }

  @Test func quotasOfMoreModelsThanAreKeptAreBounded() throws {
    var quotas = PoolQuotas()
    for account in 0..<20 {
      quotas.set(
        Dictionary(uniqueKeysWithValues: (0..<100).map { ("m\(account)-\($0)", start + .seconds(9)) }), account,
        at: start)
    }
    let known = (0..<2000).count { !quotas.resets(of: "m\($0 / 100)-\($0 % 100)").isEmpty }
    #expect(known == PoolQuotas.maximumModels)
    // What is over makes room.
    quotas.set(["new": start + .seconds(99)], 0, at: start + .seconds(10))
    #expect(!quotas.resets(of: "new").isEmpty)
  }

  // MARK: - The breaker

  @Test func aModelThatFailsForEverybodyIsLeftAloneAndProbed() {
    var pool = pool("a", "b")
    for round in 0..<3 {
      for account in ["a", "b"] {
        pool.note(.refused(failure(503)), account: account, model: "pro", at: start + .milliseconds(round))
      }
    }
    let now = start + .milliseconds(3)
    guard case .none(.overloaded(let until)) = pool.select(query(), at: now) else {
      Issue.record("still asked")
      return
    }
    #expect(name(pool.select(query("flash"), at: now)) != nil, "the other model is well")
    // One finds out, the others wait.
    #expect(name(pool.select(query(), at: until)) != nil)
    #expect(name(pool.select(query(), at: until)) == nil)
    pool.note(.refused(failure(503)), account: "a", model: "pro", at: until + .milliseconds(1))
    guard case .none(.overloaded(let next)) = pool.select(query(), at: until + .milliseconds(2)) else {
      Issue.record("asked again")
      return
    }
    #expect(next == until + .milliseconds(2001), "twice as long each time")
    #expect(name(pool.select(query(), at: next)) != nil)
    pool.note(.answered, account: "a", model: "pro", at: next)
    for _ in 0..<3 { #expect(name(pool.select(query(), at: next)) != nil) }
  }

  @Test func anAccountWithoutCapacityDoesNotStopTheModelForTheOthers() {
    var pool = pool("a", "b", "c")
    pool.note(.refused(failure(429, "QUOTA_EXHAUSTED", after: 9000)), account: "a", model: "pro", at: start)
    for _ in 0..<50 {
      pool.note(.refused(failure(429, "MODEL_CAPACITY_EXHAUSTED")), account: "b", model: "pro", at: start)
      #expect(name(pool.select(query(), at: start)) == "c")
    }
  }

  @Test func aProbeThatGoesAwayDoesNotCloseTheDoor() {
    var pool = pool("a")
    for _ in 0..<5 { pool.note(.refused(failure(503)), account: "a", model: "pro", at: start) }
    let later = start + .seconds(2)
    #expect(name(pool.select(query(), at: later)) == "a")
    #expect(name(pool.select(query(), at: later + .seconds(4))) == nil)
    #expect(name(pool.select(query(), at: later + .seconds(5))) == "a")
  }

  // MARK: - Bounds

  @Test func whatCallersNameIsBounded() {
    var memory = BoundedMemory<Int, Int>(limit: 10)
    for key in 0..<1000 {
      memory.set(key, key)
      memory.set(0, 0)
      #expect(memory.count <= 20)
    }
    #expect(memory.peek(0) == 0 && memory.peek(999) == 999 && memory.peek(5) == nil)
  }

  @Test func manyModelsDoNotMakeTheLastOnesForgotten() {
    var pool = pool("a")
    for number in 0..<2000 {
      pool.note(.refused(failure(429, after: 99)), account: "a", model: "m\(number)", at: start)
    }
    #expect(name(pool.select(query("m1999"), at: start)) == nil)
    #expect(name(pool.select(query("m0"), at: start)) == "a", "forgotten, and asked again at most once")
  }

  @Test func everySelectionAmongAThousandLooksAtEachOnce() {
    var pool = AccountPool(accounts: (0..<1000).map { PoolAccount(name: "a\($0)", priority: $0 % 3) })
    for number in 0..<999 {
      pool.note(.refused(failure(429, after: 99)), account: "a\(number)", model: "pro", at: start)
    }
    #expect(name(pool.select(query(), at: start)) == "a999")
    #expect(pool.select(query(tried: ["a999"]), at: start) == .none(.allTried))
  }
}
