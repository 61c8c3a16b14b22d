/// What a call to Code Assist is made with.
package struct AccountCredential: Sendable, Hashable {
  package var account: String
  package var accessToken: Secret
  package var project: String
  package var tier: Tier
}
