import Testing

@testable import Server

struct HTTPTargetTests {
  @Test(arguments: [
    ("/a/b", "/a/b"), ("/a%20b", "/a b"), ("/a+b", "/a+b"), ("/%2F", "//"), ("/%252F", "/%2F"),
    ("/caf%C3%A9", "/caf\u{E9}"),
    ("/%c3%A9", "/\u{E9}"), ("/%", nil), ("/%4", nil), ("/%zz", nil), ("/%+1", nil), ("/%00", nil), ("/%0a", nil),
    ("/%7f", nil),
    ("/%FF", nil), ("/%C0%AF", nil), ("/%ED%A0%80", nil),
  ])
  func decodesOnce(_ raw: String, expected: String?) {
    #expect(HTTPTarget(path: raw).decodedPath == expected)
  }

  @Test(arguments: [
    ("/", [""]), ("/a", ["a"]), ("/a//b/", ["a", "", "b", ""]), ("/a%2Fb/c", ["a/b", "c"]), ("/..", [".."]),
    ("/%2e%2e", [".."]),
    ("/a/%zz", nil), ("*", nil),
  ])
  func segments(_ raw: String, expected: [String]?) {
    #expect(HTTPTarget(path: raw).segments == expected)
  }

  @Test(arguments: [
    ("key=a", "a"), ("x=1&key=a&key=b", "a"), ("key", ""), ("key=", ""), ("k%65y=a%26b", "a&b"),
    ("key=a+b%2Bc", "a b+c"),
    ("key=a=b", "a=b"), ("keys=a", nil), ("KEY=a", nil), ("", nil), ("&&key=x&", "x"), ("key=%zz", nil),
    ("key=%00", nil),
    ("=x&key=y", "y"),
  ])
  func queryItems(_ query: String, expected: String?) {
    #expect(HTTPTarget(path: "/", query: query).queryItem("key") == expected)
  }

  @Test func noQuery() { #expect(HTTPTarget(path: "/").queryItem("key") == nil) }
}
