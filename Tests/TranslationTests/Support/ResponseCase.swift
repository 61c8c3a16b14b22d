import Testing

@testable import Translation

/// Upstream's payloads and what a client is to get of them, streamed and whole, read from a fixture.
struct ResponseCase: Sendable, CustomTestStringConvertible {
  /// Begins with the codes of the conformance list that the case covers.
  let name: String
  let request: [UInt8]
  let payloads: [[UInt8]]
  /// The `choices` of each chunk.
  let stream: [String]
  /// The `choices` of the whole answer.
  let whole: String
  /// Tokens in, out and in total, where the case is about them.
  let usage: [Int]?

  var testDescription: String { name }

  static func all(_ file: String) -> [ResponseCase] {
    guard let bytes = try? Fixture.bytes(file), let view = try? JSONDocument.parse(bytes) else {
      // Without a case a parameterised test would pass unseen.
      fatalError("\(file) cannot be read")
    }
    return view.elements.map { view in
      ResponseCase(
        name: view["name"]?.string ?? "", request: source(view["request"]),
        payloads: view["upstream"].map { $0.elements.map { Array($0.source) } } ?? [],
        stream: view["stream"].map { $0.elements.map { text($0) } } ?? [], whole: view["whole"].map(text) ?? "",
        usage: view["usage"].map { $0.elements.compactMap(\.int) })
    }
  }

  private static func source(_ view: JSONView?) -> [UInt8] { view.map { Array($0.source) } ?? [] }

  private static func text(_ view: JSONView) -> String { String(decoding: view.source, as: UTF8.self) }
}
