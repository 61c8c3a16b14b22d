internal import OAuth

extension ConfigurationReader {
  private static let fields = [
    "name", "api_mode", "token_file", "project_id", "location", "upstream_api_key", "service_account_file",
    "proxy_url", "priority", "draining", "disabled",
  ]

  /// Reads the top-level token.
  ///
  /// What the program learned while the stronger place was read-only wins over exactly that value it replaced.
  mutating func readToken(into target: inout Secret) {
    secret(.tokenFile, into: &target)
    if let learned = replacement(for: target.exposed, in: stateValues) {
      target = Secret(learned)
      provenance[.tokenFile] = .state
    }
    if !target.isEmpty, OAuthToken(tokenFile: target.exposed) == nil {
      warn(.tokenFile, "is no base64 of an OAuth token's JSON; sign in again")
      let learned = stateValues["token_file"]?.string ?? ""
      target = Secret(OAuthToken(tokenFile: learned) == nil ? "" : learned)
    }
  }

  /// Reads credentials that other programs' variables hold, for the modes they belong to.
  mutating func readAmbientCredentials(into configuration: inout ProxyConfiguration, environment: [String: String]) {
    func isWeaker(_ key: ConfigurationKey) -> Bool {
      switch provenance[key] {
      case .commandLine?, .environment?, .credential?: false
      default: true
      }
    }
    if configuration.apiMode == .aiStudio, isWeaker(.upstreamAPIKey), let found = Self.ambientKey(environment) {
      configuration.upstreamAPIKey = Secret(found.value)
      provenance[.upstreamAPIKey] = .environment(found.name)
    }
    let name = "GOOGLE_APPLICATION_CREDENTIALS"
    // A key is meant for this account; the variable may be for any other program.
    if configuration.apiMode == .vertexAI, configuration.upstreamAPIKey.isEmpty, isWeaker(.serviceAccountFile),
      let path = environment[name], !path.isEmpty
    {
      configuration.serviceAccountFile = path
      provenance[.serviceAccountFile] = .environment(name)
    }
  }

  /// Reads the pool; learned values of weaker layers complete accounts of the same name.
  mutating func readAccounts(into configuration: inout ProxyConfiguration, environment: [String: String]) {
    var list: [AccountConfiguration] = []
    if let value = take(.accounts) {
      guard let elements = value.elements else { return refuse(.accounts, value, allowed: "a list of objects") }
      for (position, element) in elements.enumerated() {
        let path = "accounts[\(position)]"
        guard let account = account(element, path: path, defaults: configuration) else { continue }
        if list.contains(where: { $0.name == account.name }) {
          fail(.accounts, "the name \"\(account.name)\" is taken", path: "\(path).name")
        } else {
          list.append(account)
        }
      }
    }
    complete(&list, defaults: configuration)
    for index in list.indices {
      if list[index].apiMode == .aiStudio, list[index].upstreamAPIKey.isEmpty, let key = Self.ambientKey(environment) {
        list[index].upstreamAPIKey = Secret(key.value)
      }
      let isWithoutKey = list[index].upstreamAPIKey.isEmpty
      if list[index].apiMode == .vertexAI, list[index].serviceAccountFile.isEmpty, isWithoutKey {
        list[index].serviceAccountFile = environment["GOOGLE_APPLICATION_CREDENTIALS"] ?? ""
      }
    }
    configuration.accounts = list
  }

  private mutating func complete(_ list: inout [AccountConfiguration], defaults: ProxyConfiguration) {
    for layer in layers.suffix(2) where layer.source != provenance[.accounts] {
      for element in layer.values[ConfigurationKey.accounts.rawValue]?.elements ?? [] {
        guard let members = element.members else { continue }
        let values = Dictionary(members.map { ($0.key, $0.value) }) { $1 }
        guard let name = values["name"]?.string, Self.isAccountName(name) else { continue }
        let token = values["token_file"]?.string ?? ""
        let project = values["project_id"]?.string ?? ""
        if let index = list.firstIndex(where: { $0.name == name }) {
          if let learned = replacement(for: list[index].tokenFile.exposed, in: values) {
            list[index].tokenFile = Secret(learned)
          } else if list[index].tokenFile.isEmpty {
            list[index].tokenFile = Secret(token)
          }
          if list[index].projectID.isEmpty { list[index].projectID = project }
        } else if layer.source == .state, !token.isEmpty {
          // Signed in to under a new name while the configuration could not be written.
          var account = AccountConfiguration(name: name, apiMode: defaults.apiMode, location: defaults.location)
          account.tokenFile = Secret(token)
          account.projectID = project
          list.append(account)
        }
      }
    }
  }

