internal import OAuth

/// The id token that comes with every access token, signed by nobody: its only reader takes it from Google's hand.
enum IdentityToken {
  static func make(for account: SimulatedAccount, clientID: String) -> String {
    let now = UnixTime.now().milliseconds / 1000
    let claims: GoogleJSON = [
      "iss": "https://accounts.google.com", "azp": .string(clientID), "aud": .string(clientID),
      "sub": .string(account.id), "email": .string(account.email), "email_verified": true,
      "iat": .int(Int(now)), "exp": .int(Int(now + 3600)),
    ]
    return [["alg": "none", "typ": "JWT"], claims].map(encode).joined(separator: ".") + ".simulated"
  }

  private static func encode(_ json: GoogleJSON) -> String {
    var bytes: [UInt8] = []
    json.writeLine(into: &bytes)
    return Base64.encodeURLSafe(bytes)
  }
}
