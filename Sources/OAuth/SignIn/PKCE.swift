/// Proof that whoever redeems a code is who asked for it (RFC 7636, method S256).
package struct PKCE: Sendable, Hashable {
  /// Stays here until the exchange.
  package let verifier: Secret
  /// Goes into the link.
  package let challenge: String

  package init(verifier: String) {
    self.verifier = Secret(verifier)
    challenge = Base64.encodeURLSafe(Digest.sha256(verifier.utf8))
  }

  /// 512 random bits, 86 characters.
  package init(entropy: Entropy) {
    self.init(verifier: Base64.encodeURLSafe(entropy.bytes(64)))
  }
}
