/// Why an account gives no credential.
package enum AccountError: Error, Sendable, Hashable {
  /// The status says why, and what a person can do.
  case notReady(AccountStatus)
  /// The token could not be refreshed; trying again later may help where the error says so.
  case token(TokenEndpointError)
  case cancelled
}
