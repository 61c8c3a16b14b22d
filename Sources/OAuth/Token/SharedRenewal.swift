/// Renews the token of an account of which other processes may be doing the same: the first one to come does it, the
/// others find its token in the store.
struct SharedRenewal: TokenRenewal {
  let endpoint: TokenEndpoint
  let store: any AccountStore
  let account: String

  func canRenew(_ token: OAuthToken) -> Bool { endpoint.canRenew(token) }

  func renew(_ token: OAuthToken) async throws(TokenEndpointError) -> OAuthToken {
    let result = await store.renewing(account) { stored -> Result<OAuthToken, TokenEndpointError> in
      if let stored, stored.accessToken != token.accessToken, stored.isFresh(at: endpoint.clock.wall()) {
        return .success(stored)
      }
      do throws(TokenEndpointError) {
        let fresh = try await endpoint.refresh(token)
        // Before the next process may look.
        await store.save { [account] in [.token(fresh, account: account)] }
        return .success(fresh)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
