extension ModelEntry {
  /// A model of which a service has told no more than this; the rest follows from its name.
  ///
  /// Nil for a name that could not be asked for.
  package init?(
    learned name: String, displayName: String? = nil, inputTokenLimit: Int? = nil, outputTokenLimit: Int? = nil,
    embeds: Bool = false, on kind: UpstreamKind
  ) {
    guard let id = ModelID(name), id.name == name, name == name.lowercased() else { return nil }
    let traits = ModelTraits(id)
    self.init(
      id: name, displayName: displayName ?? name, inputTokenLimit: inputTokenLimit, outputTokenLimit: outputTokenLimit,
      thinking: embeds ? .absent : traits.thinking, upstreams: [kind])
    if embeds {
      (input, output) = ([.text], [.embedding])
    } else if traits.isSpeechModel {
      (input, output) = ([.text], [.audio])
    } else if traits.isImageModel {
      (input, output) = ([.text, .image], [.text, .image])
    }
  }
}
