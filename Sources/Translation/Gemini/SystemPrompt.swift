/// A system prompt of the operator's.
package struct SystemPrompt: Sendable, Equatable {
  package enum Mode: Sendable {
    /// The client's own is dropped.
    case overwrite
    /// It follows the client's own.
    case append
  }

  package let text: String
  package let mode: Mode

  package init(text: String, mode: Mode) {
    self.text = text
    self.mode = mode
  }
}

extension GenerateRequest {
  /// The request with the operator's system prompt; an empty one changes nothing.
  package func applying(_ prompt: SystemPrompt, context: inout RequestContext) -> GenerateRequest {
    guard !prompt.text.isEmpty else { return self }
    var request = self
    let part = Part.text(JSONText(prompt.text))
    let hasOwn = native.map { !$0.systemInstruction.isEmpty } ?? !systemInstruction.isEmpty
    let keepsOwn = hasOwn && prompt.mode == .append
    if hasOwn, !keepsOwn { context.adjust(.dropped, "system") }
    guard native != nil else {
      request.systemInstruction = keepsOwn ? systemInstruction + [part] : [part]
      return request
    }
    var instruction = NativeText()
    if keepsOwn, let own = native?.systemInstruction {
      instruction = own
      // Ends with the list of its parts, which is not empty.
      instruction.removeLast("]}".utf8.count)
      instruction.append(UInt8(ascii: ","))
    } else {
      instruction.append(literal: "{\"role\":\"user\",\"parts\":[")
    }
    instruction.append(part)
    instruction.append(literal: "]}")
    request.native?.systemInstruction = instruction
    return request
  }
}
