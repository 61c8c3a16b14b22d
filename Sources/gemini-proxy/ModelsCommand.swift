internal import ArgumentParser
internal import GeminiProxy
internal import Translation

/// Prints the models that the services of the configured accounts are known to serve.
struct ModelsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Lists the models with their limits, how they think, and their aliases.")

  @OptionGroup var options: ConfigurationOptions

  @Flag(help: "Print a JSON array.")
  var json = false

  func run() async throws {
    let configuration = try await ConfigurationReading.load(options.shared, options.config)
    let models = ModelCatalogue.standard.available(onAnyOf: configuration.upstreamKinds).models
    let aliases = configuration.modelAliases.map { (pattern: $0.pattern, model: $0.model) }
    if json {
      Terminal.print(Self.json(models, aliases).line)
    } else {
      Terminal.print(Self.table(models, aliases))
      Terminal.note("this list is built in; a running server also has what it learned from Google (GET /v1/models).")
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

  private static func json(_ models: [ModelEntry], _ aliases: Aliases) -> JSONValue {
    .array(
      models.map { model -> JSONValue in
        .object([
          "id": .text(model.id), "name": .text(model.displayName),
          "input_token_limit": model.inputTokenLimit.map { .count($0) },
          "output_token_limit": model.outputTokenLimit.map { .count($0) }, "thinking": value(of: model.thinking),
          "input_modalities": .texts(model.input.map(\.rawValue)),
          "output_modalities": .texts(model.output.map(\.rawValue)), "aliases": .texts(names(of: model, aliases)),
        ])
      })
  }

  private static func value(of thinking: ModelTraits.Thinking) -> JSONValue {
    switch thinking {
    case .absent: .object(["kind": .text("none")])
    case .budget(let range, let off):
      .object([
        "kind": .text("budget"), "minimum": .count(range.lowerBound), "maximum": .count(range.upperBound),
        "off": .bool(off),
      ])
    case .levels(let levels): .object(["kind": .text("level"), "levels": .texts(levels.map { "\($0)" })])
    }
  }
}
