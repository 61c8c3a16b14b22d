package import OAuth
internal import Translation

/// Credentials of the accounts that are ready.
package struct AccountCredentials: CredentialSource {
  private let signIn: SignInService

  package init(_ signIn: SignInService) {
    self.signIn = signIn
  }

  package var accounts: [PoolAccount] { signIn.accounts.map { PoolAccount(name: $0.name, kind: $0.kind) } }

  package func credential(of name: String) async throws(CredentialFailure) -> UpstreamCredential {
    guard let account = signIn.account(named: name) else {
      let message = "The proxy's account \(name) is no longer there."
      throw CredentialFailure(ProxyFailure(.overloaded, message: message, retryAfter: 1), mayPass: false)
    }
    do throws(AccountError) {
      return UpstreamCredential(try await account.credential())
    } catch {
      throw CredentialFailure(ProxyFailure(error, of: account, signIn), mayPass: error.mayPass)
    }
  }

  package func invalidate(_ credential: UpstreamCredential) -> Bool {
    guard case .accessToken(let token, _) = credential.proof else { return false }
    signIn.account(named: credential.account)?.tokens.invalidate(token)
    return true
  }
}

extension UpstreamCredential {
  init(_ found: AccountCredential) {
    self.init(account: found.account, service: found.service, proof: found.proof, proxies: found.proxies)
  }
}

extension AccountError {
  /// Whether waiting for seconds may help.
  fileprivate var mayPass: Bool {
    switch self {
    case .notReady(.unavailable), .notReady(.unknown): true
    case .notReady, .cancelled: false
    case .token(let error): error.isRetryable
    }
  }
}
