package import OAuth
package import Translation

/// Credentials of the accounts that are ready: of the first one that gives any.
package struct AccountCredentials: CredentialSource {
  private let signIn: SignInService

  package init(_ signIn: SignInService) {
    self.signIn = signIn
  }

  package var kinds: Set<UpstreamKind> { Set(signIn.accounts.map(\.kind)) }

  package func credential(for call: CallDemand) async throws(ProxyFailure) -> UpstreamCredential {
    var failure: ProxyFailure?
    for account in signIn.accounts where call.kinds.contains(account.kind) {
      do throws(AccountError) {
        return UpstreamCredential(try await account.credential())
      } catch {
        // What stands in the way of the first account is what its owner will want to know.
        failure = failure ?? ProxyFailure(error, of: account, signIn)
      }
    }
    throw failure
      ?? ProxyFailure(.overloaded, message: "The proxy has no account for this call.", code: "sign_in_required")
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
