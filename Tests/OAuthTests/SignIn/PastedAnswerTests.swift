import Testing

@testable import OAuth

struct PastedAnswerTests {
  @Test(arguments: [
    ("4/0Abc-_x", "4/0Abc-_x", nil), ("  4%2F0Abc \n", "4/0Abc", nil),
    ("http://localhost:8081/auth/callback/id?state=s1&code=4%2F0A&scope=x", "4/0A", "s1"),
    ("\"http://localhost:8081/oauth2callback?code=4/0A&state=s1#\"", "4/0A", "s1"),
    ("code=4%2F0A&state=s1", "4/0A", "s1"), ("/auth/callback?code=c&state=", "c", ""),
  ])
  func findsTheCode(text: String, code: String, state: String?) throws {
    let answer = try #require(PastedAnswer(text))
    #expect(answer.code.exposed == code && answer.state == state && answer.error == nil)
  }

  @Test func findsTheError() {
    #expect(PastedAnswer("http://localhost/auth/callback?error=access_denied&state=s")?.error == "access_denied")
  }

  @Test(arguments: ["", "  ", "two words", "http://localhost:8081/", "http://localhost/?state=s"])
  func refusesOtherText(text: String) {
    #expect(PastedAnswer(text) == nil)
  }
}
