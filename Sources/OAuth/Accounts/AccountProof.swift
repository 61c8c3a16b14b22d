/// What proves to Google whose call it is; it leaves in a header, never in a URL.
package enum AccountProof: Sendable, Hashable {
  /// An OAuth access token, and the project that pays for a user's calls where the credential names one.
  case accessToken(Secret, quotaProject: String? = nil)
  case apiKey(Secret)

  /// The headers of a call.
  package var headers: [(name: String, value: String)] {
    switch self {
    case .accessToken(let token, let quotaProject):
      [(name: "Authorization", value: "Bearer " + token.exposed)]
        + (quotaProject.map { [(name: "x-goog-user-project", value: $0)] } ?? [])
    case .apiKey(let key): [(name: "x-goog-api-key", value: key.exposed)]
    }
  }
}
