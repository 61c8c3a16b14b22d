import OAuth
import TestFolders
import Testing
import Translation
import Transport

@testable import GeminiProxy

/// Two processes with one configuration: only what is on the disk connects them.
@Suite(.timeLimit(.minutes(2))) struct SharedRefreshTests {
  private let folder = TemporaryFolder()

  private func open() async throws -> FileConfigurationStore {
    try await FileConfigurationStore.open(
      path: folder.file("config.json"),
      loader: ConfigurationLoader(environment: [:], limits: ConfigurationLoaderTests.limits))
  }

  @Test func `CF-O8 two that share a configuration are one refresh, and both have its token`() async throws {
    let lapsed = OAuthToken(
      accessToken: Secret("old"), refreshToken: Secret("1//r"), expiry: .now().adding(seconds: -60))
    folder.write(
      "config.json",
      #"{"client_id":"inst","project_id":"p","token_file":"\#(lapsed.tokenFile)","api_keys":["\#(RunningProxy.key)"]}"#)
    let google = GoogleInMemory()
    google.state.withLock { $0.tokenDelay = .milliseconds(200) }
    let (one, other) = (try await open(), try await open())
    try await RunningProxy.run(google, store: one) { first in
      try await RunningProxy.run(google, store: other) { second in
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
          for proxy in [first, second, first, second, first, second] {
            group.addTask { try await proxy.chatStatus() }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 200, count: 6))
      }
    }
    #expect(google.calls(to: "/token").count == 1)
    let tokens = Set(google.calls(to: "/v1internal:generateContent").map(\.authorization))
    #expect(tokens == ["Bearer access-1"])
    let stored = try await open().current.configuration.tokenFile
    #expect(OAuthToken(tokenFile: stored.exposed)?.accessToken == Secret("access-1"))
  }
}
