/// What the model may call.
package struct ToolSet: Sendable {
  package struct Function: Sendable {
    /// As upstream is to know it.
    package var name: String
    package var description: JSONText?
    /// A JSON schema.
    package var parameters: [UInt8]
  }

  package enum BuiltIn: String, Sendable {
    case googleSearch, urlContext, codeExecution
  }

  package enum Mode: String, Sendable {
    case auto = "AUTO"
    case any = "ANY"
    case none = "NONE"
  }

  package var functions: [Function] = []
  package var builtIns: [BuiltIn] = []
  package var mode: Mode?
  /// The names of the functions that `mode` is limited to; empty for all.
  package var allowed: [String] = []
  package var names = ToolNames()
  /// By the client's name.
  package var forms: [String: ToolForm] = [:]
  /// By upstream name.
  package var coercions: [String: ArgumentCoercion] = [:]

  package init() {}

  package var isEmpty: Bool { functions.isEmpty && builtIns.isEmpty }

  /// Appends `,"tools":…` and `,"toolConfig":…`, each only if it says something.
  func write(into output: inout [UInt8]) {
    guard !isEmpty else { return }
    output.append(literal: ",\"tools\":")
    writeList(into: &output)
    guard let mode, !functions.isEmpty else { return }
    output.append(literal: ",\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"")
    output.append(contentsOf: mode.rawValue.utf8)
    output.append(UInt8(ascii: "\""))
    // Names without this mode are refused.
    if mode == .any, !allowed.isEmpty {
      output.append(literal: ",\"allowedFunctionNames\":[")
      for (position, name) in allowed.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        JSONWriter.string(name, into: &output)
      }
      output.append(UInt8(ascii: "]"))
    }
    output.append(literal: "}}")
  }

  /// Appends the array of tools, each kind in an object of its own.
  func writeList(into output: inout [UInt8]) {
    output.append(UInt8(ascii: "["))
    if !functions.isEmpty {
      output.append(literal: "{\"functionDeclarations\":[")
      for (position, function) in functions.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        output.append(literal: "{\"name\":")
        JSONWriter.string(function.name, into: &output)
        if let description = function.description {
          output.append(literal: ",\"description\":")
          description.write(into: &output)
        }
        output.append(literal: ",\"parametersJsonSchema\":")
        output.append(contentsOf: function.parameters)
        output.append(UInt8(ascii: "}"))
      }
      output.append(literal: "]}")
    }
    for (position, tool) in builtIns.enumerated() {
      if position > 0 || !functions.isEmpty { output.append(UInt8(ascii: ",")) }
      output.append(literal: "{\"")
      output.append(contentsOf: tool.rawValue.utf8)
      output.append(literal: "\":{}}")
    }
    output.append(UInt8(ascii: "]"))
  }
}
