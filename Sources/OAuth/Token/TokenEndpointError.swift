/// Why Google's token endpoint handed out nothing.
package enum TokenEndpointError: Error, Sendable, Hashable {
  /// The code or refresh token is used up, expired or revoked; only signing in again helps.
  case invalidGrant(String)
  /// The organisation asks for a fresh sign-in (`invalid_rapt`).
  case reauthenticationRequired(String)
  /// The redirect URI is none that this OAuth client may use.
  case redirectMismatch(String)
  /// The client id or secret is wrong or missing.
  case invalidClient(String)
  /// A file of credentials is of no use: which, and why.
  case unusableFile(String)
  /// Any other refusal: Google's code and words.
  case refused(code: String, String)
  /// Out of reach or out of order; trying again later may help. Seconds to wait where Google named them.
  case unavailable(String, retryAfter: Int?)
  case cancelled

  /// Whether the refresh token is worthless from now on.
  package var endsSignIn: Bool {
    switch self {
    case .invalidGrant, .reauthenticationRequired: true
    default: false
    }
  }

  package var isRetryable: Bool {
    if case .unavailable = self { true } else { false }
  }
}

extension TokenEndpointError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .invalidGrant(let text): "Google no longer accepts this sign-in (\(text)). Sign in again."
    case .reauthenticationRequired(let text): "Your organisation asks you to sign in again (\(text))."
    case .redirectMismatch(let text):
      "Google refuses the redirect address (\(text)). Register it for your OAuth client, or use the built-in one."
    case .invalidClient(let text):
      """
      Google refuses the OAuth client (\(text)). Check oauth_client_id and oauth_client_secret \
      (GEMINI_OAUTH_CLIENT_ID, GEMINI_OAUTH_CLIENT_SECRET).
      """
    case .unusableFile(let text): text
    case .refused(let code, let text): "Google refuses the sign-in: \(text.isEmpty ? code : text)"
    case .unavailable(let text, _): "Google's sign-in cannot be reached at the moment: \(text)"
    case .cancelled: "cancelled"
    }
  }
}
