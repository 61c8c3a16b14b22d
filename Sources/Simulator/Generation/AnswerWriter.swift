internal import OAuth
internal import Translation

/// Makes up the simulated model's answer. The same request gets the same answer, but for ids and signatures.
struct AnswerWriter {
  let call: GenerateCall
  private var answer = Answer()
  private var thoughtTokens = 0
  private var textTokens = 0

  /// What two short thoughts cost.
  private static let thoughts = [
    "**Reading the request**\n\nThe person wants an answer. ", "**Choosing words**\n\nIt should be short.",
  ]

  /// The longest answer of every Gemini model (protocol 7.1).
  private static let outputTokenLimit = 65536

  init(_ call: GenerateCall) {
    self.call = call
  }

  static func answer(to call: GenerateCall) -> Answer {
    var writer = AnswerWriter(call)
    return writer.write(call.model.scenario?.shape)
  }

  private mutating func write(_ shape: AnswerShape?) -> Answer {
    var isThoughtful = false
    if case .thoughts? = shape { isThoughtful = true }
    if call.thinks || isThoughtful { think(aloud: call.showsThoughts || isThoughtful) }
    switch shape {
    case nil: respond()
    case .text?: say(text)
    case .thoughts?: say(text, signed: true)
    case .call?: callTools([sampleCall()])
    case .parallelCalls?: callTools([sampleCall("Paris"), sampleCall("London")])
    case .parallelCallsInTwoEvents?: callTools([sampleCall("Paris"), sampleCall("London")], together: false)
    case .textThenCall?:
      say("I will look that up. ", finish: nil)
      callTools([sampleCall()])
    case .callWithoutID?: callTools([sampleCall()], withID: false)
    case .callUnsigned?: callTools([sampleCall()], withID: false, signed: false)
    case .callWithoutArguments?: callTools([(name: sampleCall().name, args: nil)])
    case .image?: draw()
    case .countsLast?:
      answer.countsLast = true
      say(text)
    case .retired?:
      say("Gemini 2.0 Flash is no longer available. Please switch to Gemini 2.5 Flash in the model selector.")
    case .emptyCandidates?:
      answer.hasNoCandidates = true
      add([])
    case .noResponse?:
      answer.hasNoResponse = true
      add([])
    case .blocked?:
      answer.blockReason = "PROHIBITED_CONTENT"
      add([])
    case .noFinish?: say(text, finish: nil)
    case .finish(let reason)?: say(Self.isSilent(reason) ? "" : text, finish: reason)
    }
    return answer
  }

  /// Reasons with which the service sends no text.
  private static func isSilent(_ reason: String) -> Bool {
    ["MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE", "NO_IMAGE"]
      .contains(reason)
  }

  // MARK: - What to answer

  private mutating func respond() {
    let choice = ToolChoice(call)
    if !choice.calls.isEmpty { return callTools(choice.calls, withID: call.model.isGemini3) }
    let modalities = call.config["response_modalities"]?.elements.compactMap(\.text) ?? []
    if modalities.contains("IMAGE") { return draw() }
    if modalities.contains("AUDIO") { return speak() }
    say(text, signed: call.thinks && call.model.isGemini3)
  }

  private var text: String {
    if let heard = call.heard { return heard }
    // "Repeat: …" gives tests an answer whose every byte they know.
    if let repeated = call.prompt.rest(after: "Repeat: ") { return repeated }
    let responses = call.functionResponses
    if !responses.isEmpty {
      return responses.map { "\($0["name"]?.text ?? "") answered \(($0["response"] ?? [:]).line)." }
        .joined(separator: " ")
    }
    let format = call.config["response_mime_type"]?.text ?? ""
    if format == "application/json" || format == "text/x.enum" {
      let schema = call.config["response_schema"] ?? call.config["response_json_schema"]
      let sample = schema.map { SchemaSample.value(of: $0) } ?? ["answer": .string(String(call.prompt.prefix(400)))]
      if format == "text/x.enum", let name = sample.text { return name }
      return sample.line
    }
    return """
      Hello! 你好! I am the built-in simulator, so no model was asked and no account was needed.
      You wrote: "\(call.prompt.prefix(400))"
      Everything else is real: the HTTP between you and the proxy, libcurl between the proxy and me, \
      and the translation of every event on the way. 😀
      """
  }

  private func sampleCall(_ city: String = "Paris") -> ToolChoice.Call {
    guard let declaration = call.declarations.first else {
      return (name: "get_weather", args: ["city": .string(city)])
    }
    return (name: declaration["name"]?.text ?? "", args: ToolChoice.sample(declaration))
  }

  // MARK: - Events

  private mutating func add(_ parts: [GoogleJSON], finish: String? = nil) {
    answer.chunks.append(
      AnswerChunk(parts: parts, finishReason: finish, thoughtTokens: thoughtTokens, textTokens: textTokens))
  }

