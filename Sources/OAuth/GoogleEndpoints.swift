/// The addresses of Google that sign-in and discovery use, each replaceable by configuration.
package struct GoogleEndpoints: Sendable, Hashable {
  package var authorize = "https://accounts.google.com/o/oauth2/v2/auth"
  package var token = "https://oauth2.googleapis.com/token"
  package var userInfo = "https://www.googleapis.com/oauth2/v2/userinfo"
  package var revoke = "https://oauth2.googleapis.com/revoke"
  /// Scheme, host and port; the paths are fixed.
  package var resourceManager = "https://cloudresourcemanager.googleapis.com"
  /// Scheme, host and port; the paths are fixed.
  package var codeAssist = "https://cloudcode-pa.googleapis.com"

  /// Scheme, host and port; the paths are fixed.
  package var aiStudio = "https://generativelanguage.googleapis.com"

  package init() {}
}
