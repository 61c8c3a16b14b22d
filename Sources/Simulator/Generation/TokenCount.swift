/// Tokens as the simulator counts them: four bytes of text are one, a picture is 258.
enum TokenCount {
  static func text(_ text: String) -> Int { max(1, (text.utf8.count + 3) / 4) }

  static func contents(_ contents: [GoogleJSON]) -> Int {
    contents.reduce(0) { sum, content in
      content.parts.reduce(sum) { sum, part in
        if let text = part["text"]?.text { return sum + Self.text(text) }
        if part["inline_data"] != nil || part["file_data"] != nil { return sum + 258 }
        return sum + text(part.line)
      }
    }
  }

  /// Contents, system instruction and tools.
  static func prompt(_ request: GoogleJSON) -> Int {
    let system = request["system_instruction"].map { contents([$0]) } ?? 0
    let tools = (request["tools"]?.elements ?? []).reduce(0) { $0 + text($1.line) }
    return contents(request["contents"]?.elements ?? []) + system + tools
  }
}
