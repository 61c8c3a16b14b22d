/// A sign-in that was stored.
package struct SignInResult: Sendable, Hashable {
  /// The account that has the token now, which the e-mail address may have decided.
  package var account: String
  package var email: String?
  /// Whether nobody was signed in before.
  package var isNew: Bool
  package var status: AccountStatus

  package init(account: String, email: String?, isNew: Bool = false, status: AccountStatus) {
    self.account = account
    self.email = email
    self.isNew = isNew
    self.status = status
  }
}
