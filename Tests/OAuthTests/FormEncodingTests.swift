import Testing

@testable import OAuth

struct FormEncodingTests {
  @Test(arguments: [
    ("a=b%2Bc", "b+c"), ("a=b+c", "b c"), ("a=%E4%BD%A0", "你"), ("a=%+5", "% 5"), ("a=%-5", "%-5"), ("a=%zz", "%zz"),
    ("a=%4", "%4"), ("a=", ""),
  ])
  func brokenEscapesStayAsTheyAre(_ query: String, _ value: String) {
    #expect(FormEncoding.decode(query).map(\.value) == [value])
  }

  @Test func whatIsEncodedComesBack() {
    let fields = [(name: "a&b", value: "1=2 + 你"), (name: "", value: "%")]
    let decoded = FormEncoding.decode(FormEncoding.encode(fields))
    #expect(decoded.map(\.name) == fields.map(\.name) && decoded.map(\.value) == fields.map(\.value))
  }

  @Test(arguments: [("http://h:80/", true), ("http://h:+80/", false), ("http://h:-1/", false), ("http://h:/", false)])
  func aPortIsDigits(_ url: String, _ isURL: Bool) {
    #expect((URLParts(url) != nil) == isURL)
  }
}
