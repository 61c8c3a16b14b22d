/// A request of OpenAI's `/v1/embeddings`, and how its answer is written.
package struct EmbeddingsRequest: Sendable {
  /// As OpenAI has it.
  static let maximumInputs = 2048
  static let dimensions = 1...65_536

  /// As the client named it; the answer repeats it.
  package let model: String
  package private(set) var wanted: EmbedRequest
  private let isBase64: Bool
  private let dimensions: Int?

  package init(_ body: [UInt8], context: inout RequestContext) throws(TranslationError) {
    let view = try RequestBody.object(body)
    model = try RequestBody.model(view)
    dimensions = try ChatFields(body: view).integer("dimensions")
    if let dimensions, !Self.dimensions.contains(dimensions) {
      throw TranslationError(path: "dimensions", message: "must be between 1 and \(Self.dimensions.upperBound).")
    }
    switch view["encoding_format"].flatMap({ $0.isNull ? nil : $0.string ?? "" }) {
    case nil, "float": isBase64 = false
    case "base64": isBase64 = true
    default: throw TranslationError(path: "encoding_format", message: "must be float or base64.")
    }
    let taskType = Self.taskType(view, context: &context)
    wanted = EmbedRequest(items: [])
    for text in try Self.texts(view) {
      var content: [UInt8] = []
      content.append(literal: "{\"parts\":[{\"text\":")
      var string: [UInt8] = []
      text.write(into: &string)
      content.append(contentsOf: string)
      content.append(literal: "}]}")
      wanted.items.append(
        EmbedRequest.Item(content: content, text: string, taskType: taskType, dimensions: dimensions))
    }
    context.reportDropped(view, except: Self.known)
  }

  static let known: Set<String> = [
    "model", "input", "dimensions", "encoding_format", "task_type", "taskType", "task", "input_type",
  ]

  private static func texts(_ view: JSONView) throws(TranslationError) -> [JSONText] {
    guard let input = view["input"], !input.isNull else {
      throw TranslationError(path: "input", message: "is missing: it holds the texts.")
    }
    if input.kind == .string { return [try text(input)] }
    guard input.kind == .array, input.elements.contains(where: { _ in true }) else {
      throw TranslationError(path: input.path, message: "must be a string or a list of strings that is not empty.")
    }
    var texts: [JSONText] = []
    for element in input.elements {
      guard texts.count < maximumInputs else {
        throw TranslationError(path: input.path, message: "must not have more than \(maximumInputs) elements.")
      }
      texts.append(try text(element))
    }
    return texts
  }

  private static func text(_ view: JSONView) throws(TranslationError) -> JSONText {
    guard let text = view.text else {
      let isTokens = view.kind == .number || view.kind == .array
      throw TranslationError(
        path: view.path,
        message: isTokens
          ? "holds the ids of tokens, which say nothing to Gemini: send text; in LangChain set "
            + "check_embedding_ctx_length=False."
          : "must be a string.")
    }
    guard !text.isEmpty else { throw TranslationError(path: view.path, message: "is empty.") }
    return text
  }

  // MARK: - What the vectors are for

  /// In the words of Gemini, Cohere, Voyage or Jina, from whichever field clients use; nil for none that is known.
  private static func taskType(_ view: JSONView, context: inout RequestContext) -> String? {
    for (key, value) in view.members {
      let name = key.string
      guard ["task_type", "taskType", "task", "input_type"].contains(name), let word = value.string else { continue }
      if let type = tasks[word.lowercased()] { return type }
      context.adjust(.dropped, name)
    }
    return nil
  }

  private static let tasks: [String: String] = {
    var tasks = [
      "query": "RETRIEVAL_QUERY", "search_query": "RETRIEVAL_QUERY", "retrieval.query": "RETRIEVAL_QUERY",
      "document": "RETRIEVAL_DOCUMENT", "passage": "RETRIEVAL_DOCUMENT", "search_document": "RETRIEVAL_DOCUMENT",
      "retrieval.passage": "RETRIEVAL_DOCUMENT", "text-matching": "SEMANTIC_SIMILARITY",
      "separation": "CLUSTERING",
    ]
    for type in [
      "RETRIEVAL_QUERY", "RETRIEVAL_DOCUMENT", "SEMANTIC_SIMILARITY", "CLASSIFICATION", "CLUSTERING",
      "QUESTION_ANSWERING", "FACT_VERIFICATION", "CODE_RETRIEVAL_QUERY",
    ] { tasks[type.lowercased()] = type }
    return tasks
  }()

  // MARK: - The answer

  /// The body that answers this request.
  package func body(_ answer: EmbedAnswer) -> [UInt8] {
    var output: [UInt8] = []
    output.append(literal: "{\"object\":\"list\",\"data\":[")
    for (position, vector) in answer.vectors.enumerated() {
      output.append(
        literal: position > 0 ? ",{\"object\":\"embedding\",\"index\":" : "{\"object\":\"embedding\",\"index\":")
      JSONWriter.integer(position, into: &output)
      output.append(literal: ",\"embedding\":")
      write(vector, into: &output)
      output.append(UInt8(ascii: "}"))
    }
    output.append(literal: "],\"model\":")
    JSONWriter.string(model, into: &output)
    output.append(literal: ",\"usage\":{\"prompt_tokens\":")
    JSONWriter.integer(answer.tokens, into: &output)
    output.append(literal: ",\"total_tokens\":")
    JSONWriter.integer(answer.tokens, into: &output)
    output.append(literal: "}}")
    return output
  }

  /// Upstream's numbers keep their digits where nothing has to be done to them.
  private func write(_ vector: [UInt8], into output: inout [UInt8]) {
    guard isBase64 || dimensions != nil else { return output.append(contentsOf: vector) }
    var numbers = Self.numbers(vector)
    if let dimensions {
      numbers = Self.normalised(numbers.prefix(dimensions))
    }
    guard isBase64 else {
      output.append(UInt8(ascii: "["))
      for (position, number) in numbers.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        output.append(contentsOf: number.description.utf8)
      }
      return output.append(UInt8(ascii: "]"))
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * 4)
    for number in numbers {
      let bits = Float(number).bitPattern
      for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    }
    output.append(UInt8(ascii: "\""))
    output.append(contentsOf: Base64.encode(bytes))
    output.append(UInt8(ascii: "\""))
  }

  private static func numbers(_ vector: [UInt8]) -> [Double] {
    vector.dropFirst().dropLast().split(separator: UInt8(ascii: ",")).map { digits in
      Double(String(decoding: digits, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil } ?? 0
    }
  }

  /// Of length 1, as OpenAI's are: Gemini's shortened vectors are not.
  private static func normalised(_ numbers: some Collection<Double>) -> [Double] {
    let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0, length.isFinite else { return Array(numbers) }
    return numbers.map { $0 / length }
  }
}
