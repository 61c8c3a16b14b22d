import OAuth
import Testing

@testable import GeminiProxy

struct ConfigurationEffectTests {
  private static let atRestart: [(ConfigurationKey, String)] = [
    (.host, #""127.0.0.2""#), (.port, "8082"), (.clientID, #""mine""#), (.redirectURL, #""https://proxy.example""#),
    (.timeoutSeconds, "100"), (.connectTimeoutSeconds, "5"), (.upstreamHTTPVersion, #""2""#),
    (.userAgent, #""mine/1""#), (.logFormat, #""json""#), (.allowedHosts, #"["a.example"]"#), (.drainSeconds, "5"),
    (.reactors, "3"), (.codeAssistEndpoint, #""https://a.example""#), (.aiStudioEndpoint, #""https://a.example""#),
    (.vertexAIEndpoint, #""https://a.example""#), (.oauthAuthorizeURL, #""https://a.example/x""#),
    (.oauthTokenURL, #""https://a.example/x""#), (.oauthUserInfoURL, #""https://a.example/x""#),
    (.oauthRevokeURL, #""https://a.example/x""#), (.resourceManagerEndpoint, #""https://a.example""#),
    (.oauthClientID, #""mine.example""#), (.oauthClientSecret, #""mine""#),
  ]

  private static let atReload: [(ConfigurationKey, String)] = [
    (.apiKeys, #"["gp-0123456789abcdef0123456789abcdef"]"#), (.apiMode, #""ai_studio""#),
    (.projectID, #""my-project-123""#), (.location, #""europe-west4""#),
    (.tokenFile, "\"\(EmbeddedProxyTests.token().exposed)\""), (.upstreamAPIKey, #""mine""#),
    (.serviceAccountFile, #""/credentials.json""#), (.accounts, #"[{"name":"second"}]"#),
    (.accountStrategy, #""fill_first""#), (.proxyURLs, #"["http://proxy.example:3128"]"#), (.maxRetries, "1"),
    (.retryWaitSeconds, "1"), (.modelAliases, #"{"a":"b"}"#), (.modelFallbacks, #"{"a":["b"]}"#),
    (.systemPromptFile, #""/prompt.md""#), (.systemPromptMode, #""append""#), (.logLevel, #""debug""#),
    (.enableCORS, "false"), (.corsOrigins, #"["https://a.example"]"#), (.trustedProxies, #"["10.0.0.0/8"]"#),
    (.keepaliveSeconds, "1"), (.maxBodyBytes, "2048"), (.maxBufferedBytes, "1048576"),
    (.maxUpstreamBodyBytes, "2048"), (.maxConcurrentRequests, "1"), (.maxConnections, "20"),
    (.fetchMedia, #""off""#), (.fetchMediaMaxBytes, "2048"),
  ]

  private static let started = ConfigurationLoaderTests.load("{}").configuration

  private static func changed(_ key: ConfigurationKey, _ value: String) -> ProxyConfiguration {
    let loaded = ConfigurationLoaderTests.load(#"{"\#(key.rawValue)":\#(value)}"#)
    #expect(loaded.errors.isEmpty)
    #expect(loaded.configuration != started, "\(key)")
    return loaded.configuration
  }

  @Test func `Each key is taken over at a reload or named as waiting for a restart`() {
    for (key, value) in Self.atRestart {
      #expect(Self.started.keysNeedingRestart(for: Self.changed(key, value)) == [key])
    }
    for (key, value) in Self.atReload {
      #expect(Self.started.keysNeedingRestart(for: Self.changed(key, value)).isEmpty, "\(key)")
    }
    #expect(Set((Self.atRestart + Self.atReload).map(\.0)) == Set(ConfigurationKey.allCases))
  }

  @Test func `Other ways to say the same wait for nothing`() {
    var started = Self.started
    started.clientID = "made-up"
    var same = Self.started
    same.redirectURL = "http://localhost:8081"
    #expect(started.keysNeedingRestart(for: same).isEmpty)
  }
}
