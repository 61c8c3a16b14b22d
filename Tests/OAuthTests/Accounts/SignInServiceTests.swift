import Testing
import Translation
import Transport

@testable import OAuth

struct SignInServiceTests {
  let google = FakeGoogle()
  let clock = TestClock()
  let store = TestStore()

  static let standard = #"{"currentTier":{"id":"standard-tier"},"cloudaicompanionProject":"p1"}"#

  init() {
    google.on("/token") { call throws(TransportError) in
      let person = call.form["code"] ?? call.form["refresh_token"] ?? ""
      return (200, #"{"access_token":"at-\#(person)","expires_in":3600,"refresh_token":"\#(person)"}"#)
    }
    google.on("/oauth2/v2/userinfo") { call throws(TransportError) in
      (200, #"{"email":"\#(call.token.split(separator: "-").last ?? "")@Example.com"}"#)
    }
    google.on("/v1internal:loadCodeAssist", 200, Self.standard)
    google.on("/revoke", 200, "{}")
  }

  func service(_ accounts: [StoredAccount] = [StoredAccount(name: "default")]) -> SignInService {
    let environment = AccountEnvironment(
      google: google.client, client: .builtIn, endpoints: GoogleEndpoints(), store: store, clock: clock.clock,
      entropy: .counting(), sleep: { _ in })
    return SignInService(
      accounts: accounts, installation: "inst", redirect: RedirectPlan(configured: nil, port: 8081, client: .builtIn),
      environment: environment)
  }

  static func stored(_ name: String, _ person: String) -> StoredAccount {
    let token = OAuthToken(
      accessToken: Secret("at-\(person)"), refreshToken: Secret(person), expiry: TestClock.start.adding(seconds: 3600))
    return StoredAccount(name: name, token: token)
  }

  func signIn(
    _ service: SignInService, as person: String, account: String = "default", creating: Bool = false
  ) async throws -> SignInResult {
    let start = try service.beginSignIn(account: account, origin: .terminal, creatingAccount: creating)
    return try await service.completeSignIn(code: Secret(person), state: start.state)
  }

  @Test func signsInFromNothing() async throws {
    let service = service()
    let account = try #require(service.account(named: "default"))
    await #expect(throws: AccountError.notReady(.signedOut(nil))) { try await account.credential() }
    let printed = try #require(service.startUpLinks().first)
    #expect(printed.start.url.contains("redirect_uri=http%3A%2F%2Flocalhost%3A8081%2Fauth%2Fcallback%2Finst"))
    #expect(service.startUpLinks().isEmpty, "one link is enough while it lives")
    let result = try await service.completeSignIn(code: Secret("ann"), state: printed.start.state)
    let tier = Tier(id: "standard-tier")
    #expect(result.email == "ann@example.com" && result.account == "default")
    #expect(result.status == .ready(project: "p1", tier: tier))
    let credential = try await account.credential()
    #expect(credential.proof == .accessToken(Secret("at-ann")) && credential.service == .codeAssist(project: "p1"))
    #expect(service.signInState(of: account) == .ready(project: "p1", tier: tier))
    #expect(service.startUpLinks().isEmpty)
    guard case .token(let token?, "default")? = store.changes.first else {
      Issue.record("\(store.changes)")
      return
    }
    #expect(token.refreshToken.exposed == "ann")
    #expect(store.changes.last == .project("p1", account: "default"))
    let exchange = try #require(google.calls(to: "/token").first)
    #expect(exchange.form["code_verifier"]?.utf8.count == 86)
    #expect(PKCE(verifier: exchange.form["code_verifier"] ?? "").challenge.utf8.count == 43)
    #expect(printed.start.url.contains(PKCE(verifier: exchange.form["code_verifier"] ?? "").challenge))
  }

  @Test func aLapsedLinkIsPrintedAnew() throws {
    let service = service()
    let first = try #require(service.startUpLinks().first)
    clock.advance(.seconds(3600))
    let second = try #require(service.startUpLinks().first)
    #expect(first.start.state != second.start.state)
  }

  @Test func refusesReplaysAndStrangers() async throws {
    let service = service()
    let start = try service.beginSignIn(origin: .page(needsCookie: true))
    await #expect(throws: SignInFailure.state(.otherBrowser)) {
      try await service.completeSignIn(code: Secret("ann"), state: start.state)
    }
    await #expect(throws: SignInFailure.state(.alreadyUsed)) {
      try await service.completeSignIn(code: Secret("ann"), state: start.state, cookie: start.cookie)
    }
    await #expect(throws: SignInFailure.state(.unknown)) {
      try await service.completeSignIn(code: Secret("ann"), state: "guess")
    }
    let denied = try service.beginSignIn(origin: .page(needsCookie: false))
    await #expect(throws: SignInFailure.denied("access_denied")) {
      try await service.completeSignIn(code: Secret(""), state: denied.state, error: "access_denied")
    }
    #expect(google.calls.isEmpty)
    #expect(throws: SignInFailure.unknownAccount("x")) { try service.beginSignIn(account: "x", origin: .terminal) }
  }

  @Test func aWorkingAccountKeepsItsPerson() async throws {
    let service = service([Self.stored("default", "ann")])
    await service.prepareAccounts()
    await #expect(
      throws: SignInFailure.otherPerson(account: "default", current: "ann@example.com", offered: "bob@example.com")
    ) { try await signIn(service, as: "bob") }
    #expect(service.account(named: "default")?.tokens.current?.refreshToken.exposed == "ann")
    let again = try await signIn(service, as: "ann")
    #expect(again.account == "default")
    let added = try await signIn(service, as: "bob", account: "second", creating: true)
    #expect(added.account == "second" && service.accounts.map(\.name) == ["default", "second"])
    // The address decides: a sign-in for one account that belongs to another refreshes that one.
    let moved = try await signIn(service, as: "bob")
    #expect(moved.account == "second")
  }

  @Test func anAccountThatDoesNotWorkIsReplaced() async throws {
    google.on("/v1internal:loadCodeAssist") { call throws(TransportError) in
      (200, call.token.hasSuffix("ann") ? DiscoveryTests.consumer : Self.standard)
    }
    let service = service([Self.stored("default", "ann")])
    await service.prepareAccounts()
    let account = try #require(service.account(named: "default"))
    #expect(
      service.signInState(of: account)
        == .failed(reason: DiscoveryTests.unsupported, link: nil, isTemporary: false))
    let result = try await signIn(service, as: "bob")
    #expect(result.account == "default" && result.email == "bob@example.com" && result.status.code == "ready")
  }

  @Test func anUnidentifiedPersonReplacesNothingThatWorks() async throws {
    google.on("/oauth2/v2/userinfo", 503, "")
    let service = service([Self.stored("default", "ann")])
    await service.prepareAccounts()
    await #expect(throws: SignInFailure.unidentified(account: "default")) { try await signIn(service, as: "bob") }
  }

  @Test func needsARefreshToken() async throws {
    google.on("/token", 200, #"{"access_token":"at-ann","expires_in":3600}"#)
    await #expect(throws: SignInFailure.noRefreshToken) { try await signIn(service(), as: "ann") }
    let known = service([Self.stored("default", "ann")])
    await known.prepareAccounts()
    _ = try await signIn(known, as: "ann")
    #expect(known.account(named: "default")?.tokens.current?.refreshToken.exposed == "ann")
  }

  @Test func asksForAProjectAndGoesOnWithIt() async throws {
    google.on("/v1internal:loadCodeAssist", 200, #"{"currentTier":{"id":"standard-tier"}}"#)
    let service = service()
    let result = try await signIn(service, as: "ann")
    #expect(result.status == .projectRequired(Discovery.projectAdvice))
    let account = try #require(service.account(named: "default"))
    await #expect(throws: AccountError.notReady(.projectRequired(Discovery.projectAdvice))) {
      try await account.credential()
    }
    #expect(google.calls(to: "/v1internal:loadCodeAssist").count == 1, "a refusal is not repeated at once")
    #expect(await account.setProject("mine") == .ready(project: "mine", tier: Tier(id: "standard-tier")))
    #expect(store.changes.last == .project("mine", account: "default"))
    #expect(try await account.credential().service == .codeAssist(project: "mine"))
  }

  @Test func aTokenGoogleRefusesIsRefreshedOnce() async throws {
    google.on("/v1internal:loadCodeAssist") { call throws(TransportError) in
      call.token.hasSuffix("old") ? (401, "{}") : (200, Self.standard)
    }
    let token = OAuthToken(
      accessToken: Secret("old"), refreshToken: Secret("ann"), expiry: TestClock.start.adding(seconds: 3600))
    let service = service([StoredAccount(name: "default", token: token)])
    let account = try #require(service.account(named: "default"))
    #expect(try await account.credential().proof == .accessToken(Secret("at-ann")))
  }

  @Test func recoversWhenGoogleDoes() async throws {
    google.on("/v1internal:loadCodeAssist", 503, "")
    let service = service([Self.stored("default", "ann")])
    let account = try #require(service.account(named: "default"))
    for _ in 0..<3 { await #expect(throws: AccountError.self) { try await account.credential() } }
    #expect(google.calls(to: "/v1internal:loadCodeAssist").count == 1)
    google.on("/v1internal:loadCodeAssist", 200, Self.standard)
    clock.advance(.seconds(5))
    #expect(try await account.credential().service == .codeAssist(project: "p1"))
  }

  @Test func signsOutAndBackIn() async throws {
    let service = service([Self.stored("default", "ann")])
    await service.prepareAccounts()
    let account = try #require(service.account(named: "default"))
    #expect(await service.signOut(account) == nil)
    #expect(google.calls(to: "/revoke").first?.url.hasSuffix("token=ann") == true)
    #expect(store.changes.last == .token(nil, account: "default") && store.backupRemovals == 1)
    guard case .signedOut(let link, nil) = service.signInState(of: account) else {
      Issue.record("still signed in")
      return
    }
    #expect(link.hasPrefix("http://localhost:8081/auth/login?ticket="))
    #expect(service.redeemTicket(link.split(separator: "=").last.map(String.init) ?? "") == "default")
    // After a logout another person is as good as the first.
    #expect(try await signIn(service, as: "bob").email == "bob@example.com")
  }

  @Test func aReadConfigurationChangesOnlyWhatChangedInIt() async throws {
    let stored = Self.stored("default", "ann")
    let service = service([stored])
    await service.prepareAccounts()
    let account = try #require(service.account(named: "default"))
    _ = await service.signOut(account)
    _ = try await signIn(service, as: "bob")
    service.update([StoredAccount(name: "default", token: account.tokens.current, project: "p1")])
    #expect(account.tokens.current?.refreshToken.exposed == "bob" && account.status.code == "ready")
    service.update([StoredAccount(name: "default", token: Self.stored("default", "eve").token), Self.stored("b", "c")])
    #expect(account.tokens.current?.refreshToken.exposed == "eve" && account.status == .unknown)
    #expect(service.accounts.map(\.name) == ["default", "b"])
    service.update([StoredAccount(name: "default")])
    #expect(account.status == .signedOut(nil) && service.accounts.count == 1)
  }

  @Test func manyRequestsCauseOneDiscovery() async throws {
    let service = service([Self.stored("default", "ann")])
    let account = try #require(service.account(named: "default"))
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<100 { group.addTask { (try? await account.credential()) != nil } }
      for await isServed in group { #expect(isServed) }
    }
    #expect(google.calls(to: "/v1internal:loadCodeAssist").count == 1)
  }
}
