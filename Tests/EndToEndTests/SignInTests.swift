import GeminiProxy
import OAuth
import Simulator
import Testing
import Translation
import Transport

/// Signing in through the real redirect chain: proxy, simulated Google, and as much of a browser as that needs.
@Suite(.timeLimit(.minutes(3))) struct SignInTests {
  /// Signed out, with `http://localhost:PORT` as the proxy's address.
  static func run(
    account: String = "licensed@example.com", configure: (inout ProxyConfiguration) -> Void = { _ in },
    _ body: (Stage) async throws -> Void
  ) async throws {
    try await Stage.run(
      settings: { $0.defaultAccount = account },
      configure: { configuration in
        configuration.host = "localhost"
        configuration.tokenFile = Secret("")
        configuration.projectID = ""
        configuration.clientID = "installation"
        configure(&configuration)
      }, body)
  }

  /// The link that a refused call names.
  static func link(_ stage: Stage) async throws -> String {
    let refused = try await stage.client.stream(stage.chat("x", stream: false))
    #expect(refused.status == 503 && refused.header("retry-after") != nil)
    let error = try JSONDocument.parse(try await refused.body.collect(upTo: 1 << 20))["error"]
    let message = try #require(error?["message"]?.string)
    return try #require(message.split(separator: " ").map(String.init).first { $0.contains("/auth/login?ticket=") })
  }

  static func ready(_ stage: Stage) async throws -> (status: Int, reason: String?) {
    let response = try await stage.client.stream(TransportRequest(url: stage.proxy.baseURL + "/ready", proxy: .direct))
    let body = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))
    return (response.status, body["reason"]?.string)
  }

  @Test(arguments: [("en", "You are signed in"), ("zh-CN,zh;q=0.9,en;q=0.8", "登录成功")])
  func `The link of a refused call leads to answers, without a restart`(_ language: String, _ title: String)
    async throws
  {
    try await Self.run { stage async throws in
      #expect(try await Self.ready(stage) == (503, "sign_in_required"))
      let browser = Browser(stage.client, language: language)
      let login = try await browser.open(try await Self.link(stage))
      #expect(login.status == 200 && login["cache-control"] == "no-store" && login["x-frame-options"] == "DENY")
      #expect(login["referrer-policy"] == "no-referrer")
      #expect(login["content-security-policy"]?.hasPrefix("default-src 'none'; style-src 'sha256-") == true)
      #expect(login["access-control-allow-origin"] == nil)
      let result = try await browser.follow(try #require(login.link(containing: "/o/oauth2/v2/auth?")))
      #expect(result.status == 200 && result.text.contains(title) && result.text.contains("licensed@example.com"))
      #expect(result.url.contains("/auth/callback/installation?"))
      #expect(result["cache-control"] == "no-store" && result["referrer-policy"] == "no-referrer")
      #expect(try await stage.status(stage.chat("x", stream: false)) == 200)
      #expect(try await Self.ready(stage) == (200, nil))
      let exchange = try #require(stage.simulator.tokenRequests.first)
      #expect(exchange.hasVerifier && exchange.error == nil)
      #expect(exchange.clientID == InstalledAppClient.builtIn.id)
      #expect(exchange.clientSecret == InstalledAppClient.builtIn.secret)

      let again = try await browser.open(result.url)
      #expect(again.status == 400, "the callback is good once")
      let closed = try await browser.open(stage.proxy.baseURL + "/auth/login")
      #expect(closed.status == 403, "a working account needs no sign-in page")
    }
  }

  @Test func `A local visitor needs no ticket while nobody is signed in`() async throws {
    try await Self.run { stage async throws in
      let browser = Browser(stage.client)
      let page1 = try await browser.open(stage.proxy.baseURL + "/auth/login")
      #expect(page1.status == 200)
      browser.headers = [("Host", "evil.example")]
      let page2 = try await browser.open(stage.proxy.baseURL + "/auth/login")
      #expect(page2.status == 421)
      browser.headers = [("X-Forwarded-For", "192.0.2.1")]
      let page3 = try await browser.open(stage.proxy.baseURL + "/auth/login")
      #expect(page3.status == 403)
      browser.headers = [("Host", "evil.example"), ("x-api-key", Stage.key)]
      let page4 = try await browser.open(stage.proxy.baseURL + "/auth/login")
      #expect(page4.status == 200)
    }
  }

  @Test func `What other pages embed begins no sign-in and ends none`() async throws {
    try await Self.run { stage async throws in
      let browser = Browser(stage.client)
      browser.headers = [("Sec-Fetch-Dest", "document")]
      let page = try await browser.open(stage.proxy.baseURL + "/auth/login")
      let link = try #require(page.link(containing: "state="))
      let elsewhere = Browser(stage.client)
      elsewhere.headers = [("Sec-Fetch-Dest", "image"), ("Sec-Fetch-Site", "cross-site")]
      for _ in 0..<20 { #expect(try await elsewhere.open(stage.proxy.baseURL + "/auth/login").status == 403) }
      #expect(try await browser.follow(link).status == 200)
    }
  }

  @Test func `A visitor from elsewhere needs the ticket, and comes back with the cookie`() async throws {
    try await Self.run(configure: { $0.host = "0.0.0.0" }) { stage async throws in
      let stranger = Browser(stage.client)
      let page5 = try await stranger.open(stage.proxy.baseURL + "/auth/login")
      #expect(page5.status == 403)
      let link = try await Self.link(stage)
      let browser = Browser(stage.client)
      let login = try await browser.open(link)
      let cookie = try #require(login["set-cookie"])
      #expect(cookie.contains("; HttpOnly; SameSite=Lax; Path=/"))
      let page6 = try await stranger.open(link)
      #expect(page6.status == 403, "the ticket is good once")
      let reloaded = try await browser.open(link)
      #expect(reloaded.field("state") == login.field("state"), "a reload shows the same sign-in")
      let google = try #require(login.link(containing: "/o/oauth2/v2/auth?"))
      let callback = try await browser.follow(google, stoppingAt: "http://localhost").url
      let stolen = try await stranger.open(callback)
      #expect(stolen.status == 400 && stolen.text.contains("another browser"))
      #expect(try await stage.status(stage.chat("x", stream: false)) == 503)

      let second = try await browser.open(try await Self.link(stage))
      let result = try await browser.follow(try #require(second.link(containing: "/o/oauth2/v2/auth?")))
      #expect(result.status == 200 && result.text.contains("You are signed in"))
    }
  }

  @Test(arguments: [
    "/auth/callback", "/auth/callback/", "/oauth/callback/installation", "/oauth2callback",
    "/auth/callback/installation",
  ])
  func `Every spelling of the callback is taken`(_ path: String) async throws {
    try await Self.run { stage async throws in
      let browser = Browser(stage.client)
      let login = try await browser.open(stage.proxy.baseURL + "/auth/login")
      let google = try #require(login.link(containing: "/o/oauth2/v2/auth?"))
      let callback = try await browser.follow(google, stoppingAt: stage.proxy.baseURL).url
      let query = try #require(URLParts(callback)?.query)
      let wrong = try await browser.open(stage.proxy.baseURL + "/auth/callback/another?" + query)
      #expect(wrong.status == 404)
      let page7 = try await browser.open(stage.proxy.baseURL + path + "?" + query)
      #expect(page7.status == 200)
    }
  }

  @Test func `A pasted address finishes the sign-in`() async throws {
    try await Self.run { stage async throws in
      let browser = Browser(stage.client)
      let login = try await browser.open(stage.proxy.baseURL + "/auth/login")
      let google = try #require(login.link(containing: "/o/oauth2/v2/auth?"))
      let ended = try await browser.follow(google, stoppingAt: stage.proxy.baseURL).url
      let paste = stage.proxy.baseURL + "/auth/paste"
      let state = (name: "state", value: try #require(login.field("state")))
      let nonsense = try await browser.submit(paste, [state, ("pasted", "http://localhost/no-code")])
      #expect(nonsense.status == 400)
      let code = try #require(FormEncoding.decode(URLParts(ended)?.query ?? "").first { $0.name == "code" }?.value)
      let result = try await browser.submit(paste, [state, ("pasted", " \(code)\n")])
      #expect(result.status == 200 && result.text.contains("You are signed in"))
    }
  }

  @Test func `A public redirect_url with the built-in client signs in by a pasted address`() async throws {
    try await Self.run(configure: { $0.redirectURL = "https://proxy.example" }) { stage async throws in
      let link = try await Self.link(stage)
      #expect(link.hasPrefix("https://proxy.example/auth/login?ticket="))
      let browser = Browser(stage.client)
      // What a reverse proxy in front passes on.
      browser.headers = [("Host", "proxy.example"), ("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-Proto", "https")]
      let login = try await browser.open(stage.proxy.baseURL + "/auth/login?" + (link.split(separator: "?").last ?? ""))
      #expect(login.status == 200 && login["set-cookie"]?.hasSuffix("; Secure") == true)
      let google = try #require(login.link(containing: "/o/oauth2/v2/auth?"))
      let elsewhere = Browser(stage.client)
      let ended = try await elsewhere.follow(google, stoppingAt: "http://localhost:").url
      #expect(ended.hasPrefix("http://localhost:\(stage.proxy.port)/auth/callback/installation?"))
      let state = (name: "state", value: try #require(login.field("state")))
      let result = try await browser.submit(stage.proxy.baseURL + "/auth/paste", [state, ("pasted", ended)])
      #expect(result.status == 200 && result.text.contains("You are signed in"))
      #expect(try await stage.status(stage.chat("x", stream: false)) == 200)
    }
  }

  @Test func `A client of one's own is used as a pair, with redirect_url as written`() async throws {
    let web = SimulatedClient.web
    try await Self.run(configure: {
      $0.oauthClientID = web.id
      $0.oauthClientSecret = web.secret
      $0.redirectURL = "https://proxy.example"
    }) { stage async throws in
      let browser = Browser(stage.client)
      let login = try await browser.open(stage.proxy.baseURL + "/auth/login")
      let google = try #require(login.link(containing: "/o/oauth2/v2/auth?"))
      let ended = try await browser.follow(google, stoppingAt: "https://proxy.example").url
      #expect(ended.hasPrefix("https://proxy.example/auth/callback/installation?"))
      let result = try await browser.open(
        stage.proxy.baseURL + "/auth/callback/installation?" + (URLParts(ended)?.query ?? ""))
      #expect(result.status == 200)
      let exchange = try #require(stage.simulator.tokenRequests.last)
      #expect(exchange.clientID == web.id && exchange.clientSecret == web.secret && exchange.error == nil)
      #expect(exchange.redirectURI == "https://proxy.example/auth/callback/installation")
    }
  }

  @Test func `A missing project is asked for on the result page, and entering it is enough`() async throws {
    try await Self.run(account: "own-project@example.com") { stage async throws in
      let browser = Browser(stage.client)
      let login = try await browser.open(stage.proxy.baseURL + "/auth/login")
      let result = try await browser.follow(try #require(login.link(containing: "/o/oauth2/v2/auth?")))
      #expect(result.status == 200 && result.text.contains("https://console.cloud.google.com/"))
      #expect(try await Self.ready(stage) == (503, "project_required"))
      let refused = try await stage.client.stream(stage.chat("x", stream: false))
      let error = try JSONDocument.parse(try await refused.body.collect(upTo: 1 << 20))["error"]
      #expect(refused.status == 503 && error?["code"]?.string == "project_required")
      #expect(error?["message"]?.string?.contains("https://console.cloud.google.com/") == true)
      let form = stage.proxy.baseURL + "/auth/project"
      let ticket = (name: "ticket", value: try #require(result.field("ticket")))
      let wrong = try await browser.submit(form, [ticket, ("project", "<b>&\"no id\"</b>")])
      #expect(wrong.status == 400 && !wrong.text.contains("<b>") && wrong.text.contains("&lt;b&gt;"))
      let page8 = try await browser.submit(form, [ticket, ("project", "my-project-123")])
      #expect(page8.status == 403)
      let next = (name: "ticket", value: try #require(wrong.field("ticket")))
      let done = try await browser.submit(form, [next, ("project", "my-project-123")])
      #expect(done.status == 200 && done.text.contains("my-project-123"))
      #expect(try await stage.status(stage.chat("x", stream: false)) == 200)
    }
  }

  @Test func `A project number is looked up`() async throws {
    try await Self.run(account: "own-project@example.com", configure: { $0.projectID = "314159265358" }) {
      stage async throws in
      let browser = Browser(stage.client)
      let login = try await browser.open(stage.proxy.baseURL + "/auth/login")
      let result = try await browser.follow(try #require(login.link(containing: "/o/oauth2/v2/auth?")))
      #expect(result.status == 200 && result.text.contains("my-project-123"))
    }
  }

  @Test(arguments: [
    ("denied@example.com", 403, "cancelled"), ("unsupported-client@example.com", 403, "does not serve"),
  ])
  func `A refusal is told in words`(_ account: String, _ status: Int, _ words: String) async throws {
    try await Self.run(account: account) { stage async throws in
      let browser = Browser(stage.client)
      let login = try await browser.open(stage.proxy.baseURL + "/auth/login")
      let result = try await browser.follow(try #require(login.link(containing: "/o/oauth2/v2/auth?")))
      #expect(result.status == status && result.text.contains(words))
      #expect(result["content-security-policy"]?.contains("default-src 'none'") == true)
      #expect(try await Self.ready(stage).status == 503)
    }
  }

  @Test func `What comes in the query is escaped, and no link leads away from Google`() async throws {
    try await Self.run { stage async throws in
      let browser = Browser(stage.client)
      let login = try await browser.open(stage.proxy.baseURL + "/auth/login")
      let state = try #require(login.field("state"))
      let page = try await browser.open(
        stage.proxy.baseURL + "/auth/callback?state=\(state)&error=%3Cscript%3Ealert(1)%3C%2Fscript%3E")
      #expect(page.status == 403 && !page.text.contains("<script") && page.text.contains("&lt;script&gt;"))
      let unknown = try await browser.open(stage.proxy.baseURL + "/auth/callback?state=x&code=y")
      #expect(unknown.status == 400)
    }
  }

  @Test func `A token that lapses is refreshed, and one that is revoked asks for a sign-in`() async throws {
    try await Self.run { stage async throws in
      let browser = Browser(stage.client)
      let login = try await browser.open(stage.proxy.baseURL + "/auth/login")
      _ = try await browser.follow(try #require(login.link(containing: "/o/oauth2/v2/auth?")))
      stage.simulator.expireAccessTokens()
      #expect(try await stage.status(stage.chat("x", stream: false)) == 200)
      #expect(stage.simulator.tokenRequests.map(\.grantType) == ["authorization_code", "refresh_token"])
      stage.simulator.revokeAll(email: "licensed@example.com")
      _ = try await Self.link(stage)
      #expect(try await Self.ready(stage) == (503, "sign_in_required"))
    }
  }
}

/// What is served where no keys are set.
@Suite(.timeLimit(.minutes(3))) struct KeylessTests {
  @Test(arguments: [
    ([(name: "X-Nothing", value: "x")], 200), ([(name: "Host", value: "evil.example")], 403),
    ([(name: "Origin", value: "https://evil.example")], 403), ([(name: "Sec-Fetch-Site", value: "cross-site")], 403),
    ([(name: "X-Forwarded-For", value: "192.0.2.1")], 403), ([(name: "Origin", value: "http://localhost:3000")], 200),
  ])
  func `Without keys only this machine is served`(
    _ headers: [(name: String, value: String)], _ expected: Int
  ) async throws {
    try await Stage.run(configure: { $0.apiKeys = [] }) { stage async throws in
      var models = TransportRequest(url: stage.proxy.baseURL + "/v1/models", headers: headers, proxy: .direct)
      let answer = try await stage.client.stream(models)
      #expect(answer.status == expected)
      #expect(answer.header("access-control-allow-origin") == nil)
      models.url = stage.proxy.baseURL + "/health"
      let health = try await stage.status(models)
      #expect(health == 200)
    }
  }
}
