internal import OAuth
internal import Translation

/// Turns the bytes of the files, the environment and the command line into a configuration. Does no I/O.
public struct ConfigurationLoader: Sendable {
  /// The whole environment; only the documented names are looked at.
  public var environment: [String: String]
  /// What the service manager handed over, as text.
  public var credentials: [ConfigurationKey: String] = [:]
  /// What the command line said, as text.
  public var overrides: [ConfigurationKey: String]
  /// What some defaults follow from.
  public var limits: SystemLimits

  /// A loader for one environment and command line; without either only files count.
  public init(
    environment: [String: String] = [:], overrides: [ConfigurationKey: String] = [:],
    limits: SystemLimits = .current()
  ) {
    self.environment = environment
    self.overrides = overrides
    self.limits = limits
  }

  /// Never fails: what is wrong is listed, and the default stands in its place.
  ///
  /// `file` is the configuration file, `state` the file of learned values; nil where there is none.
  public func load(file: [UInt8]?, state: [UInt8]? = nil) -> LoadedConfiguration {
    var problems: [ConfigurationProblem] = []
    let fileValues = values(of: file, source: .file, problems: &problems)
    // A damaged state file is no reason not to start: what it held can be learned again.
    var stateProblems: [ConfigurationProblem] = []
    let stateValues = values(of: state, source: .state, problems: &stateProblems)
    problems += stateProblems.map { ConfigurationProblem(.warning, key: "", $0.message, source: .state) }

    let commandLine = overrides.map { ($0.key.rawValue, ConfigurationValue.text($0.value)) }
    let layers =
      [ConfigurationReader.Layer(source: .commandLine, values: Dictionary(commandLine) { $1 })]
      + environmentLayers + credentialLayers + [
        ConfigurationReader.Layer(source: .file, values: fileValues),
        ConfigurationReader.Layer(source: .state, values: stateValues),
      ]
    var reader = ConfigurationReader(layers: layers)
    reader.problems = problems
    var configuration = ProxyConfiguration(limits: limits)
    reader.read(into: &configuration, environment: environment)
    reader.check(&configuration)
    let missing = [ConfigurationKey.clientID, .apiKeys].filter { reader.find($0) == nil }
    return LoadedConfiguration(
      configuration: configuration, provenance: reader.provenance, problems: reader.problems, missing: Set(missing))
  }

  /// One layer a variable, so that each value can name its own.
  private var environmentLayers: [ConfigurationReader.Layer] {
    var layers: [ConfigurationReader.Layer] = []
    func add(_ name: String, for key: ConfigurationKey) {
      // Compose files and units pass empty variables for what nobody has set.
      guard let text = environment[name], !text.isEmpty else { return }
      layers.append(.init(source: .environment(name), values: [key.rawValue: .text(text)]))
    }
    for key in ConfigurationKey.allCases { add(key.environmentName, for: key) }
    add("CODE_ASSIST_ENDPOINT", for: .codeAssistEndpoint)
    return layers
  }

  private var credentialLayers: [ConfigurationReader.Layer] {
    credentials.filter { !$0.value.isEmpty }.map { key, text in
      .init(source: .credential(key.rawValue), values: [key.rawValue: .text(text)])
    }
  }

  private func values(
    of bytes: [UInt8]?, source: ConfigurationSource, problems: inout [ConfigurationProblem]
  ) -> [String: ConfigurationValue] {
    guard let bytes else { return [:] }
    let view: JSONView
    switch ConfigurationText.parse(bytes) {
    case .success(let parsed): view = parsed
    case .failure(let problem):
      problems.append(ConfigurationProblem(.error, key: "", problem.message, source: source))
      return [:]
    }
    var values: [String: ConfigurationValue] = [:]
    for member in view.members {
      let name = member.key.string
      if values.updateValue(.json(member.value), forKey: name) != nil {
        let message = "stands in the file more than once; the last one counts"
        problems.append(ConfigurationProblem(.warning, key: name, message, source: source))
      }
      guard source == .file, ConfigurationKey(rawValue: name) == nil else { continue }
      problems.append(Self.unknown(name, path: name, among: ConfigurationKey.allCases.map(\.rawValue)))
    }
    return values
  }

  static func unknown(_ name: String, path: String, among names: [String]) -> ConfigurationProblem {
    let hint = NearestName.of(name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
    return ConfigurationProblem(.warning, key: path, "unknown key, ignored\(hint)")
  }
}
