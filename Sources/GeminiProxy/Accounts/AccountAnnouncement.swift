package import OAuth
package import Translation

/// Something about an account that whoever runs the proxy should know.
package enum AccountAnnouncement: Sendable, Hashable {
  /// Nobody is signed in: the sign-in page with its ticket, a link straight to Google that any browser can open, and
  /// Google's words if it ended the last sign-in.
  case signInNeeded(account: String, page: String, google: String, reason: String?)
  case ready(account: String, email: String?, project: String, tier: Tier)
  /// An account that proves itself by a key or a file is ready; the project is empty where none is needed.
  case keyReady(account: String, service: UpstreamKind, project: String)
  /// The configuration lacks what such an account needs: what to do.
  case credentialMissing(account: String, advice: String)
  /// The advice, and the page that takes the project.
  case projectRequired(account: String, advice: String, page: String)
  /// Google's words, its link that may help, and the page to sign in as somebody else.
  case refused(account: String, reason: String, link: String?, page: String)
  case unavailable(account: String, reason: String)
  /// Somebody has signed in for the first time and should know what Google's terms say.
  case terms(account: String)
}
