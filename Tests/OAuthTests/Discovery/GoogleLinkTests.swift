import OAuth
import Testing

/// Which addresses people are led to.
@Suite struct GoogleLinkTests {
  @Test(arguments: [
    "https://accounts.google.com/signin?continue=a%5Cb", "https://google.com/", "https://x.googleapis.com",
  ])
  func `An https address of Google's is shown`(address: String) {
    #expect(GoogleLink.trusted(address) == address)
  }

  @Test(arguments: [
    // To a browser a backslash ends the host as a slash does.
    #"https://evil.example\.google.com/"#, #"https://evil.example\@accounts.google.com/"#,
    "https://evil.example%2F.google.com/", "https://evil.example;.google.com/", "https://evil.example／.google.com/",
    "https://google.com.evil.example/", "https://evilgoogle.com/", "https://google.com@evil.example/",
    "http://google.com/", "javascript://google.com/%0aalert(1)", "https://google.com:8443/",
  ])
  func `Any other is not`(address: String) {
    #expect(GoogleLink.trusted(address) == nil)
  }
}
