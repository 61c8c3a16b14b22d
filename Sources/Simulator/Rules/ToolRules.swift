/// What the service demands of tools and of how they may be called (protocol 8 and 9).
struct ToolRules {
  let request: GoogleJSON
  let model: SimulatedModel
  let prefix: String

  func check() throws(SimulatedError) {
    let tools = request["tools"]?.elements ?? []
    var names: Set<String> = []
    for (index, tool) in tools.enumerated() {
      for (position, declaration) in (tool["function_declarations"]?.elements ?? []).enumerated() {
        let path = "tools[\(index)].function_declarations[\(position)]"
        try check(declaration, path)
        guard names.insert(declaration["name"]?.text ?? "").inserted else {
          throw .invalidArgument("Duplicate function declaration found: \(declaration["name"]?.text ?? "")")
        }
      }
    }
    guard names.count <= 128 else {
      throw .invalidArgument("The number of function declarations exceeds the limit of 128.")
    }
    let hasBuiltIn = tools.contains { $0.fields.contains { $0.key != "function_declarations" } }
    if hasBuiltIn, !names.isEmpty, !model.isGemini3 {
      throw .invalidArgument("Multiple tools are supported only when they are all search tools.")
    }
    try checkConfig(names)
  }

  private func check(_ declaration: GoogleJSON, _ path: String) throws(SimulatedError) {
    guard Self.isName(declaration["name"]?.text ?? "") else {
      throw .invalidArgument(
        "The GenerateContentRequest proto is invalid:\n  * \(path).name: [FIELD_INVALID] Invalid function name. Must "
          + "start with a letter or an underscore. Must be a-z, A-Z, 0-9, or contain underscores (_), dots (.), "
          + "colons (:), or dashes (-), with a maximum length of 64.")
    }
    guard declaration["parameters"] == nil || declaration["parameters_json_schema"] == nil else {
      throw .invalidArgument("* \(path): parameters and parameters_json_schema are mutually exclusive.")
    }
    if let schema = declaration["parameters"] { try SchemaRules.check(schema, path + ".parameters", depth: 1) }
    if let schema = declaration["parameters_json_schema"] { try SchemaRules.checkDepth(schema, depth: 1) }
  }

  private func checkConfig(_ names: Set<String>) throws(SimulatedError) {
    guard let config = request["tool_config"]?["function_calling_config"] else { return }
    let mode = config["mode"]?.text ?? "AUTO"
    let allowed = config["allowed_function_names"]?.elements.compactMap(\.text) ?? []
    guard allowed.isEmpty || mode == "ANY" || mode == "VALIDATED" else {
      throw .invalidArgument("Allowed function names should be set only when mode is ANY or VALIDATED.")
    }
    if let unknown = allowed.first(where: { !names.contains($0) }) {
      throw .invalidArgument("Allowed function name \(unknown) is not a declared function.")
    }
    guard mode != "ANY" || !names.isEmpty else {
      throw .invalidArgument("Function calling config is set without function_declarations.")
    }
  }

  static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 64 else { return false }
    func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 }
    return isLetter(first)
      && name.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || [45, 46, 58].contains($0) }
  }
}
