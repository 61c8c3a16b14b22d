/// Markup whose interpolated texts are escaped; only what is markup already goes in as it is.
struct HTML: ExpressibleByStringInterpolation, Equatable {
  private(set) var markup: String

  init(stringLiteral markup: String) {
    self.markup = markup
  }

  init(stringInterpolation: StringInterpolation) {
    markup = stringInterpolation.markup
  }

  static func + (left: HTML, right: HTML) -> HTML {
    var sum = left
    sum.markup += right.markup
    return sum
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + 32 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) {
      markup += literal
    }

    mutating func appendInterpolation(_ text: String) {
      for scalar in text.unicodeScalars {
        switch scalar {
        case "&": markup += "&amp;"
        case "<": markup += "&lt;"
        case ">": markup += "&gt;"
        case "\"": markup += "&quot;"
        case "'": markup += "&#39;"
        // Control characters have no place in a page, and some of them turn text around.
        case _ where scalar.properties.generalCategory == .control && scalar != "\n": markup += "\u{FFFD}"
        case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": markup += "\u{FFFD}"
        default: markup.unicodeScalars.append(scalar)
        }
      }
    }

    mutating func appendInterpolation(_ html: HTML) {
      markup += html.markup
    }

    mutating func appendInterpolation(_ html: HTML?) {
      if let html { markup += html.markup }
    }
  }
}
