public import OAuth

/// One account of the pool.
public struct AccountConfiguration: Sendable, Hashable {
  /// The name people know it by.
  public var name: String
  /// Which of Google's services answers.
  public var apiMode: APIMode
  /// The OAuth token: base64 of its JSON.
  public var tokenFile = Secret("")
  /// A Google Cloud project id, or a number that is looked up; empty where none is known.
  public var projectID = ""
  /// The Google Cloud location, for Vertex AI.
  public var location: String
  /// The key for AI Studio.
  public var upstreamAPIKey = Secret("")
  /// The path of the credentials for Vertex AI.
  public var serviceAccountFile = ""
  /// Replaces `proxy_urls` for this account; may hold a password.
  public var proxyURL = ""
  /// Accounts with a higher one are used first.
  public var priority = 0
  /// Whether it gets no new conversations; those that it has stay.
  public var draining = false
  /// Whether it is left out.
  public var disabled = false

  /// An account without a credential.
  public init(name: String, apiMode: APIMode = .codeAssist, location: String = "us-central1") {
    self.name = name
    self.apiMode = apiMode
    self.location = location
  }
}
