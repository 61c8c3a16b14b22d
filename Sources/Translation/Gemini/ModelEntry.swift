/// What is known of a model: told to clients, and decisive for what its requests look like.
package struct ModelEntry: Sendable, Equatable {
  package enum Modality: String, Sendable {
    case text, image, audio, video
    /// PDF and the like.
    case file
    /// Numbers for a text.
    case embedding
  }

  /// The public id.
  package let id: String
  package let displayName: String
  /// In tokens; nil where it is not known.
  package var inputTokenLimit: Int? = 1_048_576
  /// In tokens; nil where it is not known.
  package var outputTokenLimit: Int? = 65_536
  package let thinking: ModelTraits.Thinking
  package var input: [Modality] = [.text, .image, .audio, .video, .file]
  package var output: [Modality] = [.text]
  /// Other words for it, replaced by the id; accepted, never listed.
  package var aliases: [String] = []
  /// Other ids under which it is served; accepted and sent as they are, never listed.
  package var variants: [String] = []
  /// The services that serve it.
  package var upstreams: Set<UpstreamKind>
  /// What Code Assist calls it, where that is another name.
  package var codeAssistID: String?

  /// The name to use in a request to an upstream.
  package func id(on upstream: UpstreamKind) -> String {
    upstream == .codeAssist ? codeAssistID ?? id : id
  }

  package var isForChat: Bool { output != [.embedding] }

  package var thinks: Bool { thinking != .absent }

  package var callsFunctions: Bool { output == [.text] }
}
