/// What happened to a sign-in.
package enum SignInEvent: Sendable, Hashable {
  case signedIn(SignInResult)
  case projectEntered(SignInResult)
  case failed(SignInFailure)
}
