/// A request in the hub's words: what every dialect turns its own requests into.
package struct GenerateRequest: Sendable {
  /// The model as the client named it; answers repeat it.
  package let requestedModel: String
  /// The model to ask for, still unchecked: aliases apply here before a `ModelID` is made of it.
  package var model: String
  /// Whether the client wants a stream.
  package var isStreaming: Bool
  package var contents: [Content] = []
  /// Prompts beside `contents`, each of which is asked by itself; the answers are one answer to the client.
  package var furtherPrompts: [Prompt] = []
  package var systemInstruction: [Part] = []
  package var generationConfig = GenerationConfig()
  package var tools = ToolSet()
  package var safetySettings: [SafetySetting] = []
  /// What the client said about thinking; `adapted` makes of it what the model understands.
  package var thinking = ThinkingRequest()
  /// Whether the request is already in the form one model wants.
  package internal(set) var isAdapted = false
  /// What the client asked of the answer rather than of the model.
  package var reply = ReplyOptions()
  /// The request in Gemini's own words, in place of `contents`, `systemInstruction` and `generationConfig`.
  package var native: NativeBody?

  package init(model: String, isStreaming: Bool) {
    requestedModel = model
    self.model = model
    self.isStreaming = isStreaming
  }

  /// About the length of the request as JSON, in bytes: what is long in it is counted exactly.
  package var estimatedCount: Int {
    if let native { return native.count }
    var count = generationConfig.responseSchema.count + 1024
    for part in systemInstruction { count += part.estimatedCount }
    for content in contents {
      for part in content.parts { count += part.estimatedCount }
    }
    for function in tools.functions {
      count += function.parameters.count + (function.description?.escapedCount ?? 0) + 256
    }
    return count
  }

  /// Whether an answer may have nothing in it: after the results of functions there is not always more to say.
  package var mayBeAnsweredEmpty: Bool {
    if let native { return native.endsWithResult }
    return contents.last?.parts.last?.isResponse ?? false
  }

  /// Appends the inner request as JSON, as the public API takes it; with `sessionID` as Code Assist does.
  package func write(sessionID: String? = nil, into output: inout SlicedBytes) {
    output.append(UInt8(ascii: "{"))
    writeMembers(into: &output)
    if let sessionID {
      output.append(literal: ",\"session_id\":")
      JSONWriter.string(sessionID, into: &output.open)
    }
    output.append(UInt8(ascii: "}"))
  }

  /// Appends the inside of that object.
  func writeMembers(into output: inout SlicedBytes) {
    if let native { return native.write(into: &output) }
    output.append(literal: "\"contents\":[")
    for (position, content) in contents.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      content.write(into: &output)
    }
    output.append(UInt8(ascii: "]"))
    if !systemInstruction.isEmpty {
      output.append(literal: ",\"systemInstruction\":")
      Content(role: .user, parts: systemInstruction).write(into: &output)
    }
    if !generationConfig.isEmpty {
      output.append(literal: ",\"generationConfig\":")
      generationConfig.write(into: &output.open)
    }
    tools.write(into: &output.open)
    if !safetySettings.isEmpty {
      output.append(literal: ",\"safetySettings\":[")
      for (position, setting) in safetySettings.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        setting.write(into: &output.open)
      }
      output.append(UInt8(ascii: "]"))
    }
  }
}

extension GenerateRequest {
  /// Appends the turns as an array, ending with one of the system instruction and the tools, for a count of tokens.
  func writeCountedContents(into output: inout SlicedBytes) {
    var system = SlicedBytes()
    var tools = SlicedBytes()
    if !self.tools.isEmpty { self.tools.writeList(into: &tools.open) }
    if let native {
      native.contents.write(from: native.source, signatures: native.signatures, into: &output)
      output.removeLast()
      native.systemInstruction.write(from: native.source, into: &system)
      native.tools.write(from: native.source, into: &tools)
    } else {
      output.append(UInt8(ascii: "["))
      for (position, content) in contents.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        content.write(into: &output)
      }
      if !systemInstruction.isEmpty { Content(role: .user, parts: systemInstruction).write(into: &system) }
    }
    if !system.isEmpty {
      output.append(UInt8(ascii: ","))
      output.append(system)
    }
    if !tools.isEmpty {
      output.append(literal: ",{\"role\":\"user\",\"parts\":[{\"text\":")
      tools.joined.withUnsafeBytes { JSONWriter.string($0, into: &output.open) }
      output.append(literal: "}]}")
    }
    output.append(UInt8(ascii: "]"))
  }

  /// Appends what Vertex counts: turns, system instruction and tools.
  func writeCounted(into output: inout SlicedBytes) {
    var counted = self
    counted.generationConfig = GenerationConfig()
    counted.safetySettings = []
    counted.native?.rest = NativeText()
    counted.write(into: &output)
  }
}
