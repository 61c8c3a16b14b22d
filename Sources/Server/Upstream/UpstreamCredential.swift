package import OAuth
package import Translation
package import Transport

/// What one call to upstream is made with.
package struct UpstreamCredential: Sendable {
  /// The account's name.
  package var account: String
  /// The service that the account is for.
  package var service: UpstreamService
  package var proof: AccountProof
  /// The ways out that the account's calls take.
  package var proxies: OutboundProxies

  package init(
    account: String, service: UpstreamService, proof: AccountProof, proxies: OutboundProxies = OutboundProxies()
  ) {
    self.account = account
    self.service = service
    self.proof = proof
    self.proxies = proxies
  }

  /// Whose signatures the service takes from this account, and whose it gives.
  var origin: SignatureOrigin { SignatureOrigin(kind: service.kind, account: account) }
}
