/// How an account proves itself to Google.
package enum AccountAccess: Sendable, Hashable {
  /// With the token of somebody who signs in.
  case signIn
  /// Empty where none is configured.
  case apiKey(Secret)
  /// With a file of application default credentials.
  case file(String)
}
