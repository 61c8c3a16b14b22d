import GeminiProxy
import Simulator
import Testing

/// Signing in through the embedding API: what an embedder writes, a person with a browser, and the simulated Google.
@Suite(.timeLimit(.minutes(3))) struct AuthorizeTests {
  /// A signed-out configuration, the simulator it leads to, and a client that stands for browsers and chat programs.
  private struct World {
    let simulator: SimulatorService
    let client: CurlTransport
    var configuration: ProxyConfiguration

    /// Opens Google's page and follows it back, as a browser would.
    @discardableResult func visit(_ url: String) async throws -> Browser.Page {
      try await Browser(client).follow(url)
    }

    func expectChat(
      _ proxy: GeminiProxy, status: Int = 200, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
      let found = try await chat(proxy)
      #expect(found == status, sourceLocation: sourceLocation)
    }

    func chat(_ proxy: GeminiProxy) async throws -> Int {
      let body = #"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"Repeat: hi"}]}"#
      return try await client.stream(
        TransportRequest(
          method: "POST", url: proxy.baseURL + "/v1/chat/completions",
          headers: [("Authorization", "Bearer \(Stage.key)")], body: [Array(body.utf8)], proxy: .direct)
      ).status
    }
  }

  private func run(
    account: String = "licensed@example.com", _ body: (World) async throws -> Void
  ) async throws {
    let simulator = try await SimulatorService()
    simulator.update { $0.defaultAccount = account }
    var configuration = ProxyConfiguration(port: 0, apiKeys: [ClientKey(key: Secret(Stage.key))])
    configuration.use(simulator.endpoints())
    configuration.reactors = 1
    let reactor = try Reactor(name: "client")
    let client = try await CurlTransport(reactors: [reactor])
    let world = World(simulator: simulator, client: client, configuration: configuration)
    let result: Result<Void, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await simulator.run() }
      defer { group.cancelAll() }
      do { return .success(try await body(world)) } catch { return .failure(error) }
    }
    await reactor.shutdown()
    try result.get()
  }

  private func serving(_ proxy: GeminiProxy, _ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await proxy.run() }
      try await body()
      group.cancelAll()
    }
  }

  @Test func `A person signs in before the proxy runs, and the next proxy needs nobody`() async throws {
    try await run { world in
      let store = InMemoryConfigurationStore(world.configuration)
      let proxy = try await GeminiProxy(store: store)
      await #expect(throws: ProxyRunError.signInRequired(account: "default")) { try await proxy.run() }
      let page = Lock("")
      let account = try await proxy.authorize { prompt in
        #expect(prompt.advice == nil)
        let text = try await world.visit(prompt.url).text
        page.withLock { $0 = text }
      }
      #expect(page.withLock { $0 }.contains("You are signed in"), "the browser gets its page to the end")
      #expect(account.name == "default" && account.email == "licensed@example.com")
      #expect(account.projectID == "licensed-project" && account.tier == "standard-tier" && !account.token.isEmpty)
      try await serving(proxy) { try await world.expectChat(proxy) }
      await #expect(throws: ProxyRunError.ranBefore) { try await proxy.run() }

      for learned in [proxy.configuration, store.configuration] {
        #expect(learned.clientID.utf8.count == 36 && learned.tokenFile == account.token)
        #expect(learned.projectID == account.projectID && learned.apiKeys == world.configuration.apiKeys)
        let next = try await GeminiProxy(configuration: learned)
        try await serving(next) { try await world.expectChat(next) }
      }
    }
  }

  @Test func `The proxy may run before, or begin while somebody signs in`() async throws {
    try await run { world in
      let proxy = try await GeminiProxy(configuration: world.configuration, waitsForSignIn: true)
      try await serving(proxy) {
        try await world.expectChat(proxy, status: 503)
        _ = try await proxy.authorize { try await world.visit($0.url) }
        try await world.expectChat(proxy)
      }
      let other = try await GeminiProxy(configuration: world.configuration, waitsForSignIn: true)
      let link = Lock<String?>(nil)
      let signingIn = Task { try await other.authorize { prompt in link.withLock { $0 = prompt.url } } }
      var url: String?
      for _ in 0..<200_000 where url == nil {
        await Task.yield()
        url = link.withLock { $0 }
      }
      try await serving(other) {
        // From here on it is the proxy that listens; before, only the sign-in is open.
        for _ in 0..<1000 where try await world.chat(other) != 503 {}
        try await world.visit(try #require(url))
        let account = try await signingIn.value
        #expect(account.email == "licensed@example.com")
        try await world.expectChat(other)
      }
    }
  }

  @Test(arguments: [true, false])
  func `What a person pastes is taken, the address or its code`(_ isAddress: Bool) async throws {
    try await run { world in
      var configuration = world.configuration
      configuration.redirectURL = "https://proxy.example"
      let proxy = try await GeminiProxy(configuration: configuration)
      let account = try await proxy.authorize { prompt in
        #expect(prompt.advice?.contains("paste the address") == true)
        let ended = try await Browser(world.client).follow(prompt.url, stoppingAt: "http://localhost:").url
        await #expect(throws: UnusablePaste.self) { try await prompt.complete(pasting: "http://localhost/no-code") }
        await #expect(throws: UnusablePaste.self) { try await prompt.complete(pasting: "http://x/?code=4/0&state=1") }
        let code = ended.split(separator: "code=").last?.split(separator: "&").first.map(String.init)
        try await prompt.complete(pasting: isAddress ? ended : try #require(code))
      }
      #expect(account.projectID == "licensed-project")
      await proxy.close()
    }
  }

  @Test(arguments: ["denied@example.com", "unsupported-client@example.com", "own-project@example.com"])
  func `What Google refuses is a typed error`(_ person: String) async throws {
    try await run(account: person) { world in
      let proxy = try await GeminiProxy(configuration: world.configuration)
      let error = await #expect(throws: AuthorizationError.self) {
        try await proxy.authorize { try await world.visit($0.url) }
      }
      let words = "\(try #require(error))"
      switch (person.prefix { $0 != "@" }, error) {
      case ("denied", .denied): #expect(words.contains("cancelled"))
      case ("unsupported-client", .notServed): #expect(words.contains("does not serve"))
      case ("own-project", .projectRequired(let advice)):
        #expect(words == advice && words.contains("https://console.cloud.google.com/"))
        await #expect(throws: ProxyRunError.projectRequired(account: "default", advice: advice)) {
          try await proxy.run()
        }
        var configuration = proxy.configuration
        configuration.projectID = "my-project-123"
        try await proxy.apply(configuration)
        try await serving(proxy) { try await world.expectChat(proxy) }
      default: Issue.record("\(words)")
      }
      await proxy.close()
    }
  }

  @Test func `It ends by time, by cancellation and by what the embedder throws`() async throws {
    struct NoWindow: Error {}
    try await run { world in
      let proxy = try await GeminiProxy(configuration: world.configuration)
      let late = await #expect(throws: AuthorizationError.self) {
        try await proxy.authorize(within: .milliseconds(1)) { _ in }
      }
      guard case .timedOut = late else {
        Issue.record("\(String(describing: late))")
        return
      }
      let hidden = await #expect(throws: AuthorizationError.self) {
        try await proxy.authorize { _ in throw NoWindow() }
      }
      guard case .notPresented(is NoWindow) = hidden else {
        Issue.record("\(String(describing: hidden))")
        return
      }
      let isShown = Lock(false)
      let waiting = Task { () throws(AuthorizationError) in
        try await proxy.authorize { _ in isShown.withLock { $0 = true } }
      }
      for _ in 0..<200_000 where !isShown.withLock({ $0 }) { await Task.yield() }
      waiting.cancel()
      guard case .failure(let error as AuthorizationError) = await waiting.result, case .cancelled = error else {
        Issue.record("not cancelled")
        return
      }
      // None of that stands in the way of the next one.
      _ = try await proxy.authorize { try await world.visit($0.url) }
      await proxy.close()
    }
  }

  @Test func `Another name adds an account, and a key needs nobody`() async throws {
    try await run { world in
      var configuration = world.configuration
      configuration.aiStudioEndpoint = configuration.codeAssistEndpoint
      var keyed = AccountConfiguration(name: "keyed", apiMode: .aiStudio)
      keyed.upstreamAPIKey = Secret("simulated-key")
      configuration.accounts = [keyed]
      let store = InMemoryConfigurationStore(configuration)
      let proxy = try await GeminiProxy(store: store)
      let error = await #expect(throws: AuthorizationError.self) {
        try await proxy.authorize(account: "keyed") { _ in }
      }
      guard case .notForPeople(account: "keyed") = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      let account = try await proxy.authorize(account: "work") { try await world.visit($0.url) }
      #expect(account.name == "work")
      for learned in [store.configuration, proxy.configuration] {
        #expect(learned.accounts.map(\.name) == ["keyed", "work"] && learned.tokenFile.isEmpty)
        #expect(
          learned.accounts.last?.tokenFile == account.token && learned.accounts.last?.projectID == "licensed-project")
      }
      try await serving(proxy) { for _ in 0..<4 { try await world.expectChat(proxy) } }
      #expect(world.simulator.generations(by: "licensed@example.com") == 2, "it takes its turns")
    }
  }

  @Test func `A proxy that will not run gives its port back`() async throws {
    try await run { world in
      let proxy = try await GeminiProxy(configuration: world.configuration)
      var again = world.configuration
      again.port = proxy.port
      await #expect(throws: ProxyStartError.self) { _ = try await GeminiProxy(configuration: again) }
      await proxy.close()
      let second = try await GeminiProxy(configuration: again)
      #expect(second.port == proxy.port)
      await second.close()
    }
  }

  @Test func `A store that fails is told in the log, and the proxy goes on`() async throws {
    struct Full: Error { var words = "planted-secret" }
    struct Broken: ConfigurationStore {
      let configuration: ProxyConfiguration
      func load() async throws -> ProxyConfiguration { configuration }
      func update(_: @escaping @Sendable (inout ProxyConfiguration) -> Void) async throws { throw Full() }
    }
    struct Gone: ConfigurationStore {
      func load() async throws -> ProxyConfiguration { throw Full(words: "no such table") }
      func update(_: @escaping @Sendable (inout ProxyConfiguration) -> Void) async throws {}
    }
    try await run { world in
      let log = CapturedLog()
      let proxy = try await GeminiProxy(store: Broken(configuration: world.configuration), logger: log.logger())
      _ = try await proxy.authorize { try await world.visit($0.url) }
      try await serving(proxy) { try await world.expectChat(proxy) }
      await log.expectLine { $0.contains("could not be stored") && $0.contains("Full") }
      log.expectNone(of: Stage.secrets)
      let error = await #expect(throws: ProxyStartError.self) { _ = try await GeminiProxy(store: Gone()) }
      #expect("\(try #require(error))".contains("no such table"))
    }
  }
}
