/// The sources an answer rests on.
struct Grounding: Sendable {
  struct Citation: Sendable, Equatable {
    let url: String
    let title: String
    /// In characters of the answer.
    let start: Int
    let end: Int
  }

  /// More than this help nobody.
  static let maximumCitations = 256

  let citations: [Citation]

  /// Reads `groundingMetadata`; `text` is the answer it speaks of, in UTF-8.
  init(_ metadata: JSONView, text: [UInt8]) {
    let sources = (metadata["groundingChunks"].map { Array($0.elements) } ?? []).map { chunk -> (String, String)? in
      let page = chunk["web"] ?? chunk["retrievedContext"]
      // A citation without a link crashes some clients.
      guard let url = page?["uri"]?.string, !url.isEmpty else { return nil }
      return (url, page?["title"]?.string ?? url)
    }
    var list: [Citation] = []
    var used: Set<Int> = []
    var characters = CharacterOffsets(text)
    for support in metadata["groundingSupports"].map({ Array($0.elements) }) ?? [] {
      let segment = support["segment"]
      let start = characters.count(before: segment?["startIndex"]?.int ?? 0)
      let end = characters.count(before: segment?["endIndex"]?.int ?? 0)
      for index in (support["groundingChunkIndices"].map { Array($0.elements) } ?? []).compactMap(\.int) {
        guard sources.indices.contains(index), let (url, title) = sources[index] else { continue }
        used.insert(index)
        list.append(Citation(url: url, title: title, start: start, end: end))
      }
    }
    for (index, source) in sources.enumerated() where !used.contains(index) {
      guard let (url, title) = source else { continue }
      list.append(Citation(url: url, title: title, start: 0, end: 0))
    }
    citations = Array(list.prefix(Self.maximumCitations))
  }
}
