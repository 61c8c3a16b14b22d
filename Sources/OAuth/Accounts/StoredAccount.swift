/// An account as the configuration holds it.
package struct StoredAccount: Sendable, Hashable {
  package var name: String
  package var token: OAuthToken?
  /// An id, a number, or empty.
  package var project: String

  package init(name: String, token: OAuthToken? = nil, project: String = "") {
    self.name = name
    self.token = token
    self.project = project
  }
}
