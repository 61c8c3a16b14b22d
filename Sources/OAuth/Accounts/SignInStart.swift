/// A sign-in that can now be taken to a browser.
package struct SignInStart: Sendable {
  /// The link to Google.
  package var url: String
  package var state: String
  /// The value the cookie must have; nil where none is needed.
  package var cookie: String?
}
