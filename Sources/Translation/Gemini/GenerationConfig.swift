/// How the model is to generate; what is nil is left to the model.
package struct GenerationConfig: Sendable, Equatable {
  package var temperature: Double?
  package var topP: Double?
  package var topK: Int?
  package var candidateCount: Int?
  package var maxOutputTokens: Int?
  package var stopSequences: [String] = []
  package var seed: Int?
  package var presencePenalty: Double?
  package var frequencyPenalty: Double?
  package var responseLogprobs: Bool?
  package var logprobs: Int?
  /// Whether the answer is to be JSON; `responseSchema` says of what form.
  package var wantsJSON = false
  /// A JSON schema; empty if any JSON will do.
  package var responseSchema: [UInt8] = []
  package var responseModalities: [String] = []
  package var aspectRatio: String?
  /// The name of the voice that a spoken answer has.
  package var voice: String?
  /// Such as `2K`.
  package var imageSize: String?
  package var thinking: ThinkingConfig?

  package init() {}

  var isEmpty: Bool { self == GenerationConfig() }

  func write(into output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    var isFirst = true
    func key(_ name: StaticString) {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      output.append(UInt8(ascii: "\""))
      output.append(literal: name)
      output.append(literal: "\":")
    }
    func number(_ name: StaticString, _ value: Double?) {
      // A number that is not finite cannot be said in JSON; left out, the model's default applies.
      guard let value, value.isFinite else { return }
      key(name)
      output.append(contentsOf: value.description.utf8)
    }
    func integer(_ name: StaticString, _ value: Int?) {
      guard let value else { return }
      key(name)
      JSONWriter.integer(value, into: &output)
    }
    func list(_ name: StaticString, _ values: [String]) {
      guard !values.isEmpty else { return }
      key(name)
      output.append(UInt8(ascii: "["))
      for (position, value) in values.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        JSONWriter.string(value, into: &output)
      }
      output.append(UInt8(ascii: "]"))
    }
    number("temperature", temperature)
    number("topP", topP)
    integer("topK", topK)
    integer("candidateCount", candidateCount)
    integer("maxOutputTokens", maxOutputTokens)
    list("stopSequences", stopSequences)
    integer("seed", seed)
    number("presencePenalty", presencePenalty)
    number("frequencyPenalty", frequencyPenalty)
    if let responseLogprobs {
      key("responseLogprobs")
      JSONWriter.bool(responseLogprobs, into: &output)
    }
    integer("logprobs", logprobs)
    if wantsJSON {
      key("responseMimeType")
      output.append(literal: "\"application/json\"")
    }
    if wantsJSON, !responseSchema.isEmpty {
      key("responseJsonSchema")
      output.append(contentsOf: responseSchema)
    }
    list("responseModalities", responseModalities)
    if let voice {
      key("speechConfig")
      output.append(literal: "{\"voiceConfig\":{\"prebuiltVoiceConfig\":{\"voiceName\":")
      JSONWriter.string(voice, into: &output)
      output.append(literal: "}}}")
    }
    if aspectRatio != nil || imageSize != nil {
      key("imageConfig")
      output.append(UInt8(ascii: "{"))
      isFirst = true
      for (name, value) in [("aspectRatio" as StaticString, aspectRatio), ("imageSize", imageSize)] {
        guard let value else { continue }
        key(name)
        JSONWriter.string(value, into: &output)
      }
      output.append(UInt8(ascii: "}"))
      isFirst = false
    }
    if let thinking {
      key("thinkingConfig")
      thinking.write(into: &output)
    }
    output.append(UInt8(ascii: "}"))
  }
}
