internal import Server

/// What a request is for.
package struct SimulatorRoute: Sendable {
  /// The endpoints, named after Google's methods; calls are counted by it.
  package enum Name: String, CaseIterable, Sendable {
    case authorize, token, tokeninfo, userinfo, revoke, project
    case loadCodeAssist, onboardUser, operation, retrieveUserQuota, getCodeAssistGlobalUserSetting
    case generateContent, streamGenerateContent
  }

  let name: Name
  /// The last segment of a path that ends with a name of the caller's: an operation, a project.
  let argument: String

  /// Nil for a path or a method that the services do not have.
  init?(_ method: HTTPMethod, path: String) {
    switch (method, path) {
    case (.get, "/o/oauth2/v2/auth"): self.init(.authorize)
    case (.post, "/token"): self.init(.token)
    case (.post, "/tokeninfo"): self.init(.tokeninfo)
    case (.get, "/oauth2/v2/userinfo"): self.init(.userinfo)
    case (.post, "/revoke"): self.init(.revoke)
    case (.get, "/v1internal:getCodeAssistGlobalUserSetting"): self.init(.getCodeAssistGlobalUserSetting)
    default:
      if method == .post, let custom = path.rest(after: "/v1internal:"), let name = Self.codeAssist[custom] {
        self.init(name)
      } else if method == .get, let id = path.rest(after: "/v1internal/operations/"), !id.contains("/") {
        self.init(.operation, argument: id)
      } else if method == .get, let id = path.rest(after: "/v1/projects/"), !id.contains("/") {
        self.init(.project, argument: id)
      } else {
        return nil
      }
    }
  }

  private init(_ name: Name, argument: String = "") {
    self.name = name
    self.argument = argument
  }

  private static let codeAssist: [String: Name] = [
    "loadCodeAssist": .loadCodeAssist, "onboardUser": .onboardUser, "retrieveUserQuota": .retrieveUserQuota,
    "generateContent": .generateContent, "streamGenerateContent": .streamGenerateContent,
  ]

  var isGeneration: Bool { name == .generateContent || name == .streamGenerateContent }

  /// The RPC's name in gRPC, which some errors tell.
  var method: String {
    switch name {
    case .generateContent, .streamGenerateContent:
      "google.internal.cloud.code.v1internal.PredictionService.\(name.rawValue.capitalizedFirst)"
    default: "google.internal.cloud.code.v1internal.CloudCode.\(name.rawValue.capitalizedFirst)"
    }
  }
}

extension String {
  /// What follows a prefix; nil without it, or if nothing follows.
  func rest(after prefix: String) -> String? {
    guard hasPrefix(prefix), utf8.count > prefix.utf8.count else { return nil }
    return String(dropFirst(prefix.count))
  }

  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
