import OAuth
import TestFolders
import Testing
import Translation
import Transport

@testable import GeminiProxy

/// What the first day looks like: a first start, a sign-in, a restart that needs nothing.
struct SignInPersistenceTests {
  let folder = TemporaryFolder()

  static let google = InMemoryTransport { request throws(TransportError) in
    let answers = [
      "/token": #"{"access_token":"at","expires_in":3600,"refresh_token":"1//r"}"#,
      "/oauth2/v2/userinfo": #"{"email":"ann@example.com"}"#,
      "/v1internal:loadCodeAssist": #"{"currentTier":{"id":"standard-tier"},"cloudaicompanionProject":"theirs"}"#,
      "/revoke": "{}",
    ]
    let answer = answers[URLParts(request.url)?.path ?? ""]
    return TransportResponse(status: answer == nil ? 404 : 200, body: .of([Array((answer ?? "").utf8)]))
  }

  func open() async throws -> (FileConfigurationStore, SignInService) {
    let store = try await FileConfigurationStore.open(
      path: folder.file("config.json"),
      loader: ConfigurationLoader(environment: [:], limits: ConfigurationLoaderTests.limits))
    let configuration = store.current.configuration
    let environment = AccountEnvironment(
      google: GoogleClient(transport: Self.google, userAgent: "test"), client: configuration.oauthClient,
      endpoints: configuration.googleEndpoints, store: store, sleep: { _ in })
    let plan = RedirectPlan(
      configured: configuration.redirectURL, port: configuration.port, client: configuration.oauthClient)
    let service = SignInService(
      accounts: configuration.storedAccounts, installation: configuration.clientID, redirect: plan,
      environment: environment)
    return (store, service)
  }

  @Test func aRestartNeedsNothing() async throws {
    let (store, service) = try await open()
    let link = try #require(service.startUpLinks().first)
    #expect(link.start.url.contains(store.current.configuration.clientID))
    _ = try await service.completeSignIn(code: Secret("4/0A"), state: link.start.state)
    #expect(store.lastPlace == .file(folder.file("config.json")))
    #expect(store.current.configuration.projectID == "theirs")

    let (_, again) = try await open()
    #expect(again.startUpLinks().isEmpty)
    let account = try #require(again.account(named: "default"))
    let credential = try await account.credential()
    #expect(credential.proof == .accessToken(Secret("at")) && credential.service == .codeAssist(project: "theirs"))
    await again.prepareAccounts()
    #expect(account.email == "ann@example.com")

    #expect(await again.signOut(account) == nil)
    let (_, after) = try await open()
    #expect(after.startUpLinks().map(\.account) == ["default"])
    #expect(folder.names == ["config.json"])
    let text = try #require(folder.read("config.json"))
    #expect(!text.contains(InstalledAppClient.builtIn.secret.exposed))
  }

  @Test func anotherAccountIsAddedToTheFile() async throws {
    let (store, service) = try await open()
    let start = try service.beginSignIn(account: "work", origin: .terminal, creatingAccount: true)
    let result = try await service.completeSignIn(code: Secret("4/0A"), state: start.state)
    #expect(result.account == "work")
    let accounts = store.current.configuration.accounts
    #expect(accounts.map(\.name) == ["work"] && accounts.first?.projectID == "theirs")
    #expect(store.current.configuration.storedAccounts.map(\.name) == ["work"])
  }
}
