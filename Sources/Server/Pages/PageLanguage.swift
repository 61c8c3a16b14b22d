/// The languages that pages speak.
package enum PageLanguage: String, Sendable {
  case english = "en"
  case chinese = "zh-CN"

  /// The one that an `Accept-Language` field prefers; English where it names neither.
  init(acceptLanguage: String?) {
    self = .english
    var best = 0.0
    for item in (acceptLanguage ?? "").prefix(1024).split(separator: ",") {
      let parts = item.split(separator: ";").map { String($0.filter { $0 != " " }).lowercased() }
      guard let tag = parts.first, let found = Self(tag: tag) else { continue }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      // The first of equals counts.
      guard weight > best else { continue }
      best = weight
      self = found
    }
  }

  /// The one that the visitor has chosen by `?lang=`, or else prefers.
  init(_ head: HTTPRequestHead) {
    self =
      head.target.queryItem("lang").flatMap { Self(tag: $0.lowercased()) }
      ?? PageLanguage(acceptLanguage: head.fields.first("accept-language"))
  }

  private init?(tag: String) {
    if tag == "zh" || tag.hasPrefix("zh-") {
      self = .chinese
    } else if tag == "en" || tag.hasPrefix("en-") {
      self = .english
    } else {
      return nil
    }
  }

  /// The text in this language.
  func callAsFunction<Text>(_ english: Text, _ chinese: Text) -> Text { self == .english ? english : chinese }
}
