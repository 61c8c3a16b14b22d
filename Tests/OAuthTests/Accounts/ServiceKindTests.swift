import CryptoExtras
import Testing
import Translation
import Transport

@testable import OAuth

/// Accounts that nobody signs in to, and those of Vertex AI.
struct ServiceKindTests {
  let google = FakeGoogle()
  let clock = TestClock()
  let store = TestStore()
  let files = Lock<[String: [UInt8]]>([:])

  private func account(_ stored: StoredAccount) throws -> Account {
    let files = files
    let environment = AccountEnvironment(
      google: google.client, client: .builtIn, endpoints: GoogleEndpoints(), store: store, clock: clock.clock,
      readFile: { path in
        files.withLock { $0[path] }.map { .success($0) } ?? .failure(CredentialFileProblem("open \(path): gone"))
      }, sleep: { _ in })
    let service = SignInService(
      accounts: [stored], installation: "i", redirect: RedirectPlan(configured: nil, port: 1, client: .builtIn),
      environment: environment)
    return try #require(service.accounts.first)
  }

  private func file(_ name: String = "a", project: String = "") -> StoredAccount {
    var stored = StoredAccount(name: name, kind: .vertexAI, project: project)
    stored.credentialFile = "/adc.json"
    stored.location = "eu"
    return stored
  }

  @Test func `A key is ready at once and asks Google nothing`() async throws {
    var stored = StoredAccount(name: "studio", kind: .aiStudio)
    stored.apiKey = Secret("key")
    let account = try account(stored)
    #expect(await account.prepare() == .ready(project: "", tier: Tier(id: "")))
    let credential = try await account.credential()
    #expect(credential.service == .aiStudio && credential.proof == .apiKey(Secret("key")))
    #expect(credential.proof.headers.map { "\($0.name): \($0.value)" } == ["x-goog-api-key: key"])
    stored.kind = .vertexAI
    stored.project = "unused"
    #expect(try await self.account(stored).credential().service == .vertexExpress)
    #expect(google.calls.isEmpty && store.changes.isEmpty)
  }

  @Test func `A missing key is said, not signed in for`() async throws {
    let account = try account(StoredAccount(name: "studio", kind: .aiStudio))
    guard case .credentialMissing(let advice) = await account.prepare() else {
      Issue.record("\(account.status)")
      return
    }
    #expect(advice.contains("upstream_api_key"))
    #expect(account.status.code == "credential_missing" && !account.serves && !account.signsIn)
  }

