/// What Google's token endpoint hands out for one person and one client.
package struct OAuthToken: Sendable, Hashable {
  package var accessToken: Secret
  package var tokenType: String
  /// Empty where Google gave none: such a token ends with its access token.
  package var refreshToken: Secret
  /// When the access token lapses; nil where that is not known.
  package var expiry: UnixTime?

  package init(accessToken: Secret, tokenType: String = "Bearer", refreshToken: Secret, expiry: UnixTime?) {
    self.accessToken = accessToken
    self.tokenType = tokenType
    self.refreshToken = refreshToken
    self.expiry = expiry
  }

  /// The seconds that have to be left of an access token for a call, which may take long.
  package static let margin: Int64 = 300

  /// Whether the access token is good for more than `margin` seconds; one without a known expiry is.
  package func isFresh(at now: UnixTime, margin: Int64 = margin) -> Bool {
    guard !accessToken.isEmpty else { return false }
    guard let expiry else { return true }
    return now.adding(seconds: margin) < expiry
  }

  /// Whether both come from the same sign-in, so that one may replace the other without loss.
  package func sharesGrant(with other: OAuthToken) -> Bool {
    refreshToken.isEmpty && other.refreshToken.isEmpty
      ? accessToken == other.accessToken : refreshToken == other.refreshToken
  }
}

extension OAuthToken: CustomStringConvertible {
  package var description: String {
    "token(refresh \(refreshToken.isEmpty ? "missing" : "present"), expires \(expiry?.rfc3339 ?? "unknown"))"
  }
}