  private mutating func think(aloud: Bool) {
    for thought in Self.thoughts {
      thoughtTokens += TokenCount.text(thought)
      if aloud { add([["thought": true, "text": .string(thought)]]) }
    }
  }

  /// Streams a text, one token a piece, and obeys the limits of the request.
  private mutating func say(_ text: String, signed: Bool = false, finish: String? = "STOP") {
    var finish = finish
    var pieces = Self.pieces(of: cut(text))
    let limit = call.config["max_output_tokens"]?.int ?? Self.outputTokenLimit
    let room = max(0, limit - thoughtTokens)
    if pieces.count > room {
      pieces.removeLast(pieces.count - room)
      finish = "MAX_TOKENS"
    }
    for (index, piece) in pieces.enumerated() {
      textTokens += 1
      let isLast = index == pieces.count - 1 && !signed
      add([["text": .string(piece)]], finish: isLast ? finish : nil)
    }
    if signed {
      add([["thoughtSignature": .string(signature), "text": ""]], finish: finish)
    } else if pieces.isEmpty, let finish {
      add([], finish: finish)
      if finish == "MALFORMED_FUNCTION_CALL" {
        answer.chunks[answer.chunks.count - 1].finishMessage = "Malformed function call: print(default_api.x("
      }
    }
    if finish != nil { ground(text) }
  }

  /// The text up to the first stop sequence.
  private func cut(_ text: String) -> String {
    let stops = (call.config["stop_sequences"]?.elements ?? []).compactMap { $0.text }.filter { !$0.isEmpty }
    let end = stops.compactMap { text.firstRange(of: $0)?.lowerBound }.min() ?? text.endIndex
    return String(text[..<end])
  }

  private mutating func callTools(
    _ calls: [ToolChoice.Call], together: Bool = true, withID: Bool = true, signed: Bool = true
  ) {
    let isSigned = signed && (call.model.isGemini3 || call.thinks || call.model.scenario != nil)
    var parts: [GoogleJSON] = []
    for (index, tool) in calls.enumerated() {
      textTokens += TokenCount.text(tool.name) + TokenCount.text(tool.args?.line ?? "")
      let id = String(Entropy.system.hexadecimal(4))
      let function = GoogleJSON.members([
        "name": .string(tool.name), "args": tool.args, "id": withID ? .string(id) : nil,
      ])
      // Of parallel calls the first alone is signed.
      let signature: GoogleJSON? = isSigned && index == 0 ? .string(signature) : nil
      parts.append(.members(["thoughtSignature": signature, "functionCall": function]))
    }
    if together { add(parts) } else { for part in parts { add([part]) } }
    add([["text": ""]], finish: "STOP")
  }

  private mutating func draw() {
    say("Here is a picture. ", finish: nil)
    textTokens += 1290
    add([["inlineData": ["mimeType": "image/png", "data": .string(Self.picture)]]], finish: "STOP")
  }

  private mutating func speak() {
    let samples = SimulatedVoice.say(call.prompt)
    textTokens += max(1, call.prompt.utf8.count / 4)
    let data = GoogleJSON.string(Base64.encode(samples))
    add([["inlineData": ["mimeType": .string(SimulatedVoice.mimeType), "data": data]]], finish: "STOP")
  }

  /// One transparent pixel.
  private static let picture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

  /// Tells sources where search was offered; offsets count bytes of UTF-8 (protocol 11.3).
  private mutating func ground(_ text: String) {
    guard (call.request["tools"]?.elements ?? []).contains(where: { $0["google_search"] != nil }),
      !answer.chunks.isEmpty
    else { return }
    let metadata: GoogleJSON = [
      "webSearchQueries": [.string(String(call.prompt.prefix(80)))],
      "searchEntryPoint": ["renderedContent": "<div>Search</div>"],
      "groundingChunks": [
        [
          "web": [
            "uri": "https://vertexaisearch.cloud.google.com/grounding-api-redirect/simulated",
            "title": "example.com", "domain": "example.com",
          ]
        ]
      ],
      "groundingSupports": [
        [
          "segment": ["endIndex": .int(text.utf8.count), "text": .string(text)], "groundingChunkIndices": [0],
          "confidenceScores": [.number("0.9")],
        ]
      ],
    ]
    answer.chunks[answer.chunks.count - 1].extras = [GoogleJSON.Member(key: "groundingMetadata", value: metadata)]
  }

  private var signature: String { SimulatedSignature.make(salt: call.salt, surface: call.surface) }

  /// Splits after every word; never inside a character.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var count = 0
    for character in text {
      piece.append(character)
      count += 1
      if character == " " || character == "\n" || count >= 24 {
        pieces.append(piece)
        piece = ""
        count = 0
      }
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }
}
