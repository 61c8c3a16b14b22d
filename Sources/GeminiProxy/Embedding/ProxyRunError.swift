/// Why a proxy did not begin to serve.
public enum ProxyRunError: Error, Sendable, Hashable {
  /// No account has a token, key or file: call `authorize`, or make the proxy with `waitsForSignIn`.
  case signInRequired(account: String)
  /// The account has a token, and Google wants a project: what to do. Set `projectID`.
  case projectRequired(account: String, advice: String)
  /// `run` was called before; a proxy serves once.
  case ranBefore
}

extension ProxyRunError: CustomStringConvertible {
  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .signInRequired(let account):
      "Nobody is signed in to the account \(account): call authorize first, or set waitsForSignIn."
    case .projectRequired(let account, let advice): "The account \(account) needs a project. \(advice)"
    case .ranBefore: "A proxy runs once; make another one."
    }
  }
}
