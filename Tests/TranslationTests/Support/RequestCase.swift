import Testing

@testable import Translation

/// A client's request and the Gemini request it is to become, read from a fixture.
struct RequestCase: Sendable, CustomTestStringConvertible {
  /// Begins with the codes of the conformance list that the case covers.
  let name: String
  /// What follows the version in the path of a native request.
  let path: String?
  let request: String
  /// The inner Gemini request; nil where the request is refused.
  let upstream: String?
  let adjusted: [String]?
  /// The path at fault where the request is refused.
  let fault: String?

  var testDescription: String { name }

  static func all(_ file: String) -> [RequestCase] {
    guard let bytes = try? Fixture.bytes(file), let view = try? JSONDocument.parse(bytes) else {
      // Without a case a parameterised test would pass unseen.
      fatalError("\(file) cannot be read")
    }
    return view.elements.map { view in
      RequestCase(
        name: view["name"]?.string ?? "", path: view["path"]?.string, request: source(view["request"]) ?? "",
        upstream: source(view["upstream"]),
        adjusted: view["adjusted"].map { $0.elements.compactMap(\.string) }, fault: view["fault"]?.string)
    }
  }

  private static func source(_ view: JSONView?) -> String? {
    view.map { String(decoding: $0.source, as: UTF8.self) }
  }
}
