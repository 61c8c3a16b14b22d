/// What a model is asked for besides an answer in words; not every one can do it, nor every service.
package enum ModelUse: Sendable, CaseIterable {
  case images, speech, hearing, vectors

  /// The services that have such models.
  package var services: Set<UpstreamKind> {
    self == .hearing ? Set(UpstreamKind.allCases) : [.aiStudio, .vertexAI]
  }

  private var words: String {
    switch self {
    case .images: "makes no images"
    case .speech: "does not speak"
    case .hearing: "cannot listen"
    case .vectors: "makes no embeddings"
    }
  }

  private func suits(_ model: ModelEntry) -> Bool {
    switch self {
    case .images: model.output.contains(.image)
    case .speech: model.output.contains(.audio)
    case .hearing: model.input.contains(.audio) && model.output.contains(.text)
    case .vectors: model.output == [.embedding]
    }
  }

  /// What the name of a model that is not known tells.
  private func suits(_ name: String) -> Bool {
    switch self {
    case .images: name.hasBytes("image")
    case .speech: name.hasBytes("tts") || name.hasBytes("audio")
    case .hearing: true
    // OpenAI's own are named alike, and other models' vectors in their place would silently match nothing.
    case .vectors:
      name.hasBytes("embedding") && !["text-embedding-3-", "text-embedding-ada-"].contains(where: name.hasPrefix)
    }
  }

  /// Why a model, or any, cannot be used for this by a proxy that has accounts for `accounts`; nil if it can.
  package func refusal(of name: String, on accounts: Set<UpstreamKind>) -> ProxyFailure? {
    // Before anybody has signed in it is not known.
    guard !accounts.isEmpty else { return nil }
    guard !services.isDisjoint(with: accounts) else { return unserved }
    let known = ModelCatalogue.standard[name]
    guard known.map(suits) ?? suits((ModelID(name)?.name ?? name).lowercased()) else {
      let others = ModelCatalogue.standard.available(onAnyOf: accounts).models.filter(suits).map(\.id)
      let offer = others.isEmpty ? "." : "; use one of these: \(others.joined(separator: ", "))."
      return ProxyFailure(.modelNotFound, message: "'\(name.prefix(128))' \(words)\(offer)", parameter: "model")
    }
    return nil
  }

  /// Said where no account could ever do it.
  package var unserved: ProxyFailure {
    ProxyFailure(
      .invalidRequest, status: 501,
      message: "Gemini Code Assist \(words); that needs an account with api_mode ai_studio or vertex_ai.")
  }
}
