import Testing

@testable import Server

struct HTMLTests {
  @Test(arguments: [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    (#"" onmouseover='x'"#, "&quot; onmouseover=&#39;x&#39;"),
    ("a & b", "a &amp; b"), ("&lt;", "&amp;lt;"), ("用户@例子.公司 😀", "用户@例子.公司 😀"),
    ("a\u{0}\u{1B}[31m\u{202E}b", "a\u{FFFD}\u{FFFD}[31m\u{FFFD}b"),
  ])
  func escapesTexts(_ text: String, _ expected: String) {
    let html: HTML = "<p title=\"\(text)\">\(text)</p>"
    #expect(html.markup == "<p title=\"\(expected)\">\(expected)</p>")
  }

  @Test func leavesMarkupAlone() {
    let inner: HTML = "<b>\("<")</b>"
    let none: HTML? = nil
    let outer: HTML = "<p>\(inner)\(none)</p>"
    #expect(outer.markup == "<p><b>&lt;</b></p>")
  }
}
