import OAuth
import Testing

@testable import GeminiProxy

struct ConfigurationLoaderTests {
  static let limits = SystemLimits(memoryBytes: 4 << 30, usableCPUs: 12, descriptors: 1000)

  static func load(
    _ file: String?, state: String? = nil, environment: [String: String] = [:],
    overrides: [ConfigurationKey: String] = [:]
  ) -> LoadedConfiguration {
    ConfigurationLoader(environment: environment, overrides: overrides, limits: limits)
      .load(file: file.map { Array($0.utf8) }, state: state.map { Array($0.utf8) })
  }

  @Test func hasTheDocumentedDefaults() {
    let loaded = Self.load("{}")
    #expect(loaded.problems.isEmpty)
    #expect(loaded.missing == [.clientID, .apiKeys])
    #expect(loaded.configuration == ProxyConfiguration(limits: Self.limits))
    #expect(loaded.configuration.maxBufferedBytes == 1 << 30)
    #expect(loaded.configuration.maxConnections == 450)
    #expect(loaded.configuration.reactors == 8)
    #expect(loaded.provenance.count == ConfigurationKey.allCases.count)
    #expect(loaded.provenance.values.allSatisfy { $0 == .standard })
  }

  @Test func obeysTheOrderOfPrecedence() {
    let file = #"{"port": 1}"#
    let state = #"{"port": 4}"#
    let environment = ["GEMINI_PORT": "2"]
    let table: [(LoadedConfiguration, Int, ConfigurationSource)] = [
      (Self.load(file, state: state, environment: environment, overrides: [.port: "3"]), 3, .commandLine),
      (Self.load(file, state: state, environment: environment), 2, .environment("GEMINI_PORT")),
      (Self.load(file, state: state, environment: ["GEMINI_PORT": ""]), 1, .file),
      (Self.load(#"{"port":null}"#, state: state), 4, .state),
      (Self.load(nil), 8081, .standard),
    ]
    for (loaded, port, source) in table {
      #expect(loaded.configuration.port == port)
      #expect(loaded.provenance[.port] == source)
    }
  }

  @Test func emptyTextIsNotSet() {
    let loaded = Self.load(#"{"project_id":"","token_file":""}"#, state: #"{"project_id":"learned"}"#)
    #expect(loaded.configuration.projectID == "learned")
    #expect(loaded.provenance[.projectID] == .state)
    #expect(Self.load(#"{"api_keys":[]}"#).missing == [.clientID])
  }

  @Test func readsTheEnvironment() {
    let configuration = Self.load(
      "{}",
      environment: [
        "GEMINI_API_KEYS": "a, b", "GEMINI_ENABLE_CORS": "false", "GEMINI_MODEL_ALIASES": #"{"gpt-4o":"m"}"#,
        "GEMINI_CORS_ORIGINS": #"["https://a","https://b"]"#, "GEMINI_LOG_LEVEL": "WARN",
        "CODE_ASSIST_ENDPOINT": "http://127.0.0.1:9/", "GEMINI_API_KEY": "not for this mode",
      ]
    ).configuration
    #expect(configuration.apiKeys.map(\.key.exposed) == ["a", "b"])
    #expect(!configuration.enableCORS)
    #expect(configuration.modelAliases == [ModelAlias(pattern: "gpt-4o", model: "m")])
    #expect(configuration.corsOrigins == ["https://a", "https://b"])
    #expect(configuration.logLevel == .warning)
    #expect(configuration.codeAssistEndpoint == "http://127.0.0.1:9")
    #expect(configuration.upstreamAPIKey.isEmpty)
  }

  @Test func takesForeignVariablesOnlyForTheirMode() {
    let environment = ["GOOGLE_API_KEY": "k", "GOOGLE_APPLICATION_CREDENTIALS": "/c.json"]
    let studio = Self.load(#"{"api_mode":"ai_studio"}"#, environment: environment)
    #expect(studio.configuration.upstreamAPIKey.exposed == "k")
    #expect(studio.configuration.serviceAccountFile.isEmpty)
    #expect(studio.provenance[.upstreamAPIKey] == .environment("GOOGLE_API_KEY"))
    let vertex = Self.load(#"{"accounts":[{"name":"v","api_mode":"vertex_ai"}]}"#, environment: environment)
    #expect(vertex.configuration.accounts.first?.serviceAccountFile == "/c.json")
    #expect(vertex.configuration.serviceAccountFile.isEmpty)
  }

  @Test(arguments: [
    (#"{"port":"8081"}"#, "port", #"found "8081", allowed: a whole number from 0 to 65535"#),
    (#"{"port":65536}"#, "port", "found 65536"), (#"{"port":1.5}"#, "port", "found 1.5"),
    (#"{"enable_cors":"yes"}"#, "enable_cors", "true or false"),
    (#"{"api_mode":"x"}"#, "api_mode", #""code_assist", "ai_studio", "vertex_ai""#),
    (#"{"api_keys":"gp-secret"}"#, "api_keys[0]", ""), (#"{"api_keys":[7]}"#, "api_keys[0]", "found no text"),
    (#"{"api_keys":[{"name":"a"}]}"#, "api_keys[0]", #"has no "key""#),
    (#"{"api_keys":[{"key":"k","expires":"soon"}]}"#, "api_keys[0].expires", "allowed: a date"),
    (#"{"token_file":7}"#, "token_file", "found no text"),
    (#"{"oauth_token_url":"http://example.com/token"}"#, "oauth_token_url", "https"),
    (#"{"code_assist_endpoint":"https://x/path"}"#, "code_assist_endpoint", "host"),
    (#"{"proxy_urls":["ftp://x"]}"#, "proxy_urls[0]", "socks5"),
    (#"{"accounts":[{"name":"a"},{"name":"a"}]}"#, "accounts[1].name", "taken"),
    (#"{"accounts":[{"name":"a","priority":"x"}]}"#, "accounts[0].priority", "whole number"),
    (#"{"accounts":[{}]}"#, "accounts[0]", "name"), (#"{"accounts":{}}"#, "accounts", "a list"),
    (#"{"host":"0.0.0.0","api_keys":[]}"#, "host", "no api_keys"), (#"{"host":"a b"}"#, "host", "host name"),
    (#"{"user_agent":"a\nb"}"#, "user_agent", "printable"), ("[]", "", "object"), ("", "", "the file is empty"),
    (#"{"client_id":"a/b"}"#, "client_id", "letters"),
    ("{\n  \"port\": 1,\n}", "", "line 3, column 1"), ("{\n// x\n}", "", "comments are not allowed"),
  ])
  func namesWhatIsWrong(file: String, key: String, message: String) {
    let loaded = Self.load(file)
    if file.contains("gp-secret") {
      #expect(loaded.errors.isEmpty == false)
      #expect(!"\(loaded.problems)".contains("gp-secret"))
      return
    }
    #expect(loaded.errors.contains { $0.key == key && $0.message.contains(message) }, "\(loaded.problems)")
  }

  @Test(arguments: [
    (#"{"prot":1}"#, "prot", #"did you mean "port"?"#), (#"{"apikeys":[]}"#, "apikeys", #""api_keys""#),
    (#"{"enable-cors":true}"#, "enable-cors", #""enable_cors""#), (#"{"zzzzzzzzzz":1}"#, "zzzzzzzzzz", "ignored"),
    (#"{"accounts":[{"name":"a","prioritty":1}]}"#, "accounts[0].prioritty", #""priority""#),
    (#"{"timeout_seconds":5}"#, "timeout_seconds", "short"), (#"{"token_file":"!!"}"#, "token_file", "sign in again"),
    (#"{"redirect_url":"http://example.com"}"#, "redirect_url", "plain http"),
    (#"{"port":9000,"redirect_url":"http://localhost:8081"}"#, "redirect_url", "names port 8081"),
    (#"{"host":"127.0.0.1","host":"localhost"}"#, "host", "more than once"),
    (#"{"api_mode":"ai_studio"}"#, "upstream_api_key", "GEMINI_API_KEY"),
    (
      #"{"accounts":[{"name":"a","disabled":true,"api_mode":"ai_studio"},{"name":"b","api_mode":"ai_studio"}]}"#,
      "accounts[1].upstream_api_key", "needs a key"
    ),
    (
      #"{"accounts":[{"name":"a","api_mode":"vertex_ai","upstream_api_key":"k","service_account_file":"/f"}]}"#,
      "accounts[0].upstream_api_key", "does not"
    ),
    (#"{"proxy_urls":["http://p"],"fetch_media":"public"}"#, "fetch_media", "through the proxies"),
  ])
  func warns(file: String, key: String, message: String) {
    let loaded = Self.load(file)
    #expect(loaded.errors.isEmpty)
    #expect(loaded.warnings.contains { $0.key == key && $0.message.contains(message) }, "\(loaded.problems)")
  }

  @Test func aKeyKeepsForeignCredentialsOut() {
    let file =
      #"{"api_mode":"vertex_ai","upstream_api_key":"k","accounts":[{"name":"a","upstream_api_key":"k"},{"name":"b"}]}"#
    let loaded = Self.load(file, environment: ["GOOGLE_APPLICATION_CREDENTIALS": "/theirs.json"])
    #expect(loaded.configuration.serviceAccountFile == "" && loaded.warnings.isEmpty)
    #expect(loaded.configuration.accounts.map(\.serviceAccountFile) == ["", "/theirs.json"])
  }

  @Test(arguments: [
    ("http://proxy", true), ("HTTPS://u:p@proxy:3128/", true), ("socks5://[::1]:1080", true),
    ("socks5h://us%40er:p%2Fw@proxy.example:1080", true), ("http://user@proxy", true),
    ("proxy:3128", false), ("ftp://proxy", false), ("http://", false), ("http://:3128", false),
    ("http://proxy:port", false), ("http://proxy/path", false), ("http://proxy?x=1", false),
    ("http://u:p/w@proxy", false), ("http://u:p@w@proxy", false), ("http://pro xy", false), ("socks4://proxy", false),
  ])
  func acceptsProxiesThatLibcurlWill(url: String, isGood: Bool) {
    #expect(Self.load(#"{"proxy_urls":["\#(url)"]}"#).errors.isEmpty == isGood)
    #expect(Self.load(#"{"accounts":[{"name":"a","proxy_url":"\#(url)"}]}"#).errors.isEmpty == isGood)
  }

  /// Whatever is wrong with an address, what it holds in secret is not repeated.
  @Test(arguments: [
    #"{"proxy_urls":["http://user:planted@x@127.0.0.1:1/"]}"#, #"{"proxy_urls":["http://u:pl/anted@h:1"]}"#,
    #"{"proxy_urls":["http://u:planted#@h:1"]}"#, #"{"proxy_urls":["user:planted@127.0.0.1:1"]}"#,
    #"{"proxy_urls":"http://user:planted@127.0.0.1:1"}"#, #"{"proxy_urls":[["planted@h"]]}"#,
    #"{"oauth_token_url":"http://u:planted@h/token"}"#, #"{"code_assist_endpoint":"https://h/?key=planted"}"#,
    #"{"redirect_url":"ftp://h/?key=planted"}"#, #"{"accounts":[{"name":"a","proxy_url":"u:planted@h"}]}"#,
  ])
  func keepsSecretsOfAddressesToItself(file: String) {
    let loaded = Self.load(file)
    #expect(!loaded.errors.isEmpty)
    #expect(!"\(loaded.problems)".contains("anted"))
  }

  @Test func keepsSecretsOfTheEnvironmentToItself() {
    let loaded = Self.load("{}", environment: ["GEMINI_PROXY_URLS": "http://u:planted@x@h:1"])
    #expect(!loaded.errors.isEmpty && !"\(loaded.problems)".contains("planted"))
  }

  @Test func eachAccountSaysHowItProvesItself() {
    let lines = Self.load(
      #"""
      {"api_mode":"ai_studio","upstream_api_key":"planted","accounts":[
        {"name":"b","api_mode":"vertex_ai","service_account_file":"/adc.json","proxy_url":"http://u:planted@h"},
        {"name":"c","api_mode":"vertex_ai","upstream_api_key":"planted"}, {"name":"d","api_mode":"vertex_ai"},
        {"name":"e"}, {"name":"f","api_mode":"code_assist"}, {"name":"g","disabled":true}]}
      """#
    ).accounts
    #expect(
      lines == [
        "default (ai_studio): has its key, nobody has to sign in",
        "b (vertex_ai): uses /adc.json, nobody has to sign in, through http://***@h",
        "c (vertex_ai): has its key, nobody has to sign in",
        "d (vertex_ai): nobody is signed in yet, lacks project_id", "e (ai_studio): lacks its key (upstream_api_key)",
        "f (code_assist): nobody is signed in yet",
      ])
  }

  @Test func anAccountMayDrain() {
    let loaded = Self.load(#"{"accounts":[{"name":"a","draining":true,"priority":3},{"name":"b","draining":false}]}"#)
    #expect(loaded.problems.isEmpty)
    #expect(loaded.configuration.poolAccounts.map(\.isDraining) == [true, false])
    #expect(loaded.configuration.poolAccounts.map(\.priority) == [3, 0])
    let wrong = Self.load(#"{"accounts":[{"name":"a","draining":"yes"}]}"#)
    #expect(wrong.errors.count == 1 && wrong.errors.first?.key == "accounts[0].draining")
  }

  @Test func theFirstFilesRedirectFollowsThePort() {
    let file = #"{"port":8081,"redirect_url":"http://localhost:8081"}"#
    #expect(Self.load(file).configuration.redirectURL == "http://localhost:8081")
    #expect(Self.load(file, overrides: [.port: "9000"]).configuration.redirectURL == nil)
    #expect(Self.load(file, overrides: [.port: "0"]).configuration.redirectURL == nil)
  }

  @Test func zeroMeansTheDefaultTimeout() {
    #expect(Self.load(#"{"timeout_seconds":0}"#).configuration.timeoutSeconds == 300)
  }

  @Test func readsKeysWithLimits() throws {
    let file =
      #"{"api_keys":["gp-a",{"name":"n","key":"gp-b","models":["m*"],"requests_per_minute":3,"tokens_per_day":4,"expires":"2026-12-31"}]}"#
    let loaded = Self.load(file)
    let keys = loaded.configuration.apiKeys
    #expect(loaded.problems.isEmpty)
    #expect(keys.map(\.key.exposed) == ["gp-a", "gp-b"])
    #expect(keys.last?.expires == UnixTime(rfc3339: "2027-01-01T00:00:00Z"))
    #expect(keys.last?.models == ["m*"] && keys.last?.requestsPerMinute == 3 && keys.last?.tokensPerDay == 4)
    #expect(!"\(loaded)".contains("gp-b"))
  }

  @Test func comparesPlainAndHashedKeys() {
    let hashed = ClientKey(key: Secret("sha256:" + Digest.sha256Hex("gp-a")))
    for key in [ClientKey(key: Secret("gp-a")), hashed] {
      #expect(key.matches("gp-a"))
      #expect(!key.matches("gp-b") && !key.matches("") && !key.matches(key.key.exposed + "x"))
    }
  }

  @Test func learnedTokensReplaceTheOnesTheyCameAfter() {
    func token(_ name: String) -> String {
      OAuthToken(accessToken: Secret(name), refreshToken: Secret(name), expiry: nil).tokenFile
    }
    let state = """
      {"token_file":"\(token("new"))","token_file_replaces":"\(Digest.sha256Hex(token("old")))",
       "accounts":[{"name":"b","token_file":"\(token("b"))","project_id":"p"},{"name":"c","token_file":"\(token("c"))"}]}
      """
    let old = Self.load(#"{"token_file":"\#(token("old"))","accounts":[{"name":"b"}]}"#, state: state).configuration
    #expect(old.tokenFile.exposed == token("new"))
    #expect(old.accounts.map(\.name) == ["b", "c"])
    #expect(old.accounts.map(\.tokenFile.exposed) == [token("b"), token("c")])
    #expect(old.accounts.first?.projectID == "p")
    let edited = Self.load(#"{"token_file":"\#(token("edited"))"}"#, state: state).configuration
    #expect(edited.tokenFile.exposed == token("edited"))
  }
}
