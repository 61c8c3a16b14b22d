/// What an answer's search found, as Anthropic's web search tells it.
struct MessagesSearch {
  /// The longest cited text, in characters, as Anthropic has it.
  private static let longestCitation = 150

  /// One object for each place of the text that rests on a source.
  private(set) var citations: [[UInt8]] = []
  /// The pages found, separated by commas.
  private(set) var results: [UInt8] = []
  /// What was searched for.
  private(set) var input = [UInt8](literal: "{\"query\":\"\"}")

  /// `text` is the answer in UTF-8.
  init(_ metadata: [UInt8], text: [UInt8]) {
    guard !metadata.isEmpty, let view = try? JSONDocument.parse(metadata) else { return }
    let grounding = Grounding(view, text: text)
    let characters = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    var seen: Set<String> = []
    for citation in grounding.citations {
      if citation.end > citation.start, citation.end <= characters.count {
        citations.append(Self.location(citation, characters))
      }
      guard seen.insert(citation.url).inserted else { continue }
      if !results.isEmpty { results.append(UInt8(ascii: ",")) }
      results.append(literal: "{\"type\":\"web_search_result\",\"url\":")
      JSONWriter.string(citation.url, into: &results)
      results.append(literal: ",\"title\":")
      JSONWriter.string(citation.title, into: &results)
      results.append(literal: ",\"encrypted_content\":\"\",\"page_age\":null}")
    }
    if let query = view["webSearchQueries"]?[0]?.text {
      input = [UInt8](literal: "{\"query\":")
      query.write(into: &input)
      input.append(UInt8(ascii: "}"))
    }
  }

  private static func location(_ citation: Grounding.Citation, _ text: [Unicode.Scalar]) -> [UInt8] {
    var cited = String.UnicodeScalarView()
    cited.append(contentsOf: text[citation.start..<min(citation.end, citation.start + longestCitation)])
    var output = [UInt8](literal: "{\"type\":\"web_search_result_location\",\"url\":")
    JSONWriter.string(citation.url, into: &output)
    output.append(literal: ",\"title\":")
    JSONWriter.string(citation.title, into: &output)
    output.append(literal: ",\"encrypted_index\":\"\",\"cited_text\":")
    JSONWriter.string(String(cited), into: &output)
    output.append(UInt8(ascii: "}"))
    return output
  }
}
