internal import OAuth
internal import Translation

extension StoredAccount {
  /// The account in one line, without anything secret.
  var summary: String {
    let proof: String
    switch access {
    case .signIn: proof = token == nil ? "nobody is signed in yet" : "signed in"
    case .apiKey(let key):
      proof = key.isEmpty ? "lacks its key (upstream_api_key)" : "has its key, nobody has to sign in"
    case .file(let path): proof = "uses \(path), nobody has to sign in"
    }
    let needsProject = kind == .vertexAI && access == .signIn && project.isEmpty
    let proxy = proxyURL.isEmpty ? "" : ", through \(ProxyConfiguration.redacted(url: proxyURL))"
    return "\(name) (\(kind.rawValue)): \(proof)\(needsProject ? ", lacks project_id" : "")\(proxy)"
  }
}
