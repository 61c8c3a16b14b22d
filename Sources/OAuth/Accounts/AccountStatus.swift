/// Whether an account can serve, and what stands in its way.
package enum AccountStatus: Sendable, Hashable {
  /// Nobody is signed in; Google's words if it ended the sign-in.
  case signedOut(String?)
  /// There is a token, and Google has not been asked what it is good for.
  case unknown
  /// Google is signing the account up, which takes it a minute or two.
  case settingUp
  case ready(project: String, tier: Tier)
  /// Google wants a project of the owner's: what to do.
  case projectRequired(String)
  /// Google refuses the account: its words, and a link of Google's that may help.
  case refused(String, link: String?)
  /// The configuration lacks the key, or its credentials cannot be used: what to do.
  case credentialMissing(String)
  /// Google could not be asked; trying again later may help.
  case unavailable(String)

  /// Whether signing in would take something away that works, or may work.
  package var works: Bool {
    switch self {
    case .unknown, .settingUp, .ready, .unavailable: true
    case .signedOut, .projectRequired, .refused, .credentialMissing: false
    }
  }

  /// The word for it in `/ready`.
  package var code: String {
    switch self {
    case .signedOut: "sign_in_required"
    case .unknown: "starting"
    case .settingUp: "setting_up"
    case .ready: "ready"
    case .projectRequired: "project_required"
    case .refused: "no_license"
    case .credentialMissing: "credential_missing"
    case .unavailable: "upstream_unavailable"
    }
  }
}
