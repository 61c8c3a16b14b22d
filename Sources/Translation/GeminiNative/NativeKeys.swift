/// The names of Gemini's requests, which clients write in camel case or in snake case.
enum NativeKeys {
  /// The name in camel case: `inline_data` becomes `inlineData`. Names of user data never come here.
  static func camelCase(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "_")) else { return name }
    var result: [UInt8] = []
    var upper = false
    for byte in name.utf8 {
      if byte == UInt8(ascii: "_") {
        upper = !result.isEmpty
      } else {
        result.append(upper && byte &- UInt8(ascii: "a") < 26 ? byte - 0x20 : byte)
        upper = false
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Members whose value is the caller's own: names inside are data and stay as they are.
  ///
  /// Schemas belong here too: their keywords are accepted in either case, and cannot be told from property names by
  /// their spelling.
  static let userData: Set<String> = [
    "args", "response", "parameters", "parametersJsonSchema", "responseSchema", "responseJsonSchema", "labels",
  ]

  static let request: Set<String> = [
    "toolConfig", "safetySettings", "generationConfig", "cachedContent", "labels",
  ]

  static let generationConfig: Set<String> = [
    "temperature", "topP", "topK", "candidateCount", "maxOutputTokens", "stopSequences", "responseLogprobs", "logprobs",
    "presencePenalty", "frequencyPenalty", "seed", "responseMimeType", "responseSchema", "responseJsonSchema",
    "routingConfig", "modelSelectionConfig", "responseModalities", "mediaResolution", "speechConfig", "audioTimestamp",
    "thinkingConfig", "imageConfig",
  ]

  /// What the Gemini API has no field for: there it is an error.
  static let vertexOnly: Set<String> = ["labels", "routingConfig", "modelSelectionConfig", "audioTimestamp"]

  /// What a part is made of; each has exactly one of these.
  static let partData: Set<String> = [
    "text", "inlineData", "fileData", "functionCall", "functionResponse", "executableCode", "codeExecutionResult",
    "toolCall", "toolResponse",
  ]

  static let partMetadata: Set<String> = ["thought", "thoughtSignature", "videoMetadata", "mediaResolution"]

  static let tool: Set<String> = [
    "functionDeclarations", "googleSearch", "googleSearchRetrieval", "urlContext", "codeExecution", "googleMaps",
    "enterpriseWebSearch", "computerUse", "retrieval", "fileSearch",
  ]
}
