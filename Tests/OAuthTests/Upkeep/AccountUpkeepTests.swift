import Testing
import Translation
import Transport

@testable import OAuth

/// What is done for accounts in the background, on a clock that is moved by hand.
struct AccountUpkeepTests {
  static let path = "/v1internal:retrieveUserQuota"

  let google = FakeGoogle()
  let clock = TestClock()
  let events = Lock<[String]>([])

  init() {
    google.on("/v1internal:loadCodeAssist", 200, SignInServiceTests.standard)
    google.on("/token", 200, #"{"access_token":"new","expires_in":36000}"#)
    google.on(Self.path, 200, #"{"buckets":[{"modelId":"gemini-2.5-pro","remainingFraction":1}]}"#)
  }

  private func service(_ accounts: [StoredAccount]) -> SignInService {
    let environment = AccountEnvironment(
      google: google.client, client: .builtIn, endpoints: GoogleEndpoints(), store: TestStore(), clock: clock.clock,
      entropy: .counting()
    ) { _ throws(CancellationError) in
      // Whoever gives up after a time does not here.
      do { try await Task.sleep(for: .seconds(3600)) } catch { throw CancellationError() }
    }
    return SignInService(
      accounts: accounts, installation: "inst", redirect: RedirectPlan(configured: nil, port: 8081, client: .builtIn),
      environment: environment)
  }

  private func account(_ name: String) -> StoredAccount {
    let token = OAuthToken(
      accessToken: Secret("at"), refreshToken: Secret(name), expiry: TestClock.start.adding(seconds: 36_000))
    return StoredAccount(name: name, token: token)
  }

  private func upkeep(_ service: SignInService) -> AccountUpkeep {
    AccountUpkeep(service, jitter: { 0 }) { event in
      let line: String
      switch event {
      case .quota(let view, let account): line = "quota \(account) \(view.buckets.count)"
      case .failed(let duty, let account, let reason): line = "failed \(duty) \(account) \(reason)"
      case .recovered(let duty, let account): line = "recovered \(duty) \(account)"
      case .models: return
      }
      events.withLock { $0.append(line) }
    }
  }

  private var asked: Int { google.calls(to: Self.path).count }

  @Test func quotasAreAskedForOnceReadyAndWhileInUse() async throws {
    let service = service([account("a"), account("b")])
    let upkeep = upkeep(service)
    await upkeep.perform()
    #expect(asked == 0, "nothing is known of the accounts")
    await service.prepareAccounts()
    for _ in 0..<3 { await upkeep.perform() }
    #expect(asked == 2 && google.calls(to: Self.path).allSatisfy { $0.body == #"{"project":"p1"}"# })
    #expect(google.calls(to: Self.path).allSatisfy { $0.token == "Bearer at" })
    #expect(events.withLock { $0.sorted() } == ["quota a 1", "quota b 1"])
    let a = try #require(service.account(named: "a"))
    #expect(a.quota?.buckets.count == 1)
    // Nobody has used them since.
    clock.advance(.seconds(900))
    await upkeep.perform()
    #expect(asked == 2)
    _ = try await a.credential()
    for _ in 0..<3 { await upkeep.perform() }
    #expect(asked == 3)
    clock.advance(.seconds(1))
    _ = try await a.credential()
    clock.advance(.seconds(298))
    await upkeep.perform()
    #expect(asked == 3, "not that often")
    clock.advance(.seconds(2))
    await upkeep.perform()
    #expect(asked == 4)
  }

  @Test func anAccountThatIsPassedOverIsLookedAtWhileOthersAreUsed() async throws {
    let reset = TestClock.start.adding(seconds: 9000).rfc3339
    google.on(Self.path, 200, #"{"buckets":[{"modelId":"gemini-2.5-pro","resetTime":"\#(reset)"}]}"#)
    let service = service([account("a"), account("b")])
    let upkeep = upkeep(service)
    await service.prepareAccounts()
    await upkeep.perform()
    google.on(Self.path, 200, #"{"buckets":[]}"#)
    clock.advance(.seconds(400))
    await upkeep.perform()
    #expect(asked == 2)
    _ = try await service.account(named: "b")?.credential()
    await upkeep.perform()
    #expect(asked == 4)
    #expect(service.account(named: "a")?.quota?.buckets.isEmpty == true)
  }

  @Test func aFailureChangesNothingAndIsToldOnce() async throws {
    let service = service([account("a")])
    let upkeep = upkeep(service)
    await service.prepareAccounts()
    await upkeep.perform()
    let a = try #require(service.account(named: "a"))
    google.on(Self.path, 500, #"{"error":{"code":500,"message":"Internal error","status":"INTERNAL"}}"#)
    for (pause, calls) in [(301, 2), (59, 2), (1, 3), (119, 3), (1, 4), (239, 4), (1, 5), (299, 5), (1, 6), (300, 7)] {
      clock.advance(.seconds(pause))
      _ = try await a.credential()
      await upkeep.perform()
      #expect(asked == calls, "after \(pause) s")
    }
    #expect(a.quota?.buckets.count == 1, "the last view is kept")
    google.on(Self.path, 403, #"{"error":{"code":403,"message":"No licence","status":"PERMISSION_DENIED"}}"#)
    clock.advance(.seconds(300))
    _ = try await a.credential()
    await upkeep.perform()
    google.on(Self.path, 200, "{}")
    for _ in 0..<2 {
      clock.advance(.seconds(301))
      _ = try await a.credential()
      await upkeep.perform()
    }
    let told = events.withLock { $0 }
    #expect(
      told == [
        "quota a 1", "failed quota a Internal error", "failed quota a No licence", "quota a 0", "recovered quota a",
        "quota a 0",
      ])
  }

  @Test(arguments: ["x", "", #"{"error":"#])
  func anAnswerThatCannotBeReadIsAFailure(_ body: String) async throws {
    google.on(Self.path, 200, body)
    let service = service([account("a")])
    await service.prepareAccounts()
    await upkeep(service).perform()
    #expect(events.withLock { $0 } == ["failed quota a Google's answer cannot be read"])
  }

  @Test func anAnswerThatIsTooLongIsAFailure() async throws {
    google.on(Self.path, 200, String(repeating: " ", count: (4 << 20) + 1))
    let service = service([account("a")])
    await service.prepareAccounts()
    await upkeep(service).perform()
    #expect(events.withLock { $0.count } == 1 && events.withLock { $0.first?.hasPrefix("failed quota a") } == true)
  }

  @Test func aSignInAsSomebodyElseIsAskedAboutAtOnce() async throws {
    let service = service([account("a")])
    let upkeep = upkeep(service)
    await service.prepareAccounts()
    await upkeep.perform()
    let a = try #require(service.account(named: "a"))
    _ = await a.setProject("p2")
    #expect(a.quota == nil, "it was another project's")
    await upkeep.perform()
    #expect(asked == 2 && a.quota != nil)
  }

  @Test func anAnswerForWhoeverWasSignedInBeforeIsNotTaken() async throws {
    let service = service([account("a")])
    let upkeep = upkeep(service)
    await service.prepareAccounts()
    let a = try #require(service.account(named: "a"))
    google.on(Self.path) { _ throws(TransportError) in
      _ = await a.setProject("p2")
      return (200, "{}")
    }
    await upkeep.perform()
    #expect(a.quota == nil && events.withLock { $0.isEmpty })
    google.on(Self.path, 200, "{}")
    await upkeep.perform()
    #expect(a.quota != nil)
  }

  @Test func oneAccountIsAskedForOneAtATimeAndEightInAll() async throws {
    let service = service((0..<40).map { account("a\($0)") })
    let upkeep = upkeep(service)
    await service.prepareAccounts()
    let counts = Lock<(now: Int, most: Int)>((0, 0))
    google.on(Self.path) { _ throws(TransportError) in
      counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      for _ in 0..<20 { await Task.yield() }
      counts.withLock { $0.now -= 1 }
      return (200, "{}")
    }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<1 { group.addTask { await upkeep.perform() } }
    }
    #expect(asked == 40 && counts.withLock { $0.most <= 8 && $0.most > 1 })
    await withTaskGroup(of: Void.self) { group in
      for account in service.accounts { _ = await account.setProject("p2") }
      for _ in 0..<5 { group.addTask { await upkeep.perform() } }
    }
    #expect(asked == 80, "once each, however many look")
  }
}
