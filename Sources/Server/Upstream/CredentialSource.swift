package import OAuth
package import Translation

/// Where the credential for each call comes from.
package protocol CredentialSource: Sendable {
  /// The accounts there are.
  var accounts: [PoolAccount] { get }
  /// The credential for one call of an account, or a failure that tells what to do where there is none.
  func credential(of account: String) async throws(CredentialFailure) -> UpstreamCredential
  /// Tells that upstream did not accept the credential: the next call gets a fresh one.
  ///
  /// False where there is no other to be had, as with an API key.
  func invalidate(_ credential: UpstreamCredential) -> Bool
}

/// Why an account gives no credential.
package struct CredentialFailure: Error, Sendable {
  /// What clients are told.
  package var failure: ProxyFailure
  /// Whether it may give one in a moment.
  package var mayPass: Bool

  package init(_ failure: ProxyFailure, mayPass: Bool) {
    self.failure = failure
    self.mayPass = mayPass
  }
}
