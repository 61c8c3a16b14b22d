/// What requests to a model must respect: from the catalogue, or from the family its name tells.
package struct ModelTraits: Sendable, Equatable {
  package enum Thinking: Sendable, Equatable {
    /// The model does not think, or says nothing about it: no field is sent.
    case absent
    /// A budget in tokens; `off` where thinking can be switched off.
    case budget(ClosedRange<Int>, off: Bool)
    case levels([ThinkingRequest.Effort])
  }

  package let thinking: Thinking
  /// Gemini 3 refuses calls in the history that have no signature.
  package let needsSignatures: Bool
  /// Whether the form of an answer can be demanded beside functions.
  package let mixesFormatAndTools: Bool
  package let isImageModel: Bool
  /// Whether it can answer in sound; nil where that is not known.
  package let speaks: Bool?
  /// Whether it can answer in nothing else.
  package let isSpeechModel: Bool
  /// Whether how a text is to be spoken stands beside it, and not before it.
  package let takesSpeechStyle: Bool

  package init(_ model: ModelID) {
    let name = model.name.lowercased()
    let isThird = name.hasPrefix("gemini-3")
    let known = ModelCatalogue.standard[name]
    isImageModel = name.hasBytes("-image")
    needsSignatures = isThird
    mixesFormatAndTools = isThird
    isSpeechModel = name.hasBytes("-tts")
    takesSpeechStyle = isSpeechModel && !["gemini-2.5-", "gemini-3.1-"].contains(where: name.hasPrefix)
    speaks = isSpeechModel ? true : known.map { $0.output.contains(.audio) }
    if let known {
      thinking = known.thinking
    } else if isImageModel || isSpeechModel || name.hasBytes("embedding") {
      thinking = .absent
    } else if isThird {
      thinking = .levels(Self.levels(name))
    } else if name.hasPrefix("gemini-2.5-pro") {
      thinking = .budget(128...32_768, off: false)
    } else if name.hasPrefix("gemini-2.5-flash-lite") {
      thinking = .budget(512...24_576, off: true)
    } else if name.hasPrefix("gemini-2.5-flash") {
      thinking = .budget(1...24_576, off: true)
    } else {
      thinking = .absent
    }
  }

  private static func levels(_ name: String) -> [ThinkingRequest.Effort] {
    if name.hasPrefix("gemini-3-pro") { return [.low, .high] }
    if name.hasPrefix("gemini-3.8") || name.hasBytes("-pro") { return [.low, .medium, .high] }
    return [.minimal, .low, .medium, .high]
  }
}
