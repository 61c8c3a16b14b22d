/// What the path of a native request names: a model and what to do with it.
package struct NativeTarget: Sendable, Equatable {
  package enum Method: String, Sendable {
    case generateContent, streamGenerateContent, countTokens, embedContent, batchEmbedContents
  }

  /// Still unchecked, as every model a client names.
  package let model: String
  package let method: Method
  /// Whether a stream is made of server-sent events (`alt=sse`); without, it is one JSON array.
  package let isSSE: Bool

  package init(model: String, method: Method, isSSE: Bool = true) {
    self.model = model
    self.method = method
    self.isSSE = isSSE
  }

  /// Reads what follows the version in a path that was percent-decoded once, such as `models/m:generateContent`.
  ///
  /// Nil if it names no method known here. A repeated `models/` counts once: some clients add it to ids that have it.
  package init?(path: some StringProtocol, isSSE: Bool) {
    guard let colon = path.lastIndex(of: ":") else { return nil }
    guard let method = Method(rawValue: String(path[path.index(after: colon)...])) else { return nil }
    var model = path[..<colon]
    while model.hasPrefix("models/models/") { model = model.dropFirst("models/".count) }
    self.init(model: String(model), method: method, isSSE: isSSE)
  }
}
