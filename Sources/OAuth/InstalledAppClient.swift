/// The OAuth client this program signs in as.
///
/// The built-in pair is the public installed-app client that Gemini CLI publishes in its source
/// (`packages/core/src/code_assist/oauth2.ts` of google-gemini/gemini-cli). Google documents that the secret of an
/// installed application is not confidential (https://developers.google.com/identity/protocols/oauth2/native-app):
/// it cannot be, in a program everybody has. What protects the flow is PKCE and the redirect to the own machine.
/// `oauth_client_id` and `oauth_client_secret` (`GEMINI_OAUTH_CLIENT_ID`, `GEMINI_OAUTH_CLIENT_SECRET`) replace it.
package struct InstalledAppClient: Sendable, Hashable {
  package var id: String
  /// Empty where none is known: Google then refuses the code exchange.
  package var secret: Secret
  /// Whether this is the built-in client, to which Google redirects on loopback only.
  package var isBuiltIn: Bool

  package static let builtIn = InstalledAppClient(
    id: "681255809395-oo8ft2oprdrnp9e3aqf6av3hmdib135j.apps.googleusercontent.com",
    secret: Secret("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"),
    isBuiltIn: true)

  /// What the two settings make of the built-in client; empty means not set.
  ///
  /// Another id never goes with the built-in secret: the pair would be refused in words that point elsewhere.
  package static func configured(id: String, secret: Secret) -> InstalledAppClient {
    guard id.isEmpty || id == builtIn.id else { return InstalledAppClient(id: id, secret: secret, isBuiltIn: false) }
    return InstalledAppClient(id: builtIn.id, secret: secret.isEmpty ? builtIn.secret : secret, isBuiltIn: true)
  }

  /// How to supply a missing secret; nil where one is there.
  package var missingSecretAdvice: String? {
    guard secret.isEmpty else { return nil }
    return """
      No secret is known for the OAuth client \(id): set "oauth_client_secret" in the configuration or \
      GEMINI_OAUTH_CLIENT_SECRET in the environment.
      """
  }

  private init(id: String, secret: Secret, isBuiltIn: Bool) {
    self.id = id
    self.secret = secret
    self.isBuiltIn = isBuiltIn
  }
}