  @Test func `A service account's claim becomes a token, again when that lapses`() async throws {
    let pem = try ApplicationCredentialsTests.key.get().pkcs8PEMRepresentation
    files.withLock {
      $0["/adc.json"] = ApplicationCredentialsTests.serviceAccount(
        pem: pem, more: #""token_uri":"https://evil.test/","#)
    }
    google.on("/token") { call throws(TransportError) in
      (200, #"{"access_token":"at-\#(call.form["assertion"]?.split(separator: ".").count ?? 0)","expires_in":3600}"#)
    }
    let account = try account(file())
    let credential = try await account.credential()
    #expect(credential.service == .vertex(project: "sa-project", location: "eu"))
    #expect(credential.proof == .accessToken(Secret("at-3")))
    _ = try await account.credential()
    #expect(google.calls.map(\.url) == ["https://oauth2.googleapis.com/token"], "and not where the file says")
    let form = try #require(google.calls.first?.form)
    #expect(form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer" && form["client_id"] == nil)
    clock.advance(.seconds(3400))
    _ = try await account.credential()
    #expect(google.calls.count == 2)
    #expect(store.changes.isEmpty, "nothing of it is stored")
  }

  @Test func `A person's file is refreshed with its own client and charged to its own project`() async throws {
    files.withLock { $0["/adc.json"] = Array(ApplicationCredentialsTests.user.utf8) }
    google.on("/token", 200, #"{"access_token":"at","expires_in":3600}"#)
    let credential = try await account(file()).credential()
    #expect(credential.service == .vertex(project: "billed", location: "eu"))
    #expect(
      credential.proof.headers.map { "\($0.name): \($0.value)" } == [
        "Authorization: Bearer at", "x-goog-user-project: billed",
      ])
    let form = try #require(google.calls.first?.form)
    #expect(form["refresh_token"] == "1//r" && form["client_secret"] == "cs" && form["grant_type"] == "refresh_token")
    #expect(try await account(file(project: "mine")).credential().service == .vertex(project: "mine", location: "eu"))
  }

  @Test func `A refused or missing file is told, and works as soon as it is put right`() async throws {
    let account = try account(file())
    guard case .credentialMissing(let reason) = await account.prepare() else {
      Issue.record("\(account.status)")
      return
    }
    #expect(reason.contains("/adc.json") && reason.contains("gone"))
    files.withLock { $0["/adc.json"] = Array(ApplicationCredentialsTests.user.utf8) }
    google.on("/token", 400, #"{"error":"invalid_grant","error_description":"Bad Request"}"#)
    clock.advance(.seconds(60))
    guard case .credentialMissing(let second) = await account.prepare() else {
      Issue.record("\(account.status)")
      return
    }
    #expect(second.contains("Bad Request"))
    await #expect(throws: AccountError.self) { try await account.credential() }
    #expect(google.calls.count == 1, "a refusal is not repeated at once")
    google.on("/token", 200, #"{"access_token":"at","expires_in":3600}"#)
    clock.advance(.seconds(60))
    #expect(await account.prepare() == .ready(project: "billed", tier: Tier(id: "")))
  }

  @Test func `A file that is gone when its token lapses is told`() async throws {
    files.withLock { $0["/adc.json"] = Array(ApplicationCredentialsTests.user.utf8) }
    google.on("/token", 200, #"{"access_token":"at","expires_in":3600}"#)
    let account = try account(file())
    _ = try await account.credential()
    files.withLock { $0 = [:] }
    clock.advance(.seconds(3601))
    await #expect(throws: AccountError.self) { try await account.credential() }
    guard case .credentialMissing = await account.prepare() else {
      Issue.record("\(account.status)")
      return
    }
  }

  @Test func `Google out of reach is no missing credential`() async throws {
    files.withLock { $0["/adc.json"] = Array(ApplicationCredentialsTests.user.utf8) }
    google.on("/token", 503, "")
    guard case .unavailable = await (try account(file())).prepare() else {
      Issue.record("503 of the token endpoint")
      return
    }
  }

  @Test func `Somebody signs in to Vertex AI, which needs a project and no discovery`() async throws {
    let token = OAuthToken(
      accessToken: Secret("at"), refreshToken: Secret("r"), expiry: TestClock.start.adding(seconds: 3600))
    let account = try account(StoredAccount(name: "v", kind: .vertexAI, token: token))
    guard case .projectRequired = await account.prepare() else {
      Issue.record("\(account.status)")
      return
    }
    #expect(await account.setProject("mine") == .ready(project: "mine", tier: Tier(id: "")))
    #expect(try await account.credential().service == .vertex(project: "mine", location: "us-central1"))
    #expect(google.calls.isEmpty)
  }

  @Test func `A changed key or file is another account, a changed project is not`() {
    var stored = StoredAccount(name: "studio", kind: .aiStudio)
    stored.apiKey = Secret("key")
    var other = stored
    other.apiKey = Secret("new")
    #expect(!stored.sharesService(with: other))
    other = stored
    other.project = "p"
    #expect(stored.sharesService(with: other))
    other.proxyURL = "http://proxy"
    #expect(!stored.sharesService(with: other))
  }

  @Test func `Nobody signs in to an account with a key`() throws {
    var stored = StoredAccount(name: "default", kind: .aiStudio)
    stored.apiKey = Secret("key")
    let environment = AccountEnvironment(
      google: google.client, client: .builtIn, endpoints: GoogleEndpoints(), store: store, sleep: { _ in })
    let service = SignInService(
      accounts: [stored], installation: "i", redirect: RedirectPlan(configured: nil, port: 1, client: .builtIn),
      environment: environment)
    #expect(service.startUpLinks().isEmpty)
    #expect(throws: SignInFailure.notForPeople(account: "default")) { try service.beginSignIn(origin: .terminal) }
  }
}
