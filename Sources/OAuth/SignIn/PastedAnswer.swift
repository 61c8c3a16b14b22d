/// What a person pasted after signing in: the code alone, or the whole address the browser ended on.
package struct PastedAnswer: Sendable, Hashable {
  package var code: Secret
  /// Nil where only the code was pasted.
  package var state: String?
  /// Google's error code where the person was refused or refused themselves.
  package var error: String?

  /// Nil for what can be neither.
  package init?(_ text: String) {
    var trimmed = Substring(text)
    while let first = trimmed.first, first.isWhitespace || "\"'<".contains(first) { trimmed.removeFirst() }
    while let last = trimmed.last, last.isWhitespace || "\"'>".contains(last) { trimmed.removeLast() }
    guard !trimmed.isEmpty, trimmed.utf8.count <= 8192, !trimmed.contains(where: \.isWhitespace) else { return nil }
    let question = trimmed.firstIndex(of: "?")
    guard question != nil || trimmed.contains("code=") else {
      // Google's codes look like 4/0A…, with the slash sometimes still escaped.
      let code = FormEncoding.decode("code=" + trimmed.split(separator: "&")[0]).first?.value ?? ""
      guard !trimmed.contains("://") else { return nil }
      self.init(code: code, state: nil, error: nil)
      return
    }
    let query = question.map { trimmed[trimmed.index(after: $0)...] } ?? trimmed
    let fields = FormEncoding.decode(query.split(separator: "#", maxSplits: 1).first ?? "")
    let code = fields.first { $0.name == "code" }?.value ?? ""
    let error = fields.first { $0.name == "error" }?.value
    guard !code.isEmpty || error != nil else { return nil }
    self.init(code: code, state: fields.first { $0.name == "state" }?.value, error: error)
  }

  private init(code: String, state: String?, error: String?) {
    self.code = Secret(code)
    self.state = state
    self.error = error
  }
}
