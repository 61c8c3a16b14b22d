/// Where a text stops being JSON, or stops being the JSON that was asked for.
package struct JSONError: Error, Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case unexpectedEnd
    case expectedValue
    case expectedKey
    case expectedColon
    case expectedCommaOrEnd
    case expected(JSONKind)
    case trailingData
    case tooDeep
    case tooLarge
    case invalidNumber
    case invalidEscape
    case invalidUTF8
    case controlCharacter
    case byteOrderMark
    /// A number that JSON cannot express: an infinity or NaN.
    case notFinite
  }

  /// Bytes from the start of the text.
  package let offset: Int
  package let reason: Reason

  package init(offset: Int, _ reason: Reason) {
    self.offset = offset
    self.reason = reason
  }
}

extension JSONError: CustomStringConvertible {
  package var description: String { "\(explanation) at byte \(offset)" }

  private var explanation: String {
    switch reason {
    case .unexpectedEnd: "the JSON ends too early"
    case .expectedValue: "expected a JSON value"
    case .expectedKey: "expected an object key in double quotes"
    case .expectedColon: "expected a colon"
    case .expectedCommaOrEnd: "expected a comma or the end of the object or array"
    case .expected(let kind): "expected \(kind.phrase)"
    case .trailingData: "unexpected text after the JSON value"
    case .tooDeep: "the JSON is nested deeper than \(JSONScanner.maximumDepth) levels"
    case .tooLarge: "the JSON is larger than 4 GiB"
    case .invalidNumber: "invalid number"
    case .invalidEscape: "invalid escape sequence in a string"
    case .invalidUTF8: "the text is not valid UTF-8"
    case .controlCharacter: "unescaped control character in a string"
    case .byteOrderMark: "the JSON begins with a byte order mark"
    case .notFinite: "the number is not finite"
    }
  }
}
