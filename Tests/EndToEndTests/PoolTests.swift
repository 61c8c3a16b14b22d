import GeminiProxy
import OAuth
import Simulator
import Testing
import Translation
import Transport

/// Several accounts, Google's limits, and what a client sees of them.
@Suite(.timeLimit(.minutes(3))) struct PoolTests {
  private static func use(_ scenarios: [String], _ configuration: inout ProxyConfiguration) {
    configuration.tokenFile = Secret("")
    configuration.accounts = scenarios.map { .simulated($0) }
  }

  /// The statuses of so many chats, a few at a time.
  private func statuses(_ stage: Stage, _ count: Int, lanes: Int, model: String = "gemini-2.5-flash") async -> [Int] {
    await withTaskGroup(of: [Int].self) { group in
      for lane in 0..<lanes {
        group.addTask {
          var found: [Int] = []
          for _ in 0..<(count / lanes + (lane < count % lanes ? 1 : 0)) {
            let response = try? await stage.client.stream(stage.chat("hi", stream: true, model: model))
            if (try? await response?.body.collect(upTo: 1 << 20)) != nil { found.append(response?.status ?? 0) }
          }
          return found
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
  }

  @Test(arguments: [1, 20])
  func `CF-X8 CF-X10 one account exhausted, one without capacity, one well: every request is answered`(_ lanes: Int)
    async throws
  {
    try await Stage.run(configure: { Self.use(["exhausted", "limited", "licensed"], &$0) }) { stage in
      let found = await statuses(stage, 200, lanes: lanes)
      #expect(found.count == 200 && found.allSatisfy { $0 == 200 }, "\(found.filter { $0 != 200 })")
      // Those that were under way together could not know of each other.
      #expect(stage.simulator.generations(by: "exhausted@example.com") <= lanes)
      #expect(stage.simulator.generations(by: "licensed@example.com") == 200)
      await stage.expectProxyIsIdle()
    }
  }

  @Test func `An account that is revoked in the middle is left out, and nobody notices`() async throws {
    try await Stage.run(configure: { Self.use(["free", "licensed"], &$0) }) { stage in
      #expect(await statuses(stage, 20, lanes: 4).allSatisfy { $0 == 200 })
      let before = stage.simulator.generations(by: "free@example.com")
      #expect(before > 0)
      stage.simulator.revokeAll(email: "free@example.com")
      let found = await statuses(stage, 60, lanes: 4)
      #expect(found.count == 60 && found.allSatisfy { $0 == 200 })
      #expect(stage.simulator.tokenRequests.contains { $0.error == "invalid_grant" })
      let ready = try await stage.status(TransportRequest(url: stage.proxy.baseURL + "/ready", proxy: .direct))
      #expect(ready == 200)
    }
  }

  @Test func `CF-X10 CF-X9 a limit of hours is told at once, and not asked about again`() async throws {
    try await Stage.run { stage in
      let chat = stage.chat("hi", stream: true, model: "sim-rate-limit-400s")
      let first = await ReceivedAnswer(try await stage.client.stream(chat))
      #expect(first.status == 429 && first.headers.header("retry-after") == "400")
      let second = await ReceivedAnswer(try await stage.client.stream(chat))
      #expect(second.status == 429)
      let seconds = try #require(second.headers.header("retry-after").flatMap { Int($0) })
      #expect((1...400).contains(seconds))
      #expect(second.headers.header("x-should-retry") == "false")
      #expect(second.headers.header("x-ratelimit-remaining-requests") == "0")
      #expect(second.headers.header("x-ratelimit-reset-requests")?.hasSuffix("s") == true)
      #expect(stage.simulator.generations(by: "licensed@example.com") == 1)
      // The account and its other models are well.
      let status = try await stage.status(stage.chat("hi", stream: false))
      #expect(status == 200)
    }
  }

  @Test func `CF-X8 a short limit is waited for, as long as Google says`() async throws {
    try await Stage.run { stage in
      let began = MonotonicInstant.now()
      let status = try await stage.status(stage.chat("hi", stream: false, model: "sim-rate-limit-once"))
      #expect(status == 200)
      #expect(MonotonicInstant.now().duration(since: began) >= .milliseconds(539))
      #expect(stage.simulator.generations(by: "licensed@example.com") == 2)
    }
  }

  @Test(arguments: ["x-server-timeout", "X-Stainless-Timeout"])
  func `CF-N13 CL-GN20 who will not wait is answered`(_ name: String) async throws {
    try await Stage.run { stage in
      var request = stage.chat("hi", stream: false, model: "sim-rate-limit-10s")
      request.headers.append((name: name, value: "5"))
      let answer = await ReceivedAnswer(try await stage.client.stream(request))
      #expect(answer.status == 429 && answer.headers.header("retry-after") == "10")
      #expect(stage.simulator.generations(by: "licensed@example.com") == 1)
    }
  }

  @Test func `CF-X11 CF-O6 an account without a licence is told about and left alone`() async throws {
    try await Stage.run(configure: { Self.use(["unlicensed"], &$0) }) { stage in
      for _ in 0..<3 {
        let answer = await ReceivedAnswer(try await stage.client.stream(stage.chat("hi", stream: true)))
        #expect(answer.status == 403 && answer.text.contains("license") && answer.text.contains("no_license"))
      }
      #expect(stage.simulator.generations(by: "unlicensed@example.com") == 1)
      // The operator has put it right, or wants to know.
      try await stage.proxy.apply(stage.configuration)
      let status = try await stage.status(stage.chat("hi", stream: true))
      #expect(status == 403)
      #expect(stage.simulator.generations(by: "unlicensed@example.com") == 2)
    }
  }

  @Test(arguments: [
    ("sim-validation", "https://accounts.google.com/signin/continue?sarp=1&scc=1&plt=simulated"),
    ("sim-tos", "https://support.google.com/appeal"),
    (
      "sim-service-disabled",
      "https://console.developers.google.com/apis/api/cloudaicompanion.googleapis.com/overview?project=my-project-123"
    ),
  ])
  func `A refusal tells the way out in every API's own form`(_ model: String, _ link: String) async throws {
    let message = #"[{"role":"user","content":"x"}]"#
    for (path, body, place) in [
      ("/v1/chat/completions", #"{"model":"\#(model)","messages":\#(message)}"#, ["error", "message"]),
      ("/v1/responses", #"{"model":"\#(model)","input":"x"}"#, ["error", "message"]),
      ("/v1/messages", #"{"model":"\#(model)","max_tokens":9,"messages":\#(message)}"#, ["error", "message"]),
      ("/v1beta/models/\(model):generateContent", #"{"contents":[{"parts":[{"text":"x"}]}]}"#, ["error", "message"]),
      ("/api/chat", #"{"model":"\#(model)","stream":false,"messages":\#(message)}"#, ["error"]),
    ] {
      try await Stage.run { stage in
        // The second time the proxy itself knows it.
        for _ in 0..<2 {
          let answer = await ReceivedAnswer(try await stage.client.stream(stage.request(body, path: path)))
          #expect(answer.status == 403, "\(path)")
          var view: JSONView? = try JSONDocument.parse(answer.bytes)
          for key in place { view = view?.members.first { $0.key.string == key }?.value }
          let told = try #require(view?.string, "\(path) \(answer.text)")
          #expect(told.ranges(of: link).count == 1, "\(path): \(told)")
        }
      }
    }
  }

  @Test func `A draining account keeps its conversations and gets no new ones`() async throws {
    func chat(_ stage: Stage, _ number: Int, turns: Int) -> TransportRequest {
      let history = (0..<turns).map {
        #"{"role":"user","content":"talk \#(number)"},{"role":"assistant","content":"turn \#($0)"},"#
      }.joined()
      return stage.request(
        #"{"model":"gemini-2.5-flash","messages":[\#(history){"role":"user","content":"talk \#(number)"}]}"#)
    }
    func calls(_ stage: Stage) -> [Int] {
      ["free", "licensed"].map { stage.simulator.generations(by: $0 + "@example.com") }
    }
    try await Stage.run(configure: { Self.use(["free", "licensed"], &$0) }) { stage in
      for number in 0..<4 { _ = try await stage.status(chat(stage, number, turns: 0)) }
      #expect(calls(stage) == [2, 2])
      var configuration = stage.configuration
      configuration.accounts[0].draining = true
      try await stage.proxy.apply(configuration)
      for number in 0..<4 {
        let status = try await stage.status(chat(stage, number, turns: 1))
        #expect(status == 200)
      }
      #expect(calls(stage) == [4, 4])
      for number in 4..<8 { _ = try await stage.status(chat(stage, number, turns: 0)) }
      #expect(calls(stage) == [4, 8])
      configuration.accounts[1].draining = true
      try await stage.proxy.apply(configuration)
      await stage.lookAfterAccounts()
      let ready = await ReceivedAnswer(
        try await stage.client.stream(TransportRequest(url: stage.proxy.baseURL + "/ready", proxy: .direct)))
      #expect(ready.status == 503 && ready.text.contains("draining"))
    }
  }

  @Test(arguments: [true, false])
  func `CF-X12 a model without capacity has a substitute, and the client is told`(_ stream: Bool) async throws {
    try await Stage.run(configure: {
      $0.modelFallbacks = [ModelFallback(model: "sim-capacity", substitutes: ["sim-quota", "gemini-2.5-flash"])]
    }) { stage in
      for _ in 0..<2 {
        let response = try await stage.client.stream(stage.chat("substitute", stream: stream, model: "sim-capacity"))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        #expect(response.status == 200 && response.header("x-gemini-proxy-model") == "gemini-2.5-flash")
        let text =
          stream
          ? try StreamedChat(bytes).text
          : try JSONDocument.parse(bytes)["choices"]?[0]?["message"]?["content"]?.string
        #expect(text == "substitute")
      }
      // The exhausted substitute was asked once, the model itself every time: capacity is found out by asking.
      #expect(stage.simulator.generations(by: "licensed@example.com") == 5)
    }
  }

  @Test func `CF-O10 a substitute gets another session, the same prompt`() async throws {
    let upstream = ScriptedUpstream([
      .status(503, #"{"error":{"code":503,"message":"No capacity available"}}"#),
      .payloads([
        #"{"response":{"candidates":[{"content":{"role":"model","parts":[{"text":"a"}]},"finishReason":"STOP"}]}}"#
      ]),
    ])
    try await upstream.run(configure: {
      $0.modelFallbacks = [ModelFallback(model: "gemini-2.5-pro", substitutes: ["gemini-2.5-flash"])]
    }) { url, client in
      let body = #"{"model":"gemini-2.5-pro","messages":[{"role":"user","content":"hi"}]}"#
      for _ in 0..<2 {
        let call = TransportRequest(
          method: "POST", url: url + "/v1/chat/completions", body: [Array(body.utf8)], proxy: .direct)
        let status = try await client.stream(call).status
        #expect(status == 200)
      }
      let sent = try upstream.bodies.map { try JSONDocument.parse(Array($0.utf8)) }
      #expect(sent.map { $0["model"]?.string } == ["gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-pro"])
      let sessions = sent.map { $0["request"]?["session_id"]?.string }
      #expect(sessions[0]?.utf8.count == 36 && sessions[0] != sessions[1] && sessions[0] == sessions[2])
      let prompts = sent.map { $0["user_prompt_id"]?.string }
      #expect(prompts[0] == prompts[1] && prompts[0] != prompts[2])
    }
  }

  @Test func `Requests that fail together do not come back together`() async throws {
    try await Stage.run(configure: { $0.retryWaitSeconds = 3 }) { stage in
      let found = await statuses(stage, 50, lanes: 50, model: "sim-overloaded")
      #expect(found.count == 50 && found.allSatisfy { $0 == 503 })
      // Each has one call of its own at most; after that one at a time finds out for all of them.
      let calls = stage.simulator.generations(by: "licensed@example.com")
      #expect((1...70).contains(calls), "\(calls)")
    }
  }

  @Test func `CF-G17 a tool loop stays on the account that signed, and is unsigned where it must move`() async throws {
    try await Stage.run(configure: { Self.use(["free", "licensed"], &$0) }) { stage in
      let tools = #""tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]"#
      let ask = #"{"role":"user","content":"f({})"}"#
      let model = #""model":"gemini-3-pro-preview""#
      for _ in 0..<4 {
        let before = ["free", "licensed"].map { stage.simulator.generations(by: $0 + "@example.com") }
        let first = try JSONDocument.parse(
          try await stage.client.stream(stage.request("{\(model),\(tools),\"messages\":[\(ask)]}")).body
            .collect(upTo: 1 << 20))
        let id = try #require(first["choices"]?[0]?["message"]?["tool_calls"]?[0]?["id"]?.string)
        let call = #"{"id":"\#(id)","type":"function","function":{"name":"f","arguments":"{}"}}"#
        let history =
          #"\#(ask),{"role":"assistant","tool_calls":[\#(call)]},{"role":"tool","tool_call_id":"\#(id)","content":"7"}"#
        let second = stage.request("{\(model),\(tools),\"messages\":[\(history)]}")
        let status = try await stage.status(second)
        #expect(status == 200)
        let after = ["free", "licensed"].map { stage.simulator.generations(by: $0 + "@example.com") }
        #expect(zip(before, after).map { $1 - $0 }.sorted() == [0, 2], "both on the same account")
      }
    }
  }
}

extension AccountConfiguration {
  /// The simulator's account of a scenario, with a token that the simulator knows.
  static func simulated(_ scenario: String, expiry: UnixTime? = nil) -> AccountConfiguration {
    var account = AccountConfiguration(name: scenario, apiMode: .codeAssist, location: "us-central1")
    let token = OAuthToken(
      accessToken: Secret("sim-\(scenario)"), refreshToken: Secret("sim-\(scenario)"), expiry: expiry)
    account.tokenFile = Secret(token.tokenFile)
    return account
  }
}
