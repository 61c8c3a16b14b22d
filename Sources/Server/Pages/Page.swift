/// A page of the sign-in, as HTML without scripts.
struct Page {
  enum Mood { case plain, good, bad, note }

  var status: Int
  var language: PageLanguage
  var mood = Mood.plain
  var title: String
  var content: HTML

  init(status: Int = 200, _ language: PageLanguage, _ mood: Mood = .plain, title: String, content: HTML) {
    self.status = status
    self.language = language
    self.mood = mood
    self.title = title
    self.content = content
  }

  /// What every page begins with, up to its style sheet.
  static func head(_ language: PageLanguage, title: String, script: HTML? = nil) -> HTML {
    """
    <!doctype html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <link rel="icon" href="data:,">
    <title>\(title) · Gemini Proxy</title>
    \(script)<style>
    """
  }

  var document: [UInt8] {
    let body: HTML = """
      </style>
      </head>
      <body>
      <main>
      <header>\(Self.mark)<span>Gemini Proxy</span></header>
      \(badge)<h1>\(title)</h1>
      \(content)
      </main>
      </body>
      </html>

      """
    return Array((Self.head(language, title: title).markup + PageStyle.sheet + body.markup).utf8)
  }

  /// Of every page: what a browser may do with it, and that nobody keeps or frames it.
  static let fields: HTTPFields = [
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": PageStyle.policy,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
  ]

  static let mark: HTML = """
    <svg viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="M12 1c.6 6.300 4.700 10.400 11 11-6.300.600\
    -10.400 4.700-11 11-.600-6.300-4.700-10.400-11-11 6.300-.600 10.400-4.700 11-11z"/></svg>
    """

  private var badge: HTML {
    switch mood {
    case .plain: ""
    case .good: "<div class=\"badge good\" aria-hidden=\"true\">✓</div>\n"
    case .bad: "<div class=\"badge bad\" aria-hidden=\"true\">!</div>\n"
    case .note: "<div class=\"badge ask\" aria-hidden=\"true\">?</div>\n"
    }
  }
}