  private mutating func account(
    _ value: ConfigurationValue, path: String, defaults: ProxyConfiguration
  ) -> AccountConfiguration? {
    guard let members = value.members else {
      refuse(.accounts, value, allowed: "an object with \"name\"", path: path)
      return nil
    }
    let errors = problems.count
    var account = AccountConfiguration(name: "", apiMode: defaults.apiMode, location: defaults.location)
    for (name, value) in members where !value.isNull {
      let place = "\(path).\(name)"
      func text(_ allowed: String, where isAllowed: (String) -> Bool = { _ in true }) -> String? {
        guard let text = value.string, Self.isPrintable(text), isAllowed(text) else {
          refuse(.accounts, value, allowed: allowed, path: place)
          return nil
        }
        return text
      }
      switch name {
      case "name": account.name = text("letters, digits and ._~-, at most 64", where: Self.isAccountName) ?? ""
      case "api_mode":
        let mode = text(Self.list(APIMode.self)) { APIMode(rawValue: $0) != nil }
        account.apiMode = mode.flatMap(APIMode.init) ?? defaults.apiMode
      case "token_file": account.tokenFile = Secret(text("base64 of an OAuth token's JSON") ?? "")
      case "project_id": account.projectID = text(Self.allowedProject, where: Self.isProject) ?? ""
      case "location": account.location = text(Self.allowedLocation, where: Self.isLocation) ?? ""
      case "upstream_api_key": account.upstreamAPIKey = Secret(text("a text") ?? "")
      case "service_account_file": account.serviceAccountFile = text("the path of a file") ?? ""
      case "proxy_url": account.proxyURL = text(Self.allowedProxy) { $0.isEmpty || Self.isProxy($0) } ?? ""
      case "priority":
        if let number = value.integer, (-1_000_000...1_000_000).contains(number) {
          account.priority = number
        } else {
          refuse(.accounts, value, allowed: "a whole number", path: place)
        }
      case "draining", "disabled":
        guard let flag = value.boolean else {
          refuse(.accounts, value, allowed: "true or false", path: place)
          break
        }
        if name == "draining" { account.draining = flag } else { account.disabled = flag }
      case Self.replaces: break
      default: problems.append(ConfigurationLoader.unknown(name, path: place, among: Self.fields))
      }
    }
    guard !account.name.isEmpty else {
      if problems.count == errors { fail(.accounts, "has no \"name\"", path: path) }
      return nil
    }
    if !account.tokenFile.isEmpty, OAuthToken(tokenFile: account.tokenFile.exposed) == nil {
      warn(.accounts, "is no base64 of an OAuth token's JSON; sign in again", path: "\(path).token_file")
      account.tokenFile = Secret("")
    }
    return account
  }

  /// The key beside a learned token that holds the digest of the value it stands in for.
  static let replaces = "token_file_replaces"

  private var stateValues: [String: ConfigurationValue] { layers.last?.values ?? [:] }

  private func replacement(for token: String, in state: [String: ConfigurationValue]) -> String? {
    guard !token.isEmpty, let digest = state[Self.replaces]?.string, let learned = state["token_file"]?.string,
      digest == Digest.sha256Hex(token)
    else { return nil }
    return learned
  }

  private static func ambientKey(_ environment: [String: String]) -> (name: String, value: String)? {
    for name in ["GEMINI_API_KEY", "GOOGLE_API_KEY"] {
      if let value = environment[name], !value.isEmpty { return (name, value) }
    }
    return nil
  }
}
