package import Translation

/// An account as the configuration holds it.
package struct StoredAccount: Sendable, Hashable {
  package var name: String
  /// The service that it is for.
  package var kind: UpstreamKind
  package var token: OAuthToken?
  /// An id, a number, or empty.
  package var project: String
  /// The Google Cloud location, for Vertex AI.
  package var location = "us-central1"
  /// For the Gemini API, and for Vertex AI in express mode.
  package var apiKey = Secret("")
  /// The path of application default credentials, for Vertex AI.
  package var credentialFile = ""
  /// Replaces the proxies that all accounts share; may hold a password.
  package var proxyURL = ""

  package init(name: String, kind: UpstreamKind = .codeAssist, token: OAuthToken? = nil, project: String = "") {
    self.name = name
    self.kind = kind
    self.token = token
    self.project = project
  }

  /// How the account proves itself; of several ways the one that needs no person comes first.
  package var access: AccountAccess {
    switch kind {
    case .codeAssist: .signIn
    case .aiStudio: .apiKey(apiKey)
    case .vertexAI where !apiKey.isEmpty: .apiKey(apiKey)
    case .vertexAI: credentialFile.isEmpty ? .signIn : .file(credentialFile)
    }
  }

  /// Whether both are the same way to the same service, so that what is known of one holds for the other.
  func sharesService(with other: StoredAccount) -> Bool {
    name == other.name && kind == other.kind && location == other.location && access == other.access
      && proxyURL == other.proxyURL
  }
}
