internal import Crypto
internal import CryptoExtras
internal import OAuth
internal import Translation

/// A service account's signed claim, as the token endpoint checks it (RFC 7523).
struct ServiceAccountAssertion {
  /// What is wrong with it, in Google's words.
  struct Refusal: Error {
    let text: String
  }

  /// Seconds that the clock of whoever signs may be off.
  private static let tolerance: Int64 = 300

  let email: String

  /// Checks signature and claims; `keys` holds the public keys of the accounts that there are, in PEM.
  init(_ text: String, keys: [String: String], now: UnixTime) throws(Refusal) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let header = Self.json(parts[0]), let claims = Self.json(parts[1]),
      header["alg"]?.string == "RS256", let signature = Base64.decode(parts[2])
    else { throw Refusal(text: "Invalid JWT") }
    guard let email = claims["iss"]?.string, let pem = keys[email] else {
      throw Refusal(text: "Invalid grant: account not found")
    }
    let text = parts[0] + "." + parts[1]
    guard Self.isValid(signature, of: text, by: pem) else { throw Refusal(text: "Invalid JWT Signature.") }
    guard claims["aud"]?.string?.hasSuffix("/token") == true else { throw Refusal(text: "Invalid JWT: Bad audience.") }
    guard claims["scope"]?.string?.contains("/auth/cloud-platform") == true else {
      throw Refusal(text: "Invalid OAuth scope or ID token audience provided.")
    }
    let seconds = now.milliseconds / 1000
    guard let issued = claims["iat"]?.int.map({ Int64($0) }), let expires = claims["exp"]?.int.map({ Int64($0) }),
      expires - issued <= 3600, abs(seconds - issued) <= Self.tolerance, expires > seconds
    else {
      throw Refusal(
        text: "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your "
          + "iat and exp values in the JWT claim.")
    }
    self.email = email
  }

  private static func json(_ part: String) -> JSONView? { Base64.decode(part).flatMap { try? JSONDocument.parse($0) } }

  private static func isValid(_ signature: [UInt8], of text: String, by pem: String) -> Bool {
    guard let key = try? _RSA.Signing.PublicKey(pemRepresentation: pem) else { return false }
    var hash = SHA256()
    Array(text.utf8).withUnsafeBytes { hash.update(bufferPointer: $0) }
    return key.isValidSignature(
      _RSA.Signing.RSASignature(rawRepresentation: signature), for: hash.finalize(), padding: .insecurePKCS1v1_5)
  }
}
