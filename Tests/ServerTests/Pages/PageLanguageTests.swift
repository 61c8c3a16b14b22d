import Testing

@testable import Server

struct PageLanguageTests {
  @Test(arguments: [
    (nil, PageLanguage.english), ("", .english), ("*", .english), ("fr-FR,fr;q=0.9", .english), ("zh", .chinese),
    ("zh-CN,zh;q=0.9,en;q=0.8", .chinese), ("zh-TW", .chinese), ("ZH-hans-cn", .chinese),
    ("en-US,en;q=0.9,zh;q=0.8", .english),
    ("en;q=0.5, zh;q=0.7", .chinese), ("fr, zh;q=0.1", .chinese), ("zh;q=0, en;q=0.1", .english),
    ("en, zh", .english), ("zh, en", .chinese), ("zh;q=x, en", .english), (",;,q=", .english),
  ])
  func prefersWhatTheBrowserDoes(_ field: String?, _ expected: PageLanguage) {
    #expect(PageLanguage(acceptLanguage: field) == expected)
  }
}
