import Foundation
import Glibc
import OAuth
import TestFolders
import Testing
import Translation

@testable import GeminiProxy

/// What `connect` writes into the files of clients, and what it leaves alone.
struct ConnectTests {
  static let facts = ConnectionFacts(
    base: "http://localhost:8081", key: "gp-key", model: "gemini-2.5-pro", smallModel: "gemini-2.5-flash",
    models: ModelCatalogue.standard.models.filter { $0.id == "gemini-2.5-pro" })

  static func file(of client: ConnectedClient) throws -> ClientFile {
    try #require(ClientSettings(client, facts).file)
  }

  static func fixture(_ name: String) throws -> [UInt8] {
    let folder = try #require(Bundle.module.resourceURL)
    return Array(try Data(contentsOf: folder.appendingPathComponent("Fixtures/connect/\(name)")))
  }

  /// One of the fixtures: the client, and the name of its files.
  typealias Golden = (client: ConnectedClient, name: String, suffix: String)

  static let goldens: [Golden] = [
    (.claudeCode, "claude", "json"), (.zed, "zed", "json"), (.codex, "codex", "toml"), (.continue, "continue", "yaml"),
    (.aider, "aider", "yml"),
  ]

  @Test(arguments: goldens)
  func mergesWhatIsThere(_ golden: Golden) throws {
    let file = try Self.file(of: golden.client)
    let merged = try file.merged(into: try Self.fixture("\(golden.name).before.\(golden.suffix)"))
    let expected = try Self.fixture("\(golden.name).after.\(golden.suffix)")
    #expect(String(decoding: merged, as: UTF8.self) == String(decoding: expected, as: UTF8.self))
  }

  /// Keys may be any text, and YAML reads many of them as something else.
  @Test(arguments: [
    ("12345678", "\"12345678\""), ("null", "\"null\""), ("*key", "\"*key\""), ("a#b", "\"a#b\""),
    ("a\"b", "\"a\\\"b\""),
    ("gp-0f", "gp-0f"), ("http://[::1]:8081", "\"http://[::1]:8081\""),
    ("http://localhost:8081/v1", "http://localhost:8081/v1"),
  ])
  func keysStayTexts(_ key: String, _ written: String) throws {
    #expect(YAMLSettings.scalar(key) == written)
    var facts = Self.facts
    facts.key = key
    for (client, name) in [(ConnectedClient.aider, "openai-api-key"), (.continue, "    apiKey")] {
      let text = try #require(ClientSettings(client, facts).file).text
      #expect(text.split(separator: "\n").contains("\(name): \(written)"), "\(text)")
    }
  }

  @Test(arguments: goldens)
  func aSecondTimeChangesNothing(_ golden: Golden) throws {
    let file = try Self.file(of: golden.client)
    let once = try file.merged(into: try Self.fixture("\(golden.name).before.\(golden.suffix)"))
    #expect(try file.merged(into: once) == once)
    let new = try file.merged(into: [])
    #expect(try file.merged(into: new) == new)
    #expect(file.text.contains("http://localhost:8081"))
  }

  /// Another address or key takes the old one's place.
  @Test(arguments: goldens)
  func anotherTimeReplaces(_ golden: Golden) throws {
    let first = try Self.file(of: golden.client).merged(into: [])
    var facts = Self.facts
    facts.base = "http://localhost:9999"
    let second = try #require(ClientSettings(golden.client, facts).file)
    let merged = String(decoding: try second.merged(into: first), as: UTF8.self)
    #expect(!merged.contains("8081"))
    #expect(merged.contains("9999"))
  }

