/// Vectors as upstream computed them, each the JSON array that it sent: numbers keep their digits.
package struct EmbedAnswer: Sendable {
  package private(set) var vectors: [[UInt8]] = []
  /// The tokens of all texts; 0 where upstream does not tell.
  package private(set) var tokens = 0

  package init() {}

  /// Adds what one call brought, whichever service answered; false if there is no vector in it.
  package mutating func add(_ body: [UInt8]) -> Bool {
    guard let view = try? JSONDocument.parse(body) else { return false }
    let before = vectors.count
    if let embedding = view["embedding"] { add(embedding) }
    for embedding in (view["embeddings"] ?? view).elements { add(embedding) }
    for prediction in (view["predictions"] ?? view).elements {
      guard let embedding = prediction["embeddings"] else { continue }
      add(embedding)
      tokens += embedding["statistics"]?["token_count"]?.int ?? 0
    }
    tokens += view["usageMetadata"]?["promptTokenCount"]?.int ?? 0
    return vectors.count > before
  }

  private mutating func add(_ embedding: JSONView) {
    guard let values = embedding["values"], values.kind == .array else { return }
    guard values.elements.allSatisfy({ $0.kind == .number }) else { return }
    // Whole answers are written with every number on a line of its own.
    vectors.append(values.source.filter { $0 > 0x20 })
  }

  /// The answer in Gemini's words: of `embedContent`, or with `isBatch` of `batchEmbedContents`.
  package func native(isBatch: Bool) -> [UInt8] {
    var output: [UInt8] = []
    output.append(literal: isBatch ? "{\"embeddings\":[" : "{\"embedding\":")
    for (position, vector) in vectors.enumerated() {
      output.append(literal: position > 0 ? ",{\"values\":" : "{\"values\":")
      output.append(contentsOf: vector)
      output.append(UInt8(ascii: "}"))
    }
    output.append(literal: isBatch ? "]}" : "}")
    return output
  }
}
