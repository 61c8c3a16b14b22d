internal import OAuth
internal import Translation

extension ConfigurationText {
  /// Carries out `changes` on the text of a file; nil stands for an empty one.
  ///
  /// `replaced` gives, for an account, the token of a stronger place that the new one stands in for.
  static func applying(
    _ changes: [ConfigurationChange], to text: [UInt8]?, replaced: (_ account: String) -> Secret? = { _ in nil }
  ) throws(Problem) -> StateFile.Update {
    var bytes = text ?? Array("{}\n".utf8)
    var keepsBackup = false
    for change in changes {
      switch change {
      case .token(let token, let account):
        let old = try storedToken(of: account, in: bytes)
        if let old, let token, !old.sharesGrant(with: token) { keepsBackup = true }
        bytes = try setting("token_file", to: quoted(token?.tokenFile ?? ""), for: account, in: bytes)
        if let stronger = replaced(account), !stronger.isEmpty {
          let digest = quoted(Digest.sha256Hex(stronger.exposed))
          bytes = try setting(ConfigurationReader.replaces, to: digest, for: account, in: bytes)
        }
      case .project(let project, let account):
        bytes = try setting("project_id", to: quoted(project), for: account, in: bytes)
      case .clientID(let identifier): bytes = try setting("client_id", to: quoted(identifier), in: bytes)
      case .addClientKey(let key): bytes = try appending(json(of: key), to: "api_keys", in: bytes)
      case .removeClientKey(let key): bytes = try removing(key, from: bytes)
      }
    }
    return StateFile.Update(bytes: bytes, keepsBackup: keepsBackup)
  }

  private static func setting(
    _ key: String, to json: [UInt8], for account: String, in text: [UInt8]
  ) throws(Problem) -> [UInt8] {
    account == ConfigurationReader.topLevelAccount
      ? try setting(key, to: json, in: text) : try setting(key, to: json, account: account, in: text)
  }

  private static func storedToken(of account: String, in text: [UInt8]) throws(Problem) -> OAuthToken? {
    let top = try parse(text).get()
    let place =
      account == ConfigurationReader.topLevelAccount
      ? top : top["accounts"]?.elements.first { $0["name"]?.string == account }
    return place?["token_file"]?.string.flatMap { OAuthToken(tokenFile: $0) }
  }

  private static func removing(_ key: Secret, from text: [UInt8]) throws(Problem) -> [UInt8] {
    let top = try parse(text).get()
    guard let list = top["api_keys"], list.kind == .array else { return text }
    let kept = list.elements.filter { ($0.string ?? $0["key"]?.string) != key.exposed }
    let body = kept.map { String(decoding: $0.source, as: UTF8.self) }.joined(separator: ", ")
    return try setting("api_keys", to: Array("[\(body)]".utf8), in: text)
  }

  private static func json(of key: ClientKey) -> [UInt8] {
    var members: [(name: String, json: [UInt8])] = []
    if !key.name.isEmpty { members.append(("name", quoted(key.name))) }
    members.append(("key", quoted(key.key.exposed)))
    if !key.models.isEmpty {
      let models = key.models.map { String(decoding: quoted($0), as: UTF8.self) }.joined(separator: ", ")
      members.append(("models", Array("[\(models)]".utf8)))
    }
    if let limit = key.requestsPerMinute { members.append(("requests_per_minute", Array("\(limit)".utf8))) }
    if let limit = key.tokensPerDay { members.append(("tokens_per_day", Array("\(limit)".utf8))) }
    if let expires = key.expires { members.append(("expires", quoted(expires.rfc3339))) }
    if members.count == 1 { return quoted(key.key.exposed) }
    let body = members.map { "\"\($0.name)\": " + String(decoding: $0.json, as: UTF8.self) }.joined(separator: ", ")
    return Array("{\(body)}".utf8)
  }

  /// The file of the first start: exactly these keys, in this order.
  static func firstFile(clientID: String, key: Secret) -> [UInt8] {
    let defaults: [ConfigurationKey: String] = [
      .host: "\"localhost\"", .port: "8081", .clientID: String(decoding: quoted(clientID), as: UTF8.self),
      .redirectURL: "\"http://localhost:8081\"",
      .apiKeys: "[\(String(decoding: quoted(key.exposed), as: UTF8.self))]", .apiMode: "\"code_assist\"",
      .timeoutSeconds: "300", .maxRetries: "3", .logLevel: "\"info\"", .enableCORS: "true",
    ]
    let lines = ConfigurationKey.firstFile.map { "  \"\($0.rawValue)\": \(defaults[$0] ?? "\"\"")" }
    return Array("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8)
  }
}
