/// What happened to a sign-in.
package enum SignInEvent: Sendable, Hashable {
  /// The state is the one that was brought back.
  case signedIn(SignInResult, state: String)
  case projectEntered(SignInResult)
  /// Here, whoever made it up.
  case failed(SignInFailure, state: String)
}
