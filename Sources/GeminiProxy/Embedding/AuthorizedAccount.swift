/// What a sign-in brought: everything that is needed to go on without another one.
public struct AuthorizedAccount: Sendable, Hashable {
  /// The account that has the token now, which the person's e-mail address may have decided.
  public var name: String
  /// Nil where Google did not tell.
  public var email: String?
  /// The OAuth token as `tokenFile` of a configuration takes it: base64 of its JSON.
  public var token: Secret
  /// The Google Cloud project that calls are made for; empty where Google could not be asked yet.
  public var projectID: String
  /// Google's id of the tier, such as `standard-tier`; empty where Google could not be asked yet.
  public var tier: String
}
