extension GenerateRequest {
  /// The request as one model wants it: thinking in its own words, signatures where it demands them.
  ///
  /// Call it on what the dialect made, once the model is known, and again from there for another model. `Envelope`
  /// does so itself for a request that was not adapted; calling it before records the adjustments.
  package func adapted(to model: ModelID, context: inout RequestContext) -> GenerateRequest {
    let traits = ModelTraits(model)
    var request = self
    request.isAdapted = true
    guard native == nil else {
      for position in native?.signatures.indices ?? 0..<0 where traits.needsSignatures {
        request.native?.signatures[position].sign()
      }
      return request
    }
    request.generationConfig.thinking = ThinkingConfig(
      thinking, for: traits, limit: generationConfig.maxOutputTokens, context: &context)
    if traits.isImageModel {
      if generationConfig.responseModalities.isEmpty {
        request.generationConfig.responseModalities = ["TEXT", "IMAGE"]
      }
    } else {
      request.generationConfig.aspectRatio = nil
      request.generationConfig.imageSize = nil
    }
    request.adaptSound(to: traits, context: &context)
    if generationConfig.wantsJSON, !tools.functions.isEmpty, !traits.mixesFormatAndTools {
      request.askForJSONInWords()
      context.adjust(.converted, "response_format")
    }
    for position in request.contents.indices {
      request.contents[position].adapt(to: traits)
    }
    return request
  }

  private mutating func adaptSound(to traits: ModelTraits, context: inout RequestContext) {
    if traits.isSpeechModel, generationConfig.responseModalities.isEmpty {
      generationConfig.responseModalities = ["AUDIO"]
    } else if traits.speaks == false, generationConfig.responseModalities == ["AUDIO"] {
      generationConfig.responseModalities = []
      context.adjust(.dropped, "audio")
    }
    if !generationConfig.responseModalities.contains("AUDIO") { generationConfig.voice = nil }
  }

  mutating func askForJSONInWords() {
    var words = "Give your final answer as JSON only, without any text around it."
    if !generationConfig.responseSchema.isEmpty {
      words += " It must match this JSON schema: " + String(decoding: generationConfig.responseSchema, as: UTF8.self)
    }
    systemInstruction.append(.text(JSONText(words)))
    generationConfig.wantsJSON = false
    generationConfig.responseSchema = []
  }
}

extension NativeSignature {
  fileprivate mutating func sign() { value = value ?? bypass }
}

extension Content {
  /// The first call of a turn needs a signature; media of results go where the model looks for them.
  fileprivate mutating func adapt(to traits: ModelTraits) {
    if role == .model {
      guard traits.needsSignatures, let first = parts.firstIndex(where: \.isCall), case .call(var call) = parts[first],
        call.signature == nil
      else { return }
      call.signature = GenerateRequest.signatureBypass
      parts[first] = .call(call)
      return
    }
    if !traits.takesSpeechStyle { parts = parts.map(\.withStyleInWords) }
    guard !traits.needsSignatures, parts.contains(where: \.isResponseWithMedia) else { return }
    var flat: [Part] = []
    var media: [Part] = []
    for part in parts {
      guard case .response(var response) = part else {
        flat.append(part)
        continue
      }
      media += response.media
      response.media = []
      flat.append(.response(response))
    }
    parts = flat + media
  }
}

extension Part {
  /// The same for models that are told in the text itself how to speak it.
  fileprivate var withStyleInWords: Part {
    guard case .spoken(let text, let style) = self else { return self }
    var inside: [UInt8] = []
    style.writeInside(into: &inside)
    inside.append(literal: ":\\n")
    text.writeInside(into: &inside)
    return .text(JSONText(bytes: inside, slice: JSONSlice(start: 0, end: inside.count, hasEscapes: true)))
  }

  var isCall: Bool {
    if case .call = self { return true }
    return false
  }

  var isResponse: Bool {
    if case .response = self { return true }
    return false
  }

  fileprivate var isResponseWithMedia: Bool {
    if case .response(let response) = self { return !response.media.isEmpty }
    return false
  }
}
