internal import Crypto
internal import CryptoExtras
internal import Translation

/// The private key of a service account, which signs for its tokens.
package struct ServiceAccountKey: Sendable, Hashable {
  package var email: String
  /// Tells Google which of the account's keys signed; empty leaves it out.
  package var id: String
  /// PKCS#8 or PKCS#1 in PEM.
  package var pem: Secret

  package init(email: String, id: String, pem: Secret) {
    self.email = email
    self.id = id
    self.pem = pem
  }

  /// How long Google lets such a claim live at most, in seconds.
  static let lifetime: Int64 = 3600
  /// By how many seconds our clock may be ahead of Google's, beside what Google tolerates itself.
  private static let tolerance: Int64 = 10

  /// The signed claim (RFC 7523) that is exchanged for an access token.
  ///
  /// Takes about a millisecond: not for an event loop. Throws if the key is no RSA key of at least 2048 bits.
  package func assertion(audience: String, scope: String, at now: UnixTime) throws(CredentialFileProblem) -> Secret {
    var header = Array("{\"alg\":\"RS256\",\"typ\":\"JWT\"".utf8)
    if !id.isEmpty {
      header.append(literal: ",\"kid\":")
      JSONWriter.string(id, into: &header)
    }
    header.append(UInt8(ascii: "}"))
    let issued = now.milliseconds / 1000 - Self.tolerance
    var claims = Array("{\"iss\":".utf8)
    JSONWriter.string(email, into: &claims)
    claims.append(literal: ",\"scope\":")
    JSONWriter.string(scope, into: &claims)
    claims.append(literal: ",\"aud\":")
    JSONWriter.string(audience, into: &claims)
    claims.append(contentsOf: ",\"iat\":\(issued),\"exp\":\(issued + Self.lifetime)}".utf8)
    let text = Base64.encodeURLSafe(header) + "." + Base64.encodeURLSafe(claims)
    return Secret(text + "." + Base64.encodeURLSafe(try signature(of: text)))
  }

  private func signature(of text: String) throws(CredentialFileProblem) -> [UInt8] {
    var hash = SHA256()
    Array(text.utf8).withUnsafeBytes { hash.update(bufferPointer: $0) }
    do {
      let key = try _RSA.Signing.PrivateKey(pemRepresentation: pem.exposed)
      // What RS256 means; the name warns of encryption with it.
      let signature = try key.signature(for: hash.finalize(), padding: .insecurePKCS1v1_5)
      return signature.withUnsafeBytes { Array($0) }
    } catch {
      throw CredentialFileProblem("its \"private_key\" is no RSA key in PEM of at least 2048 bits")
    }
  }
}
