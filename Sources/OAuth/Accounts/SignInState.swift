/// An account's state, as start-up, `/ready` and a 503 tell it.
package enum SignInState: Sendable, Hashable {
  /// The link to open, ticket included, and Google's words if it ended the last sign-in.
  case signedOut(link: String, reason: String?)
  case starting
  case ready(project: String, tier: Tier)
  case projectRequired(String)
  /// The configuration lacks what no sign-in brings: what to do.
  case credentialMissing(String)
  /// The reason in Google's words, a link of Google's that may help, and whether waiting may.
  case failed(reason: String, link: String?, isTemporary: Bool)
}
