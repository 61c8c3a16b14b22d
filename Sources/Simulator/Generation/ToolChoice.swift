internal import Translation

/// Which of the offered tools the simulated model calls.
///
/// Those that the prompt names, in the order of their declarations: `get_weather({"city":"Rome"})` gives the arguments too,
/// without them a sample that fits the schema is used. With mode `ANY` and no name in the prompt it is the first one
/// allowed. Answers of tools are told, not asked for again, but where the prompt has further steps, each after a line
/// `then`: those come one after the other, as an agent's do.
struct ToolChoice {
  typealias Call = (name: String, args: GoogleJSON?)

  let calls: [Call]

  init(_ call: GenerateCall) {
    let config = call.request["tool_config"]?["function_calling_config"]
    let mode = config?["mode"]?.text ?? "AUTO"
    let steps = call.prompt.split(separator: "\nthen\n")
    let isFirst = call.functionResponses.isEmpty
    guard mode != "NONE", isFirst || call.step < steps.count else {
      calls = []
      return
    }
    let allowed = config?["allowed_function_names"]?.elements.compactMap(\.text) ?? []
    let offered = call.declarations.filter { allowed.isEmpty || allowed.contains($0["name"]?.text ?? "") }
    let prompt = isFirst ? steps.first ?? "" : steps[call.step]
    var chosen: [Call] = []
    for declaration in offered {
      let name = declaration["name"]?.text ?? ""
      guard let place = prompt.firstRange(of: name) else { continue }
      chosen.append((name, Self.arguments(prompt[place.upperBound...]) ?? Self.sample(declaration)))
    }
    if chosen.isEmpty, isFirst, mode == "ANY", let first = offered.first {
      chosen = [(first["name"]?.text ?? "", Self.sample(first))]
    }
    calls = chosen
  }

  /// The object in the parentheses that follow a name.
  private static func arguments(_ text: Substring) -> GoogleJSON? {
    guard text.first == "(" else { return nil }
    let inside = text.dropFirst()
    // A text in the arguments may hold a parenthesis, so the first one need not be the end; a few tries are enough.
    var end = inside.startIndex
    for _ in 0..<16 {
      guard let next = inside[end...].firstIndex(of: ")") else { return nil }
      if let view = try? JSONDocument.parse(Array(inside[..<next].utf8)), view.kind == .object {
        return GoogleJSON(view)
      }
      end = inside.index(after: next)
    }
    return nil
  }

  static func sample(_ declaration: GoogleJSON) -> GoogleJSON {
    guard let schema = declaration["parameters"] ?? declaration["parameters_json_schema"] else { return [:] }
    return SchemaSample.value(of: schema)
  }
}
