package import Translation

/// Where the credential for each call comes from.
package protocol CredentialSource: Sendable {
  /// The services that there are accounts for.
  var kinds: Set<UpstreamKind> { get }
  /// The credential for one call, or a failure that tells what to do where there is none.
  func credential(for call: CallDemand) async throws(ProxyFailure) -> UpstreamCredential
  /// Tells that upstream did not accept the credential: the next call gets a fresh one.
  ///
  /// False where there is no other to be had, as with an API key.
  func invalidate(_ credential: UpstreamCredential) -> Bool
}
