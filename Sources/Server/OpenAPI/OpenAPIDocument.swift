internal import OAuth
internal import Translation

/// The OpenAPI document of everything that is served here.
///
/// Its text stands in the files beside this one as what it is, JSON: every path, request and answer in those of its API,
/// what they share in the frame. As literals they cost the build nothing and need no file beside the program.
struct OpenAPIDocument {
  let json: [UInt8]
  /// Changes with the document, for `ETag`.
  let entityTag: String

  /// `version` is that of the program.
  init(version: String) {
    let parts = Self.parts
    var json = parts.beforeVersion
    json.reserveCapacity(parts.beforeVersion.count + parts.afterVersion.count + version.utf8.count + 2)
    JSONWriter.string(version, into: &json)
    json += parts.afterVersion
    self.json = json
    entityTag = "\"\(version)-\(parts.digest)\""
  }

  /// What `If-None-Match` says of it.
  func isKnown(_ entityTags: [String]) -> Bool {
    entityTags.joined(separator: ",").split(separator: ",").contains { tag in
      let tag = tag.drop { $0 == " " }.prefix { $0 != " " }
      // A weak comparison, as the field is defined (RFC 9110 13.1.2).
      return tag == "*" || (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == entityTag
    }
  }

  // MARK: - Putting it together

  private static let texts: [StaticString] = [
    frame, openAI, openAIRequests, openAIAnswers, responses, responsesRequests, responsesAnswers, anthropic,
    anthropicRequests, anthropicAnswers, gemini, geminiRequests, geminiAnswers, ollama, ollamaSchemas, service, status,
  ]

  /// The document around its version; made once, when somebody first asks for it.
  private static let parts: (beforeVersion: [UInt8], afterVersion: [UInt8], digest: Substring) = {
    let views = texts.compactMap { text in text.withUTF8Buffer { try? JSONDocument.parse(Array($0)) } }
    guard views.count == texts.count, let frame = views.first, let info = frame["info"] else {
      preconditionFailure("a part of the OpenAPI document is no JSON")
    }
    let before = Array("{\"info\":{\"version\":".utf8)
    var after: [UInt8] = []
    write(info.members.filter { $0.key.string != "version" }, isFirst: false, into: &after)
    after.append(UInt8(ascii: "}"))
    write(frame.members.filter { !["info", "components"].contains($0.key.string) }, isFirst: false, into: &after)
    after += Array(",\"paths\":{".utf8)
    write(views.flatMap { $0["paths"]?.members ?? [] }, isFirst: true, into: &after)
    after += Array("},\"components\":{".utf8)
    var sections: [(name: String, members: [(key: JSONText, value: JSONView)])] = []
    for (key, section) in views.flatMap({ $0["components"]?.members ?? [] }) {
      if let position = sections.firstIndex(where: { $0.name == key.string }) {
        sections[position].members += section.members
      } else {
        sections.append((key.string, section.members))
      }
    }
    for (position, section) in sections.enumerated() {
      if position > 0 { after.append(UInt8(ascii: ",")) }
      JSONWriter.string(section.name, into: &after)
      after += Array(":{".utf8)
      write(section.members, isFirst: true, into: &after)
      after.append(UInt8(ascii: "}"))
    }
    after += Array("}}".utf8)
    return (before, after, Hexadecimal.encode(Digest.sha256(after)).prefix(16))
  }()

  private static func write(
    _ members: [(key: JSONText, value: JSONView)], isFirst: Bool, into output: inout [UInt8]
  ) {
    for (position, member) in members.enumerated() {
      if position > 0 || !isFirst { output.append(UInt8(ascii: ",")) }
      member.key.write(into: &output)
      output.append(UInt8(ascii: ":"))
      member.value.source.withUnsafeBytes { JSONWriter.compact($0, into: &output) }
    }
  }
}
