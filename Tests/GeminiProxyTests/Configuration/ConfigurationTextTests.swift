import OAuth
import Testing

@testable import GeminiProxy

struct ConfigurationTextTests {
  static let token = OAuthToken(accessToken: Secret("a"), refreshToken: Secret("r"), expiry: nil)

  @Test(arguments: [
    ("{}", #"{\#n  "project_id": "p"\#n}"#), (#"{"project_id":"","x":1}"#, #"{"project_id":"p","x":1}"#),
    (#"{"x":1}"#, #"{"x":1, "project_id": "p"}"#),
    (
      "{\n\t\"x\": [1, 2.50],\n\t\"project_id\" : \"old\"\n}\n", "{\n\t\"x\": [1, 2.50],\n\t\"project_id\" : \"p\"\n}\n"
    ),
    ("{\n    \"x\": 1e400\n}\n", "{\n    \"x\": 1e400,\n    \"project_id\": \"p\"\n}\n"),
    ("\u{FEFF}{\"project_id\":null}", #"{"project_id":"p"}"#),
    (#"{"project_id":"a","project_id":"b"}"#, #"{"project_id":"a","project_id":"p"}"#),
  ])
  func changesOneKeyAndNothingElse(before: String, after: String) throws {
    let update = try ConfigurationText.applying([.project("p", account: "default")], to: Array(before.utf8))
    #expect(String(decoding: update.bytes, as: UTF8.self) == after)
  }

  @Test(arguments: [
    (#"{"a":1}"#, #"{"a":1, "accounts": [{"name": "w", "project_id": "p"}]}"#),
    (#"{"accounts":[]}"#, #"{"accounts":[{"name": "w", "project_id": "p"}]}"#),
    (#"{"accounts":[{"name":"v"}]}"#, #"{"accounts":[{"name":"v"}, {"name": "w", "project_id": "p"}]}"#),
    (
      #"{"accounts":[{"name":"v"},{"name":"w","z":0}]}"#,
      #"{"accounts":[{"name":"v"},{"name":"w","z":0, "project_id": "p"}]}"#
    ),
  ])
  func findsOrAddsAccounts(before: String, after: String) throws {
    let update = try ConfigurationText.applying([.project("p", account: "w")], to: Array(before.utf8))
    #expect(String(decoding: update.bytes, as: UTF8.self) == after)
  }

  @Test func keepsABackupOnlyOfAnotherSignIn() throws {
    let other = OAuthToken(accessToken: Secret("b"), refreshToken: Secret("s"), expiry: nil)
    let refreshed = OAuthToken(accessToken: Secret("c"), refreshToken: Secret("r"), expiry: nil)
    let old = try ConfigurationText.applying([.token(Self.token, account: "default")], to: nil)
    #expect(!old.keepsBackup)
    for (change, keeps) in [(other as OAuthToken?, true), (refreshed, false), (nil, false)] {
      let update = try ConfigurationText.applying([.token(change, account: "default")], to: old.bytes)
      #expect(update.keepsBackup == keeps)
    }
  }

  @Test func addsAndRemovesClientKeys() throws {
    let named = ClientKey(
      name: "n", key: Secret("gp-2"), models: ["m"], requestsPerMinute: 1, expires: UnixTime(seconds: 0))
    let added = try ConfigurationText.applying(
      [.addClientKey(ClientKey(key: Secret("gp-1"))), .addClientKey(named)], to: Array(#"{"api_keys":["gp-0"]}"#.utf8))
    let loaded = ConfigurationLoaderTests.load(String(decoding: added.bytes, as: UTF8.self))
    #expect(loaded.errors.isEmpty && loaded.configuration.apiKeys.map(\.key.exposed) == ["gp-0", "gp-1", "gp-2"])
    #expect(loaded.configuration.apiKeys.last == named)
    let removed = try ConfigurationText.applying([.removeClientKey(Secret("gp-1"))], to: added.bytes)
    let rest = ConfigurationLoaderTests.load(String(decoding: removed.bytes, as: UTF8.self)).configuration.apiKeys
    #expect(rest.map(\.key.exposed) == ["gp-0", "gp-2"] && rest.last == named)
  }

  @Test func refusesToTouchWhatItCannotRead() {
    #expect(throws: ConfigurationText.Problem.self) {
      try ConfigurationText.applying([.clientID("x")], to: Array("{ // half\n".utf8))
    }
  }
}
