import Glibc
import OAuth
import TestFolders
import Testing
import Transport

@testable import GeminiProxy

struct FileConfigurationStoreTests {
  let folder = TemporaryFolder()

  func open(
    _ name: String = "config.json", state: String? = nil, environment: [String: String] = [:]
  ) async throws -> FileConfigurationStore {
    try await FileConfigurationStore.open(
      path: folder.file(name), stateDirectory: state.map { folder.file($0) },
      loader: ConfigurationLoader(environment: environment, limits: ConfigurationLoaderTests.limits))
  }

  static func token(_ name: String) -> OAuthToken {
    OAuthToken(accessToken: Secret("at-" + name), refreshToken: Secret(name), expiry: nil)
  }

  @Test func theFirstStartWritesExactlyTheDocumentedKeys() async throws {
    let store = try await open(environment: ["GEMINI_PORT": "9000", "GEMINI_API_KEYS": "from-outside"])
    let text = try #require(folder.read("config.json"))
    let lines = text.split(separator: "\n").dropFirst().dropLast()
    #expect(
      lines.map { $0.split(separator: "\"")[1] } == [
        "host", "port", "client_id", "redirect_url", "api_keys", "api_mode", "project_id", "timeout_seconds",
        "max_retries", "token_file", "log_level", "enable_cors",
      ])
    #expect(folder.mode("config.json") == 0o600)
    #expect(!text.contains("9000") && !text.contains("from-outside"), "the environment is not written down")
    #expect(text.contains(#""api_keys": ["gp-"#))
    let current = store.current
    #expect(current.configuration.port == 9000 && current.configuration.apiKeys.map(\.key.exposed) == ["from-outside"])
    #expect(current.configuration.clientID.utf8.count == 36 && current.missing.isEmpty)
    #expect(current.configuration.redirectURL == nil)
    let second = try await open().current.configuration
    #expect(second.clientID == current.configuration.clientID)
    #expect(second.apiKeys.first?.key.exposed.utf8.count == 35)
    #expect(folder.read("config.json") == text)
  }

  @Test func completesAFileThatLacksWhatIsGenerated() async throws {
    folder.write("config.json", #"{"port": 1, "mine": [1.50]}"#)
    let store = try await open()
    #expect(store.current.configuration.apiKeys.count == 1)
    #expect(folder.read("config.json")?.hasPrefix(#"{"port": 1, "mine": [1.50], "client_id""#) == true)
  }

  @Test func saysWhatIsInvalidAndTouchesNothing() async {
    folder.write("config.json", #"{"port": "x", "prot": 1}"#)
    let error = await #expect(throws: ConfigurationError.self) { try await open() }
    #expect("\(error.map { "\($0)" } ?? "")".contains(#"found "x", allowed: a whole number from 0 to 65535"#))
    #expect(folder.read("config.json") == #"{"port": "x", "prot": 1}"#)
  }

  @Test func closesAFileThatOthersCanRead() async throws {
    folder.write("config.json", #"{"api_keys":[],"client_id":"x"}"#, mode: 0o644)
    let store = try await open()
    #expect(folder.mode("config.json") == 0o600 && store.notices.count == 1)
  }

  @Test func anUpdateWritesWhatIsLearnedAndNothingElse() async throws {
    let store: any ConfigurationStore = try await open()
    let before = try #require(folder.read("config.json"))
    folder.write("config.json", before.replacing("\"max_retries\": 3", with: "\"max_retries\":   7"))
    try await store.update { configuration in
      configuration.tokenFile = Secret(Self.token("r").tokenFile)
      configuration.port = 1
      var work = AccountConfiguration(name: "work")
      work.projectID = "p"
      configuration.accounts.append(work)
    }
    let after = try await store.load()
    #expect(after.maxRetries == 7 && after.port == 8081)
    #expect(after.storedAccounts.first?.token == Self.token("r"))
    #expect(after.accounts.map(\.name) == ["work"] && after.accounts.first?.projectID == "p")
    try await store.update { $0.tokenFile = Secret("") }
    #expect(try await store.load().tokenFile.isEmpty)
  }

  @Test func anEditMadeMeanwhileSurvivesASave() async throws {
    let store = try await open()
    let before = try #require(folder.read("config.json"))
    folder.write("config.json", before.replacing("\"max_retries\": 3", with: "\"max_retries\":   7"))
    #expect(await store.record { [.token(Self.token("r"), account: "default")] } == .file(store.path))
    let after = try #require(folder.read("config.json"))
    #expect(after.contains("\"max_retries\":   7"))
    #expect(store.current.configuration.maxRetries == 7)
    #expect(store.current.configuration.storedAccounts.first?.token == Self.token("r"))
    await store.record { [.token(Self.token("s"), account: "default"), .project("p", account: "default")] }
    let backups = folder.names.filter { $0.hasSuffix(".bak") }
    #expect(backups.count == 1 && folder.read(backups.first ?? "") == after)
    await store.record { [.token(nil, account: "default")] }
    await store.removeBackups()
    #expect(folder.names == ["config.json"])
    #expect(store.current.configuration.tokenFile.isEmpty)
  }

  @Test func aBadFileLeavesTheOldSettings() async throws {
    let store = try await open()
    folder.write("config.json", "{")
    await #expect(throws: ConfigurationError.self) { try await store.reload() }
    #expect(store.current.configuration.port == 8081)
    // A token learned now must not be lost to it either.
    guard case .memory = await store.record({ [.token(Self.token("r"), account: "default")] }) else {
      Issue.record("stored in a file that cannot be read")
      return
    }
    #expect(folder.read("config.json") == "{")
  }

  /// A folder in the place of the file is what nobody can write, the superuser included.
  @Test func learnsIntoTheStateFolderWhereTheFileCannotBeWritten() async throws {
    folder.write("closed", "")
    let store = try await open("closed/config.json", state: "state")
    #expect(store.notices.count == 1 && store.notices.first?.contains("state.json") == true)
    #expect(
      await store.record { [.token(Self.token("r"), account: "default")] } == .state(folder.file("state/state.json")))
    let again = try await open("closed/config.json", state: "state")
    #expect(again.current.configuration.tokenFile.exposed == Self.token("r").tokenFile)
    #expect(again.current.configuration.apiKeys == store.current.configuration.apiKeys)
    #expect(again.current.provenance[.tokenFile] == .state)
    #expect(folder.mode("state/state.json") == 0o600)
    folder.write("state/state.json", "damaged")
    let damaged = try await open("closed/config.json", state: "state")
    #expect(damaged.current.configuration.tokenFile.isEmpty && damaged.current.configuration.apiKeys.count == 1)
  }

  @Test func servesFromMemoryWhereNothingCanBeWritten() async throws {
    folder.write("closed", "")
    let store = try await open("closed/config.json")
    #expect(store.notices.first?.contains("will be lost") == true)
    #expect(store.current.configuration.apiKeys.count == 1)
    guard case .memory = await store.record({ [.token(Self.token("r"), account: "w")] }) else {
      Issue.record("stored")
      return
    }
    #expect(try await store.reload().configuration.accounts.first?.tokenFile.isEmpty == false)
    #expect(folder.names == ["closed"])
  }

  @Test func theReportShowsSourcesAndNoSecrets() async throws {
    folder.write(
      "config.json",
      #"{"client_id":"x","api_keys":["gp-0123456789abcdef"],"token_file":"\#(Self.token("hidden").tokenFile)","proxy_urls":["http://u:hidden@h:1"],"oauth_client_secret":"hidden"}"#
    )
    let store = try await open(environment: ["GEMINI_PORT": "1"])
    let report = store.current.report
    #expect(report.count == ConfigurationKey.allCases.count)
    #expect(report.first { $0.key == .port }?.source == .environment("GEMINI_PORT"))
    let text = report.map { "\($0.key.rawValue) = \($0.value)  (\($0.source))" }.joined(separator: "\n")
    #expect(!text.contains("hidden") && !text.contains("abcdef") && !text.contains(Self.token("hidden").tokenFile))
    #expect(text.contains("gp-0123…") && text.contains("http://***@h:1"))
  }
}
