internal import Translation
internal import Transport

/// Asks Google whose token it is.
package struct UserInfo: Sendable {
  package var google: GoogleClient
  package var endpoints: GoogleEndpoints

  /// The e-mail address in lower case; nil where Google does not tell.
  package func email(token: Secret) async -> String? {
    guard let answer = try? await google.get(endpoints.userInfo, token: token), answer.isSuccess,
      let view = try? JSONDocument.parse(answer.body), let email = view["email"]?.string, !email.isEmpty
    else { return nil }
    return email.lowercased()
  }
}
