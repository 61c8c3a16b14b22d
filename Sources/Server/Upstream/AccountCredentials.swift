package import OAuth
package import Translation

/// Credentials of the accounts that are signed in: of the first one that gives any.
package struct AccountCredentials: CredentialSource {
  private let signIn: SignInService

  package init(_ signIn: SignInService) {
    self.signIn = signIn
  }

  package func credential() async throws(ProxyFailure) -> UpstreamCredential {
    var failure: ProxyFailure?
    for account in signIn.accounts {
      do throws(AccountError) {
        let found = try await account.credential()
        return UpstreamCredential(
          account: found.account, accessToken: found.accessToken, project: found.project.isEmpty ? nil : found.project)
      } catch {
        // What stands in the way of the first account is what its owner will want to know.
        failure = failure ?? ProxyFailure(error, of: account, signIn)
      }
    }
    throw failure
      ?? ProxyFailure(
        .overloaded, message: "The proxy has no account that signs in with Google.", code: "sign_in_required")
  }

  package func invalidate(_ credential: UpstreamCredential) {
    signIn.account(named: credential.account)?.tokens.invalidate(credential.accessToken)
  }
}
