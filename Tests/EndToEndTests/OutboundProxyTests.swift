import GeminiProxy
import Glibc
import LoopbackServers
import OAuth
import Simulator
import Testing
import Translation
import Transport

/// Outbound proxies: Google's addresses lead nowhere, so that only what goes through a proxy arrives.
@Suite(.timeLimit(.minutes(3))) struct OutboundProxyTests {
  /// The port that Google's addresses name: nobody listens there.
  private static let nowhere = "http://127.0.0.1:1"

  /// Passes on to the simulator what is addressed to `nowhere`.
  private struct Ways {
    let http: TestProxy
    let socks: TestProxy

    init(to url: String) throws {
      let port = Int(url.split(separator: ":").last ?? "") ?? 0
      http = try TestProxy(.relay(to: port))
      socks = try TestProxy(.socksRelay(to: port))
    }

    var httpURL: String { "http://user:pass@127.0.0.1:\(http.port)" }
    var socksURL: String { "socks5h://user:pass@127.0.0.1:\(socks.port)" }
    var lines: [String] { http.requests.withLock { $0 } + socks.requests.withLock { $0 } }
  }

  private func run(
    _ accesses: [ServiceAccess], proxies: @escaping (Ways) throws -> [String],
    configure: @escaping (inout ProxyConfiguration, Ways) -> Void = { _, _ in },
    _ body: (Stage, Ways) async throws -> Void
  ) async throws {
    let ways = Lock<Ways?>(nil)
    try await Stage.run(
      accesses,
      configure: { configuration in
        do {
          let made = try Ways(to: configuration.codeAssistEndpoint)
          ways.withLock { $0 = made }
          configuration.proxyURLs = try proxies(made)
          var endpoints = GoogleEndpoints()
          endpoints.token = Self.nowhere + "/token"
          endpoints.userInfo = Self.nowhere + "/oauth2/v2/userinfo"
          endpoints.revoke = Self.nowhere + "/revoke"
          endpoints.resourceManager = Self.nowhere
          endpoints.codeAssist = Self.nowhere
          configuration.use(endpoints)
          configuration.aiStudioEndpoint = Self.nowhere
          configuration.vertexAIEndpoint = Self.nowhere
          configure(&configuration, made)
        } catch {
          Issue.record("\(error)")
        }
      }
    ) { stage in
      try await body(stage, try #require(ways.withLock { $0 }))
    }
  }

  private static func closedPort() throws -> Int {
    let (descriptor, port) = try RawServer.listen(backlog: 1)
    close(descriptor)
    return port
  }

  /// A token that has to be refreshed before the first call.
  private static let lapsed = OAuthToken(
    accessToken: Secret("old"), refreshToken: Secret("simulated"), expiry: UnixTime(milliseconds: 1_000_000)
  ).tokenFile

  @Test(arguments: [false, true], [ServiceAccess.codeAssist, .studioKey, .vertexServiceAccount])
  func `Sign-in, discovery, refresh and every call go through the proxy`(
    _ isSOCKS: Bool, _ access: ServiceAccess
  ) async throws {
    try await run([access]) {
      isSOCKS ? [$0.socksURL] : [$0.httpURL]
    } configure: { configuration, _ in
      if access == .codeAssist { configuration.accounts[0].tokenFile = Secret(Self.lapsed) }
    } _: { stage, ways in
      for isStream in [false, true] {
        let response = try await stage.client.stream(stage.chat("one two", stream: isStream))
        #expect(response.status == 200)
        _ = try await response.body.collect(upTo: 1 << 20)
      }
      _ = try await stage.native(
        "/v1beta/models/gemini-2.5-flash:countTokens", #"{"contents":[{"parts":[{"text":"x"}]}]}"#)
      if access == .codeAssist {
        let start = try stage.proxy.signIn.beginSignIn(account: access.rawValue, origin: .terminal)
        // Google does not know the code; that it says so shows that it was asked.
        await #expect(throws: SignInFailure.exchange(.invalidGrant("Bad Request"))) {
          try await stage.proxy.signIn.completeSignIn(code: Secret("4/wrong"), state: start.state)
        }
      }
      #expect(stage.simulator.calls(to: .generateContent) == 1 && stage.simulator.calls(to: .countTokens) == 1)
      #expect(!ways.lines.isEmpty && ways.http.requests.withLock { $0.isEmpty } == isSOCKS)
    }
  }

  @Test func `A dead proxy is passed over, and remembered`() async throws {
    let closed = try Self.closedPort()
    try await run([.studioKey]) {
      ["http://127.0.0.1:\(closed)", "socks5h://127.0.0.1:\(closed)", $0.httpURL]
    } _: {
      stage, ways in
      for _ in 0..<3 {
        let status = try await stage.status(stage.chat("x", stream: false))
        #expect(status == 200)
      }
      #expect(stage.simulator.calls(to: .aiStudio) == 3)
    }
  }

  @Test func `A proxy that refuses is told, not skipped`() async throws {
    try await run([.studioKey]) { ways in
      [ways.httpURL.replacing("pass", with: "planted-secret"), ways.socksURL]
    } _: { stage, ways in
      let response = try await stage.client.stream(stage.chat("x", stream: false))
      let text = String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
      #expect(response.status == 502 && text.contains("407") && !text.contains("planted-secret"))
      #expect(ways.socks.requests.withLock { $0 }.isEmpty && stage.simulator.calls(to: .aiStudio) == 0)
    }
  }

  @Test func `An account's own proxy replaces the others`() async throws {
    try await run([.vertexServiceAccount]) {
      [$0.httpURL]
    } configure: { configuration, ways in
      configuration.accounts[0].proxyURL = ways.socksURL
    } _: { stage, ways in
      let status = try await stage.status(stage.chat("x", stream: false))
      #expect(status == 200)
      #expect(ways.http.requests.withLock { $0 }.isEmpty, "its token comes the same way")
      #expect(ways.socks.requests.withLock { Set($0) } == ["127.0.0.1"])
    }
  }

  @Test(arguments: [ServiceAccess.codeAssist, .studioKey], [false, true])
  func `Proxies of a configuration that is read again count at once`(
    _ access: ServiceAccess, _ isAccountsOwn: Bool
  ) async throws {
    try await run([access]) {
      [$0.httpURL]
    } configure: { configuration, _ in
      if access == .codeAssist { configuration.accounts[0].tokenFile = Secret(Self.lapsed) }
    } _: { stage, ways in
      let before = try await stage.status(stage.chat("x", stream: false))
      #expect(before == 200 && ways.socks.requests.withLock { $0.isEmpty })
      let first = ways.http.requests.withLock { $0.count }
      var changed = stage.configuration
      if isAccountsOwn {
        changed.accounts[0].proxyURL = ways.socksURL
      } else {
        changed.proxyURLs = [ways.socksURL]
      }
      try await stage.proxy.apply(changed)
      // A new token is fetched the new way too.
      stage.simulator.expireAccessTokens()
      let part = #"{"type":"image_url","image_url":{"url":"http://media.example/a.png"}}"#
      for body in [#""x""#, "[\(part)]"] {
        _ = try await stage.status(
          stage.request(#"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":\#(body)}]}"#))
      }
      #expect(!ways.socks.requests.withLock { $0.isEmpty })
      // The list of models was perhaps being asked for already.
      let since = ways.http.requests.withLock { $0.dropFirst(first).filter { !$0.contains("/models?") } }
      #expect(since.isEmpty || isAccountsOwn, "media are nobody's own, and stay: \(since)")
      #expect(stage.simulator.calls(to: .generateContent) >= 2)
      if access == .codeAssist { #expect(stage.simulator.tokenRequests.count == 2) }
    }
  }

  @Test(arguments: [MediaFetching.public, .proxy])
  func `Media go through the proxy too`(_ fetching: MediaFetching) async throws {
    try await run([.studioKey]) {
      [$0.httpURL]
    } configure: { configuration, _ in
      configuration.fetchMedia = fetching
    } _: { stage, ways in
      let part = #"{"type":"image_url","image_url":{"url":"http://media.example/a.png"}}"#
      let status = try await stage.status(
        stage.request(#"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":[\#(part)]}]}"#))
      // There is no such picture at the simulator, which is where the proxy leads.
      #expect(status == 400)
      #expect(ways.lines.contains("GET http://media.example/a.png HTTP/1.1"))
    }
  }
}
