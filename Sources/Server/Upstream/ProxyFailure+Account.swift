internal import OAuth
internal import Translation

extension ProxyFailure {
  /// What a client is told while the proxy's own account cannot serve, with the link that leads out.
  init(_ error: AccountError, of account: Account, _ signIn: SignInService) {
    switch error {
    case .notReady: self.init(signIn.signInState(of: account), account: account.name, signIn)
    case .token(.unusableFile): self.init(credentialOf: account.name)
    case .token(let error):
      self.init(
        error.isRetryable ? .overloaded : .upstreamAuthentication, message: "\(error)",
        retryAfter: error.isRetryable ? 5 : nil)
    case .cancelled: self.init(.overloaded, message: "The request was cancelled.", retryAfter: 1)
    }
  }

  /// Whether somebody has to sign in or decide something before another attempt makes sense.
  var isForPerson: Bool {
    ["sign_in_required", "project_required", "no_license", "credential_missing"].contains(code ?? "")
  }

  private init(_ state: SignInState, account: String, _ signIn: SignInService) {
    switch state {
    case .signedOut(let link, let reason):
      let cause = reason.map { " \($0)" } ?? ""
      self.init(
        .overloaded, message: "The proxy is not signed in to Google.\(cause) Sign in here: \(link)", retryAfter: 30,
        code: "sign_in_required")
    case .starting, .ready:
      self.init(.overloaded, message: "Google is still setting the proxy's account up.", retryAfter: 5)
    case .projectRequired(let advice):
      self.init(
        .overloaded, message: "\(advice) The page: \(signIn.loginLink(for: account))", retryAfter: 60,
        code: "project_required")
    case .credentialMissing: self.init(credentialOf: account)
    case .failed(let reason, let link, let isTemporary):
      let help = link.map { " See \($0)" } ?? ""
      guard !isTemporary else {
        self.init(.overloaded, message: "\(reason)\(help)", retryAfter: 5)
        return
      }
      self.init(
        .overloaded,
        message: """
          Google does not serve the proxy's account: \(reason)\(help) To sign in with another one: \
          \(signIn.loginLink(for: account))
          """,
        retryAfter: 300, code: "no_license")
    }
  }

  /// What is wrong is for the operator's eyes: it names files.
  private init(credentialOf account: String) {
    self.init(
      .overloaded, message: "The proxy's account \(account) lacks its credential; its log says which.", retryAfter: 60,
      code: "credential_missing")
  }
}
