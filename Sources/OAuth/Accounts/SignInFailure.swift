/// Why a sign-in came to nothing, in words for whoever tried it.
package enum SignInFailure: Error, Sendable, Hashable {
  case unknownAccount(String)
  /// The account proves itself with what the configuration names.
  case notForPeople(account: String)
  case state(PendingSignIns.Refusal)
  /// The person, or Google, said no: Google's code.
  case denied(String)
  case missingCode
  case exchange(TokenEndpointError)
  /// Google gave no refresh token, so the sign-in would end within the hour.
  case noRefreshToken
  /// Whose sign-in it was could not be found out, so it may not replace one that works.
  case unidentified(account: String)
  /// The account works and belongs to somebody else.
  case otherPerson(account: String, current: String, offered: String)
}

extension SignInFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownAccount(let name): "There is no account named \(name)."
    case .notForPeople(let account):
      "The account \(account) proves itself with a key or a file from the configuration: nobody has to sign in."
    case .state(.unknown): "This sign-in was not begun here. Start again from the link."
    case .state(.lapsed): "This sign-in took too long. Start again."
    case .state(.alreadyUsed): "This link has been used already. If you are not signed in, start again."
    case .state(.otherBrowser): "This sign-in was begun in another browser. Start again in this one."
    case .denied("access_denied"): "The sign-in was cancelled, or access was denied, at Google."
    case .denied(let code): "Google ended the sign-in: \(code)."
    case .missingCode: "Google's answer holds no code. Start again."
    case .exchange(let error): "\(error)"
    case .noRefreshToken:
      """
      Google gave no lasting token. Remove this program under https://myaccount.google.com/connections and sign in \
      again.
      """
    case .unidentified(let account):
      "Google did not tell whose sign-in this is, so the account \(account), which works, was left as it is."
    case .otherPerson(let account, let current, let offered):
      """
      The account \(account) belongs to \(current) and works; the sign-in of \(offered) was not stored. To add it, run \
      "gemini-proxy login --account NAME".
      """
    }
  }
}
