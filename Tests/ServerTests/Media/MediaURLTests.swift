import Testing

@testable import Server

struct MediaURLTests {
  @Test(arguments: [
    ("https://example.com/a.png", "https://example.com/a.png"),
    ("HTTP://EXAMPLE.com", "http://example.com/"),
    ("https://example.com:443/a?b=c#d", "https://example.com/a?b=c"),
    ("http://example.com:/a", "http://example.com/a"),
    ("http://example.com:8080", "http://example.com:8080/"),
    ("https://example.com?q", "https://example.com/?q"),
    ("https://[2001:DB8::1]/x", "https://[2001:db8::1]/x"),
    ("https://example.com/bild größe.png", "https://example.com/bild%20gr%C3%B6%C3%9Fe.png"),
    ("https://example.com/%2e%2e/a%20b", "https://example.com/%2e%2e/a%20b"),
    ("http://2130706433/", "http://2130706433/"),
    ("https://a_b.example.com/@x:y", "https://a_b.example.com/@x:y"),
  ])
  func `An address is read and written one way`(_ text: String, _ expected: String) {
    #expect(MediaURL(text)?.text == expected)
  }

  @Test(arguments: [
    "", "https:", "https://", "https:///a", "https:/a", "ftp://example.com/", "file:///etc/passwd", "gopher://h/",
    "https://user@example.com/", "https://user:secret@example.com/", "https://@example.com/",
    "https://example.com@evil.example/", "https://example.com:80:80/", "https://example.com:0/",
    "https://example.com:65536/", "https://example.com:1e2/", "https://example.com:+80/", "https://exa mple.com/",
    "https://example.com\\@evil.example/", "https://example.com/\\..", "https://example.com/a\r\nHost: x",
    "https://example.com/\u{0}", "https://[::1/", "https://[]/", "https://[fe80::1%25lo]/", "https://[1.2.3.4]/",
    "https://[::1]x/", "https://ex\u{430}mple.com/", "https://example.com%2f@evil.example/", "https://%31.2.3.4/",
    " https://example.com/", "https://exam\tple.com/",
  ])
  func `What two readers could understand differently is refused`(_ text: String) {
    #expect(MediaURL(text) == nil)
  }

  @Test(arguments: [
    ("https://b.example/x", "https://b.example/x"), ("//b.example/x", "https://b.example/x"),
    ("/x?y", "https://a.example/x?y"),
    ("x", "https://a.example/p/x"), ("?z", "https://a.example/p/q?z"), ("../x", "https://a.example/p/../x"),
    ("http://a.example:8080/", "http://a.example:8080/"), ("x?u=http://c/", "https://a.example/p/x?u=http://c/"),
  ])
  func `A redirect is seen from where it was given`(_ location: String, _ expected: String) throws {
    let place = try #require(MediaURL("https://a.example/p/q?r=/s"))
    #expect(place.redirected(to: location)?.text == expected)
  }

  @Test(arguments: [
    "javascript:alert(1)", "file:///etc/passwd", "https://u:p@b.example/", "ftp://b.example/", "//u@b/",
  ])
  func `A redirect to what is no such address is none`(_ location: String) throws {
    let place = try #require(MediaURL("https://a.example/p"))
    #expect(place.redirected(to: location) == nil)
  }
}
