/// Why there is no access token.
package enum TokenSourceError: Error, Sendable, Hashable {
  /// Nobody is signed in, or Google has ended the sign-in: the words where there are any.
  case signedOut(String?)
  /// Google refuses the client, not the person.
  case refused(TokenEndpointError)
  /// Trying again later may help.
  case unavailable(TokenEndpointError)
  case cancelled
}
