package import Translation
package import Transport

/// What a call to one of Google's services is made with.
package struct AccountCredential: Sendable {
  package var account: String
  package var service: UpstreamService
  package var proof: AccountProof
  package var tier: Tier
  /// The ways out that the account's calls take.
  package var proxies: OutboundProxies
}
