/// Reads the body of a chat-completions request.
struct ChatRequestReader {
  let body: JSONView
  var context: RequestContext

  init(body: JSONView, context: RequestContext) {
    self.body = body
    self.context = context
  }

  mutating func request() throws(TranslationError) -> GenerateRequest {
    guard body.kind == .object else {
      throw TranslationError(path: "", message: "The request body must be a JSON object.")
    }
    guard let model = body["model"]?.string, !model.isEmpty else {
      throw TranslationError(path: "model", message: "must be the id of a model.")
    }
    var request = GenerateRequest(model: model, isStreaming: try flag("stream", of: body) ?? false)
    if let options = body["stream_options"], !options.isNull {
      request.reply.includesUsage = try flag("include_usage", of: options) ?? false
    }
    request.generationConfig = try generationConfig()
    try ChatMessageReader.read(body, into: &request, context: &context)
    reportDropped()
    return request
  }

  // MARK: Parameters

  private mutating func generationConfig() throws(TranslationError) -> GenerationConfig {
    var config = GenerationConfig()
    config.temperature = try number("temperature", within: 0...2)
    config.topP = try number("top_p", within: 0...1)
    // The newer name wins where both are given.
    let older = try count("max_tokens")
    config.maxOutputTokens = try count("max_completion_tokens") ?? older
    config.stopSequences = try stopSequences()
    return config
  }

  private func flag(_ key: StaticString, of object: JSONView) throws(TranslationError) -> Bool? {
    guard let value = object[key], !value.isNull else { return nil }
    guard let flag = value.bool else { throw TranslationError(path: value.path, message: "must be true or false.") }
    return flag
  }

  /// A number; out of range it is moved to the nearest end, which is reported.
  private mutating func number(
    _ key: StaticString, within range: ClosedRange<Double>
  ) throws(TranslationError) -> Double? {
    guard let value = body[key], !value.isNull else { return nil }
    guard let number = value.double ?? value.string.flatMap({ Double($0) }), number.isFinite else {
      throw TranslationError(path: value.path, message: "must be a number.")
    }
    let clamped = min(max(number, range.lowerBound), range.upperBound)
    if clamped != number { context.adjust(.clamped, "\(key)") }
    return clamped
  }

  /// A count of tokens, also as a string; zero and null mean that none is set.
  private func count(_ key: StaticString) throws(TranslationError) -> Int? {
    guard let value = body[key], !value.isNull else { return nil }
    guard let count = value.int ?? value.string.flatMap({ Int($0) }), count >= 0 else {
      throw TranslationError(path: value.path, message: "must be a number of tokens.")
    }
    return count == 0 ? nil : count
  }

  private mutating func stopSequences() throws(TranslationError) -> [String] {
    guard let stop = body["stop"], !stop.isNull else { return [] }
    var sequences: [String] = []
    if let only = stop.string {
      sequences = [only]
    } else {
      guard stop.kind == .array else {
        throw TranslationError(path: stop.path, message: "must be a string or an array of strings.")
      }
      for element in stop.elements {
        guard let sequence = element.string else {
          throw TranslationError(path: element.path, message: "must be a string.")
        }
        sequences.append(sequence)
      }
    }
    sequences.removeAll(where: \.isEmpty)
    if sequences.count > 5 {
      context.adjust(.clamped, "stop")
      sequences.removeLast(sequences.count - 5)
    }
    return sequences
  }

  // MARK: What is not read

  private mutating func reportDropped() {
    for (key, value) in body.members where !value.isNull {
      guard !Self.known.contains(where: { key == $0 }) else { continue }
      context.adjust(.dropped, key.string)
    }
  }

  private static let known: [StaticString] = [
    "model", "messages", "stream", "stream_options", "temperature", "top_p", "max_tokens", "max_completion_tokens",
    "stop",
  ]
}
