/// What an answer, or one line of it, says.
struct OllamaMessage: Sendable {
  /// Insides of JSON strings.
  var content: [UInt8] = []
  var thinking: [UInt8] = []
  /// Elements of arrays, separated by commas.
  var calls: [UInt8] = []
  var images: [UInt8] = []

  var isEmpty: Bool { content.isEmpty && thinking.isEmpty && calls.isEmpty && images.isEmpty }

  mutating func clear() {
    content.removeAll(keepingCapacity: true)
    thinking.removeAll(keepingCapacity: true)
    calls.removeAll(keepingCapacity: true)
    images.removeAll(keepingCapacity: true)
  }

  /// Appends the members that hold it, after a comma.
  func write(as form: OllamaEncoder.Form, into output: inout [UInt8]) {
    output.append(
      literal: form == .chat ? ",\"message\":{\"role\":\"assistant\",\"content\":\"" : ",\"response\":\"")
    output.append(contentsOf: content)
    output.append(UInt8(ascii: "\""))
    if !thinking.isEmpty {
      output.append(literal: ",\"thinking\":\"")
      output.append(contentsOf: thinking)
      output.append(UInt8(ascii: "\""))
    }
    if !images.isEmpty {
      output.append(literal: ",\"images\":[")
      output.append(contentsOf: images)
      output.append(UInt8(ascii: "]"))
    }
    guard form == .chat else { return }
    if !calls.isEmpty {
      output.append(literal: ",\"tool_calls\":[")
      output.append(contentsOf: calls)
      output.append(UInt8(ascii: "]"))
    }
    output.append(UInt8(ascii: "}"))
  }
}
