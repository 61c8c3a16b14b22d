package import Translation

/// Where the credential for each call comes from.
package protocol CredentialSource: Sendable {
  /// The credential for one call, or a failure that tells what to do where there is none.
  func credential() async throws(ProxyFailure) -> UpstreamCredential
  /// Tells that upstream did not accept the credential: the next call gets a fresh one.
  func invalidate(_ credential: UpstreamCredential)
}
