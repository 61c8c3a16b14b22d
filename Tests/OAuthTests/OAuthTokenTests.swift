import Testing

@testable import OAuth

struct OAuthTokenTests {
  static let go =
    #"{"access_token":"ya29.a","token_type":"Bearer","refresh_token":"1//r","expiry":"2026-01-08T17:20:00Z"}"#

  @Test(arguments: [
    go,
    #"{"access_token":"ya29.a","scope":"x","token_type":"Bearer","id_token":"e","expiry_date":1767892800000,"refresh_token":"1//r"}"#,
    #"{"refresh_token":"1//r","access_token":"ya29.a","expiry":1767892800}"#,
    #"{"refresh_token":"1//r","access_token":"ya29.a","token_type":"","expiry_date":"1767892800000"}"#,
    #"{"refresh_token":"1//r","access_token":"ya29.a","expiry":"2026-01-08T18:20:00+01:00"}"#,
  ])
  func readsEveryForm(text: String) throws {
    let token = try #require(OAuthToken(json: Array(text.utf8)))
    #expect(token.expiry == UnixTime(milliseconds: 1_767_892_800_000))
    #expect(String(decoding: token.json, as: UTF8.self) == Self.go)
    #expect(OAuthToken(tokenFile: token.tokenFile) == token)
    #expect(OAuthToken(tokenFile: text) == token)
  }

  @Test(arguments: ["", "{}", "[]", "nonsense", "e30=", #"{"access_token":1}"#, #"{"access_token":"#])
  func refusesOtherText(text: String) {
    #expect(OAuthToken(tokenFile: text) == nil)
  }

  @Test func goesWithoutExpiry() {
    let zero = OAuthToken(json: Array(#"{"access_token":"a","expiry":"0001-01-01T00:00:00Z"}"#.utf8))
    #expect(zero?.expiry == nil)
    #expect(zero?.isFresh(at: .now()) == true)
  }

  @Test(arguments: [(0, true), (3_299_999, true), (3_300_000, false), (4_000_000, false)])
  func isStaleFiveMinutesEarly(elapsed: Int64, isFresh: Bool) {
    let token = OAuthToken(
      accessToken: Secret("a"), refreshToken: Secret("r"), expiry: UnixTime(milliseconds: 3_600_000))
    #expect(token.isFresh(at: UnixTime(milliseconds: elapsed)) == isFresh)
  }

  @Test func keepsItsSecrets() {
    let token = OAuthToken(accessToken: Secret("ya29.x"), refreshToken: Secret("1//y"), expiry: nil)
    var dumped = ""
    dump(token, to: &dumped)
    for text in ["\(token)", String(reflecting: token), dumped] {
      #expect(!text.contains("ya29") && !text.contains("1//"))
    }
  }
}
