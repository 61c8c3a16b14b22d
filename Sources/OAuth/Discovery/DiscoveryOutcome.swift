/// What Google knows about a signed-in account.
package enum DiscoveryOutcome: Sendable, Hashable {
  /// Google has begun to sign the account up; `Discovery` goes on after its wait.
  case settingUp
  case ready(project: String, tier: Tier)
  /// Google wants a project of the account's owner; the words say which and how.
  case projectRequired(String)
  /// Google gives the account no tier: the reasons, verbatim.
  case ineligible([IneligibleTier])
  /// The owner must confirm the account in a browser first.
  case validationRequired(String, link: String?)
  /// Refused for a reason that asking again does not change, with a link of Google's that may help.
  case refused(String, link: String?)
  /// Out of reach or out of order for now.
  case unavailable(String)
  /// The access token is not accepted.
  case unauthorized
  case cancelled
}