  @Test(arguments: [
    (ConnectedClient.claudeCode, #"{"env": "x"}"#, "no object"), (.claudeCode, "{", "line 1"),
    (.claudeCode, "[1]", "object"), (.zed, #"{"language_models": {"openai_compatible": [1]}}"#, "no object"),
    (.codex, "model_providers = {}\n", "model_providers"), (.codex, "model_providers.x.name = 1\n", "model_providers"),
    (.codex, "a = \"\"\"\n[x]\n\"\"\"\n", "several lines"), (.aider, "model: gpt\n", "\"model\""),
    (.aider, "# begin gemini-proxy\n", "enclose"), (.aider, "a: 1\n---\nb: 2\n", "documents"),
    (.aider, "a: 1\r\n", "CR LF"), (.continue, "models: []\n", "list of lines"),
    (.continue, "models: &all\n  - name: x\n", "list of lines"), (.continue, "models:\n  name: x\n", "no list"),
    (.continue, "\tmodels:\n", "tabs"),
  ])
  func leavesAloneWhatItCannotMerge(_ client: ConnectedClient, _ text: String, _ words: String) throws {
    let file = try Self.file(of: client)
    let conflict = #expect(throws: SettingsConflict.self) { try file.merged(into: Array(text.utf8)) }
    #expect(conflict?.reason.contains(words) == true, "\(conflict?.reason ?? "")")
  }

  // MARK: Files

  @Test func aFileThatIsNewIsItsOwnersAlone() throws {
    let folder = TemporaryFolder()
    let path = folder.file("deep/er/settings.json")
    let written = try Self.file(of: .claudeCode).write(to: path).get()
    #expect(written == ClientFile.Written(isChanged: true, backup: nil))
    #expect(Self.mode(path) == 0o600)
    #expect(Self.mode(folder.file("deep")) == 0o700)
    #expect(try Self.file(of: .claudeCode).write(to: path).get() == ClientFile.Written())
    unlink(path)
    rmdir(folder.file("deep/er"))
    rmdir(folder.file("deep"))
  }

  @Test func aFileThatWasThereIsKeptBeside() throws {
    let folder = TemporaryFolder()
    folder.write("settings.json", #"{"model": "opus"}"#, mode: 0o644)
    let written = try Self.file(of: .claudeCode).write(to: folder.file("settings.json")).get()
    let backup = try #require(written.backup)
    #expect(written.isChanged)
    #expect(folder.read(String(backup.dropFirst(folder.path.count + 1))) == #"{"model": "opus"}"#)
    #expect(Self.mode(folder.file("settings.json")) == 0o600)
    #expect(Self.mode(backup) == 0o600)
    // Nobody but this program would know what to make of a lock.
    #expect(access(folder.file(".gemini-proxy.lock"), F_OK) != 0)
    let again = try Self.file(of: .claudeCode).write(to: folder.file("settings.json")).get()
    #expect(again == ClientFile.Written())
  }

  @Test func aLinkStaysALink() throws {
    let folder = TemporaryFolder()
    folder.write("target.json", "{}")
    symlink("target.json", folder.file("settings.json"))
    #expect(try Self.file(of: .claudeCode).write(to: folder.file("settings.json")).get().isChanged)
    var status = stat()
    #expect(lstat(folder.file("settings.json"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(folder.read("target.json")?.contains("ANTHROPIC_BASE_URL") == true)
  }

  @Test func aConflictWritesNothing() throws {
    let folder = TemporaryFolder()
    folder.write("config.yml", "model: mine\n", mode: 0o644)
    let outcome = try Self.file(of: .aider).write(to: folder.file("config.yml"))
    #expect(throws: SettingsConflict.self) { try outcome.get() }
    #expect(folder.read("config.yml") == "model: mine\n")
    #expect(Self.mode(folder.file("config.yml")) == 0o644)
  }

  @Test func filesAreWhereTheirClientLooks() throws {
    let codex = try Self.file(of: .codex)
    #expect(codex.location(in: ["HOME": "/home/a"]) == "/home/a/.codex/config.toml")
    #expect(codex.location(in: ["HOME": "/home/a", "CODEX_HOME": "/c"]) == "/c/config.toml")
    #expect(codex.location(in: [:]) == nil)
    #expect(
      try Self.file(of: .zed).location(in: ["HOME": "/home/a", "XDG_CONFIG_HOME": "/x"]) == "/x/zed/settings.json")
  }

  private static func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  // MARK: Links and facts

  @Test func cherryStudioReadsItsLink() throws {
    let link = try #require(ClientSettings(.cherryStudio, Self.facts).link)
    let start = "cherrystudio://providers/api-keys?v=1&data="
    #expect(link.hasPrefix(start))
    // As a URL's query is read.
    let components = try #require(URLComponents(string: link))
    let data = try #require(components.queryItems?.first { $0.name == "data" }?.value)
    let json = try #require(Base64.decode(data))
    let view = try JSONDocument.parse(json)
    #expect(view["id"]?.string == "gemini-proxy" && view["type"]?.string == "openai")
    #expect(view["baseUrl"]?.string == "http://localhost:8081" && view["apiKey"]?.string == "gp-key")
  }

  @Test(arguments: ConnectedClient.allCases)
  func everyClientIsTold(_ client: ConnectedClient) {
    let settings = ClientSettings(client, Self.facts)
    let all =
      settings.steps + settings.environment.map(\.value) + [settings.link ?? "", settings.file?.text ?? ""]
    #expect(!settings.steps.isEmpty)
    #expect(client == .ollama || all.contains { $0.contains("gp-key") })
    #expect(all.contains { $0.contains("http://localhost:8081") })
  }

  @Test func factsComeFromTheConfiguration() throws {
    var configuration = ProxyConfiguration(limits: .current())
    configuration.host = "0.0.0.0"
    configuration.port = 8081
    configuration.apiKeys = [
      ClientKey(key: Secret("sha256:00")), ClientKey(key: Secret("gp-some"), models: ["gemini-2.5-flash"]),
      ClientKey(key: Secret("gp-all")),
    ]
    let facts = try ConnectionFacts(configuration)
    #expect(facts.base == "http://localhost:8081" && facts.key == "gp-all")
    let other = try ConnectionFacts(configuration, url: "https://proxy.example/v1/", key: "k", model: "m")
    #expect(other.base == "https://proxy.example" && other.key == "k" && other.smallModel == "m")
    configuration.apiKeys = [ClientKey(key: Secret("sha256:00"))]
    #expect(throws: ConnectionFacts.Obstacle.hashedKeys) { try ConnectionFacts(configuration) }
    configuration.apiKeys = []
    #expect(try ConnectionFacts(configuration).key == "none-needed")
    configuration.port = 0
    #expect(throws: ConnectionFacts.Obstacle.anyPort) { try ConnectionFacts(configuration) }
    configuration.host = "unix:/run/x"
    #expect(throws: ConnectionFacts.Obstacle.unixSocket) { try ConnectionFacts(configuration) }
  }
}
