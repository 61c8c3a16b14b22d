internal import Translation

/// What is wrong with a configuration, in words that name the key and what it may hold.
public struct ConfigurationError: Error, CustomStringConvertible {
  /// What is wrong, naming the key.
  public var description: String
}

extension ProxyConfiguration {
  /// Reads the JSON object of a `config.json`; unknown keys are left alone.
  public init(json: [UInt8]) throws(ConfigurationError) {
    self.init()
    let root: JSONView
    do throws(JSONError) {
      root = try JSONDocument.parse(json)
    } catch {
      throw ConfigurationError(description: "not valid JSON: \(error.reason) at byte \(error.offset)")
    }
    guard root.kind == .object else { throw ConfigurationError(description: "the top level must be a JSON object") }
    try read(root["host"], "host", into: &host)
    try read(root["port"], "port", in: 0...65535, into: &port)
    try read(root["project_id"], "project_id", into: &projectID)
    try read(root["token_file"], "token_file", into: &tokenFile)
    try read(root["log_level"], "log_level", into: &logLevel)
    try read(root["code_assist_endpoint"], "code_assist_endpoint", into: &codeAssistEndpoint)
    try read(root["timeout_seconds"], "timeout_seconds", in: 0...86_400, into: &timeoutSeconds)
    try read(root["connect_timeout_seconds"], "connect_timeout_seconds", in: 1...3600, into: &connectTimeoutSeconds)
    try read(root["keepalive_seconds"], "keepalive_seconds", in: 0...3600, into: &keepaliveSeconds)
    try read(root["drain_seconds"], "drain_seconds", in: 0...86_400, into: &drainSeconds)
    try read(root["max_body_bytes"], "max_body_bytes", in: 1024...1 << 32, into: &maxBodyBytes)
    try read(
      root["max_upstream_body_bytes"], "max_upstream_body_bytes", in: 1024...1 << 32, into: &maxUpstreamBodyBytes)
    try read(root["reactors"], "reactors", in: 0...64, into: &reactors)
    if timeoutSeconds == 0 { timeoutSeconds = 300 }
    if let keys = root["api_keys"] {
      guard keys.kind == .array else { throw ConfigurationError(description: "api_keys must be a list of strings") }
      apiKeys = []
      for key in keys.elements {
        guard let key = key.string, !key.isEmpty else {
          throw ConfigurationError(description: "api_keys must hold strings that are not empty")
        }
        apiKeys.append(key)
      }
    }
  }

  private func read(_ value: JSONView?, _ key: String, into text: inout String) throws(ConfigurationError) {
    guard let value else { return }
    guard let string = value.string else { throw ConfigurationError(description: "\(key) must be a string") }
    text = string
  }

  private func read(
    _ value: JSONView?, _ key: String, in range: ClosedRange<Int>, into number: inout Int
  ) throws(ConfigurationError) {
    guard let value else { return }
    guard let int = value.int, range.contains(int) else {
      throw ConfigurationError(
        description: "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    number = int
  }
}
