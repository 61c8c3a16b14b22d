internal import Server

/// What a request is for.
package struct SimulatorRoute: Sendable {
  /// The endpoints, named after Google's methods; calls are counted by it.
  package enum Name: String, CaseIterable, Sendable {
    case authorize, token, tokeninfo, userinfo, revoke, project
    case loadCodeAssist, onboardUser, operation, retrieveUserQuota
    case getCodeAssistGlobalUserSetting, setCodeAssistGlobalUserSetting
    case listExperiments, fetchAdminControls, recordCodeAssistMetrics
    case generateContent, streamGenerateContent, countTokens
    case embedContent, batchEmbedContents, predict, models, model
  }

  let name: Name
  /// What a path names last: an operation, a project, a model.
  let argument: String
  let surface: Surface
  /// The project in a path of Vertex AI.
  let project: String
  /// Whether a key says whose call it is, as with the Gemini API and in Vertex AI's express mode.
  var takesKey: Bool { surface == .aiStudio || project == Self.express }

  /// Stands for the project that Google knows from the key.
  private static let express = "express"

  /// Nil for a path or a method that the services do not have.
  init?(_ method: HTTPMethod, path: String) {
    switch (method, path) {
    case (.get, "/o/oauth2/v2/auth"): self.init(.authorize)
    case (.post, "/token"): self.init(.token)
    case (.post, "/tokeninfo"): self.init(.tokeninfo)
    case (.get, "/oauth2/v2/userinfo"): self.init(.userinfo)
    case (.post, "/revoke"): self.init(.revoke)
    case (.get, "/v1internal:getCodeAssistGlobalUserSetting"): self.init(.getCodeAssistGlobalUserSetting)
    case (.get, "/v1beta/models"), (.get, "/v1/models"): self.init(.models, surface: .aiStudio)
    case (.get, _): self.init(getting: path)
    case (.post, _): self.init(posting: path)
    default: return nil
    }
  }

  private init?(getting path: String) {
    if let id = path.rest(after: "/v1internal/operations/"), !id.contains("/") {
      self.init(.operation, id)
    } else if let id = path.rest(after: "/v1/projects/"), !id.contains("/") {
      self.init(.project, id)
    } else if let id = path.publicModel, !id.contains("/"), !id.contains(":") {
      self.init(.model, id, surface: .aiStudio)
    } else {
      return nil
    }
  }

  private init?(posting path: String) {
    if let custom = path.rest(after: "/v1internal:"), let name = Self.codeAssist[custom] {
      self.init(name)
    } else if let rest = path.publicModel {
      self.init(rest, Self.aiStudio, .aiStudio)
    } else if let rest = path.rest(after: "/v1/publishers/google/models/") {
      self.init(rest, Self.vertex, .vertex, project: Self.express)
    } else if let rest = path.rest(after: "/v1/projects/") ?? path.rest(after: "/v1beta1/projects/") {
      let parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 7, parts[1] == "locations", parts[3...5] == ["publishers", "google", "models"] else {
        return nil
      }
      self.init(parts[6], Self.vertex, .vertex, project: parts[0])
    } else {
      return nil
    }
  }

  /// A model and a custom method, such as `gemini-2.5-flash:countTokens`.
  private init?(_ text: String, _ methods: [Name], _ surface: Surface, project: String = "") {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let name = Name(rawValue: String(parts[1])), methods.contains(name) else { return nil }
    self.init(name, String(parts[0]), surface: surface, project: project)
  }

  private init(_ name: Name, _ argument: String = "", surface: Surface = .codeAssist, project: String = "") {
    self.name = name
    self.argument = argument
    self.surface = surface
    self.project = project
  }

  private static let codeAssist: [String: Name] = [
    "loadCodeAssist": .loadCodeAssist, "onboardUser": .onboardUser, "retrieveUserQuota": .retrieveUserQuota,
    "generateContent": .generateContent, "streamGenerateContent": .streamGenerateContent, "countTokens": .countTokens,
    "setCodeAssistGlobalUserSetting": .setCodeAssistGlobalUserSetting, "listExperiments": .listExperiments,
    "fetchAdminControls": .fetchAdminControls, "recordCodeAssistMetrics": .recordCodeAssistMetrics,
  ]
  private static let generation: [Name] = [.generateContent, .streamGenerateContent, .countTokens]
  private static let vertex = generation + [.embedContent, .predict]
  private static let aiStudio = generation + [.embedContent, .batchEmbedContents]

  /// Whether a model is asked for something.
  var isForModels: Bool { isGeneration || [.countTokens, .embedContent, .batchEmbedContents, .predict].contains(name) }

  var isGeneration: Bool { name == .generateContent || name == .streamGenerateContent }

  /// The RPC's name in gRPC, which some errors tell.
  var method: String {
    let rpc = name.rawValue.prefix(1).uppercased() + name.rawValue.dropFirst()
    return switch (surface, isGeneration || name == .countTokens) {
    case (.codeAssist, true): "google.internal.cloud.code.v1internal.PredictionService.\(rpc)"
    case (.codeAssist, false): "google.internal.cloud.code.v1internal.CloudCode.\(rpc)"
    case (.aiStudio, _): "google.ai.generativelanguage.v1beta.GenerativeService.\(rpc)"
    case (.vertex, _): "google.cloud.aiplatform.v1.PredictionService.\(rpc)"
    }
  }
}

extension String {
  /// What follows the public API's collection of models.
  fileprivate var publicModel: String? { rest(after: "/v1beta/models/") ?? rest(after: "/v1/models/") }

  /// What follows a prefix; nil without it, or if nothing follows.
  func rest(after prefix: String) -> String? {
    guard hasPrefix(prefix), utf8.count > prefix.utf8.count else { return nil }
    return String(dropFirst(prefix.count))
  }
}
