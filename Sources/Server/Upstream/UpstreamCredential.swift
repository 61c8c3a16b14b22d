package import OAuth

/// What one call to upstream is made with.
package struct UpstreamCredential: Sendable, Equatable {
  /// The account's name.
  package var account: String
  package var accessToken: Secret
  /// The Google Cloud project; nil leaves it out.
  package var project: String?

  package init(account: String, accessToken: Secret, project: String?) {
    self.account = account
    self.accessToken = accessToken
    self.project = project
  }
}
