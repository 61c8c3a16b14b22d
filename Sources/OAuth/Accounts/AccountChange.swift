/// Something learned about an account that should outlive the process.
package enum AccountChange: Sendable, Hashable {
  /// Nil after a logout.
  case token(OAuthToken?, account: String)
  case project(String, account: String)
}
