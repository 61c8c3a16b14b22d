internal import ArgumentParser
internal import GeminiProxy
internal import Translation

/// Prints the models that the services of the configured accounts are known to serve.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Lists the models with their limits, how they think, and their aliases.")

  @OptionGroup var options: ConfigurationOptions

  @Flag(help: "Print a JSON array.")
  var json = false

  func run() throws {
    let configuration = try ConfigurationReading.load(options.shared, options.config)
    let models = ModelCatalogue.standard.available(onAnyOf: configuration.upstreamKinds).models
    let aliases = configuration.modelAliases.map { (pattern: $0.pattern, model: $0.model) }
    if json {
      Terminal.print(String(decoding: Self.json(models, aliases), as: UTF8.self))
    } else {
      Terminal.print(Self.table(models, aliases))
    }
  }

  private typealias Aliases = [(pattern: String, model: String)]

  /// All other names of a model: the operator's, then its own.
  private static func names(of model: ModelEntry, _ aliases: Aliases) -> [String] {
    let own = [model.codeAssistID].compactMap { $0 } + model.aliases + model.variants
    return aliases.filter { ModelCatalogue.standard[$0.model]?.id == model.id }.map(\.pattern) + own
  }

  private static func table(_ models: [ModelEntry], _ aliases: Aliases) -> String {
    var rows = [["MODEL", "INPUT", "OUTPUT", "THINKING", "READS", "WRITES", "ALIASES"]]
    for model in models {
      rows.append([
        model.id, model.inputTokenLimit.map(String.init) ?? "?", model.outputTokenLimit.map(String.init) ?? "?",
        thinking(model.thinking), model.input.map(\.rawValue).joined(separator: ","),
        model.output.map(\.rawValue).joined(separator: ","), names(of: model, aliases).joined(separator: ", "),
      ])
    }
    return TextTable.text(rows)
  }

  private static func thinking(_ thinking: ModelTraits.Thinking) -> String {
    switch thinking {
    case .absent: "-"
    case .budget(let range, let off): "\(off ? "0, " : "")\(range.lowerBound)-\(range.upperBound) tokens"
    case .levels(let levels): levels.map { "\($0)" }.joined(separator: "|")
    }
  }

  private static func json(_ models: [ModelEntry], _ aliases: Aliases) -> [UInt8] {
    var output: [UInt8] = [UInt8(ascii: "[")]
    for (position, model) in models.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      output += Array("{\"id\":".utf8)
      JSONWriter.string(model.id, into: &output)
      output += Array(",\"name\":".utf8)
      JSONWriter.string(model.displayName, into: &output)
      if let limit = model.inputTokenLimit { output += Array(",\"input_token_limit\":\(limit)".utf8) }
      if let limit = model.outputTokenLimit { output += Array(",\"output_token_limit\":\(limit)".utf8) }
      output += Array(",\"thinking\":".utf8)
      switch model.thinking {
      case .absent: output += Array("{\"kind\":\"none\"}".utf8)
      case .budget(let range, let off):
        output += Array(
          "{\"kind\":\"budget\",\"minimum\":\(range.lowerBound),\"maximum\":\(range.upperBound),\"off\":\(off)}".utf8)
      case .levels(let levels):
        output += Array("{\"kind\":\"level\",\"levels\":".utf8)
        JSONWriter.strings(levels.map { "\($0)" }, into: &output)
        output.append(UInt8(ascii: "}"))
      }
      output += Array(",\"input_modalities\":".utf8)
      JSONWriter.strings(model.input.map(\.rawValue), into: &output)
      output += Array(",\"output_modalities\":".utf8)
      JSONWriter.strings(model.output.map(\.rawValue), into: &output)
      output += Array(",\"aliases\":".utf8)
      JSONWriter.strings(names(of: model, aliases), into: &output)
      output.append(UInt8(ascii: "}"))
    }
    output.append(UInt8(ascii: "]"))
    return output
  }
}
