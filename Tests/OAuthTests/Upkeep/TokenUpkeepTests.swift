import Testing
import Translation
import Transport

@testable import OAuth

/// Tokens that are renewed before anybody has to wait, on a clock that is moved by hand.
struct TokenUpkeepTests {
  let google = FakeGoogle()
  let clock = TestClock()
  let told = Lock<[String]>([])

  init() {
    google.on("/v1internal:loadCodeAssist", 200, SignInServiceTests.standard)
    google.on("/v1internal:retrieveUserQuota", 200, "{}")
    google.on("/oauth2/v2/userinfo", 200, "{}")
    google.on("/token", 200, #"{"access_token":"new","expires_in":3600}"#)
  }

  private func service(
    lasting seconds: Int64, refresh: String = "r", store: any AccountStore = TestStore()
  ) async -> SignInService {
    let environment = AccountEnvironment(
      google: google.client, client: .builtIn, endpoints: GoogleEndpoints(), store: store, clock: clock.clock,
      entropy: .counting()
    ) { _ throws(CancellationError) in
      do { try await Task.sleep(for: .seconds(3600)) } catch { throw CancellationError() }
    }
    let token = OAuthToken(
      accessToken: Secret("old"), refreshToken: Secret(refresh), expiry: TestClock.start.adding(seconds: seconds))
    let service = SignInService(
      accounts: [StoredAccount(name: "a", token: token)], installation: "inst",
      redirect: RedirectPlan(configured: nil, port: 8081, client: .builtIn), environment: environment)
    await service.prepareAccounts()
    return service
  }

  private func upkeep(_ service: SignInService, jitter: Double = 0) -> AccountUpkeep {
    AccountUpkeep(service, jitter: { jitter }) { event in
      switch event {
      case .failed(let duty, _, let reason): told.withLock { $0.append("failed \(duty) \(reason)") }
      case .recovered(let duty, _): told.withLock { $0.append("recovered \(duty)") }
      default: break
      }
    }
  }

  private var refreshes: Int { google.calls(to: "/token").count }

  private func token(_ service: SignInService) async throws -> String {
    try await #require(service.account(named: "a")).tokens.accessToken().exposed
  }

  @Test func aTokenIsRenewedFiveMinutesBeforeACallWouldWait() async throws {
    let service = await service(lasting: 3600)
    let upkeep = upkeep(service)
    clock.advance(.seconds(2999))
    await upkeep.perform()
    #expect(refreshes == 0)
    clock.advance(.seconds(1))
    for _ in 0..<3 { await upkeep.perform() }
    #expect(refreshes == 1)
    // Three hours of normal life: no call finds a token that has to be renewed.
    for _ in 0..<(3 * 3600 / 5) {
      clock.advance(.seconds(5))
      await upkeep.perform()
      let before = refreshes
      _ = try await token(service)
      #expect(refreshes == before)
    }
    #expect((4...5).contains(refreshes), "\(refreshes)")
  }

  @Test func accountsDoNotComeTogether() async {
    let service = await service(lasting: 600)
    google.on("/token", 200, #"{"access_token":"new","expires_in":1000}"#)
    let upkeep = upkeep(service, jitter: 1)
    await upkeep.perform()
    #expect(refreshes == 1)
    clock.advance(.seconds(270))
    await upkeep.perform()
    #expect(refreshes == 1)
    clock.advance(.seconds(10))
    await upkeep.perform()
    #expect(refreshes == 2, "two minutes earlier than others")
  }

  @Test func aFailureIsTriedAgainWithLongerPausesAndHurtsNobody() async throws {
    let service = await service(lasting: 600)
    let upkeep = upkeep(service)
    google.on("/token", 503, "")
    for (pause, calls) in [(0, 1), (14, 1), (1, 2), (29, 2), (1, 3), (59, 3), (1, 4)] {
      clock.advance(.seconds(pause))
      await upkeep.perform()
      #expect(refreshes == calls, "after \(pause) s")
      #expect(try await token(service) == "old")
    }
    #expect(told.withLock { $0.count } == 1)
    google.on("/token", 200, #"{"access_token":"new","expires_in":3600}"#)
    clock.advance(.seconds(120))
    await upkeep.perform()
    #expect(try await token(service) == "new" && refreshes == 5)
    #expect(told.withLock { $0.last } == "recovered token")
  }

  @Test func aTokenThatCannotBeRenewedServesToItsEnd() async throws {
    let service = await service(lasting: 400, refresh: "")
    await upkeep(service).perform()
    #expect(refreshes == 0)
    #expect(try await token(service) == "old")
  }

  @Test func aShortTokenIsNotRenewedAllTheTime() async {
    google.on("/token", 200, #"{"access_token":"new","expires_in":120}"#)
    let service = await service(lasting: 600)
    let upkeep = upkeep(service)
    for _ in 0..<120 {
      await upkeep.perform()
      clock.advance(.seconds(5))
    }
    // Three in ten minutes, and the one for the look at the quota.
    #expect(refreshes == 4)
  }

  @Test func aTokenThatAnotherProcessHasRenewedIsTakenOver() async throws {
    let fresh = OAuthToken(
      accessToken: Secret("theirs"), refreshToken: Secret("r"), expiry: TestClock.start.adding(seconds: 3600))
    let service = await service(lasting: 500, store: SharedStore(stored: fresh))
    await upkeep(service).perform()
    #expect(refreshes == 0)
    #expect(try await token(service) == "theirs")
  }

  @Test func callsMeanwhileShareTheRenewalAndNeedNotWaitForIt() async throws {
    let service = await service(lasting: 500)
    let (began, gate) = (WaitSlot(), WaitSlot())
    google.on("/token") { _ throws(TransportError) in
      began.signal()
      await gate.wait(cancelling: { gate.signal() })
      return (200, #"{"access_token":"new","expires_in":3600}"#)
    }
    let upkeep = upkeep(service)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await upkeep.perform() }
      await began.wait(cancelling: { began.signal() })
      let meanwhile = try? await token(service)
      #expect(meanwhile == "old")
      gate.signal()
    }
    #expect(try await token(service) == "new")
    #expect(refreshes == 1)
  }
}

/// A store that another process keeps a token in.
private struct SharedStore: AccountStore {
  let stored: OAuthToken

  func save(_ changes: @escaping @Sendable () -> [AccountChange]) async {}
  func renewing<Value: Sendable>(_: String, _ body: @Sendable (OAuthToken?) async -> Value) async -> Value {
    await body(stored)
  }
  func removeBackups() async {}
}
