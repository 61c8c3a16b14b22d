internal import Server
internal import Translation

/// An answer of the simulated model: a few events that read like a chat.
struct SimulatedReply {
  private let pieces: [String]
  private let promptTokens: Int
  private let model: String
  private let traceID: String
  private let responseID: String

  init(to call: SimulatedCall) {
    model = call.model
    traceID = TraceID.new()
    responseID = "sim\(TraceID.new())"
    promptTokens = max(1, call.promptBytes / 4)
    pieces = Self.pieces(of: Self.answer(to: call))
  }

  private static func answer(to call: SimulatedCall) -> String {
    // "Repeat: …" gives tests an answer whose every byte they know.
    if call.prompt.hasPrefix("Repeat: ") { return String(call.prompt.dropFirst("Repeat: ".count)) }
    return """
      Hello! 你好! I am the built-in simulator, so no model was asked and no account was needed.
      You wrote: "\(call.prompt.prefix(400))"
      Everything else is real: the HTTP between you and the proxy, libcurl between the proxy and me, \
      and the translation of every event on the way. 😀
      """
  }

  /// Splits after every word; never inside a character.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in text {
      piece.append(character)
      if character == " " || character == "\n" || piece.count >= 24 {
        pieces.append(piece)
        piece = ""
      }
    }
    if !piece.isEmpty || pieces.isEmpty { pieces.append(piece) }
    return pieces
  }

  var eventCount: Int { pieces.count }

  // MARK: - Headers

  func headers(contentType: String) -> HTTPFields {
    var fields = HTTPFields.frontEnd(traceID: traceID)
    fields.append("Content-Type", contentType)
    return fields
  }

  // MARK: - Bodies

  /// One event in the service's style: a single line, a space after each colon, none after commas (protocol 3.4).
  func writeEvent(_ index: Int, into output: inout [UInt8]) {
    let isLast = index == pieces.count - 1
    func add(_ text: String) { output.append(contentsOf: text.utf8) }
    add(#"{"response": {"candidates": [{"content": {"role": "model","parts": [{"text": "#)
    JSONWriter.string(pieces[index], into: &output)
    add("}]}")
    if isLast { add(#","finishReason": "STOP""#) }
    let tokens = index + 1
    add(#"}],"usageMetadata": {"promptTokenCount": \#(promptTokens),"candidatesTokenCount": \#(tokens),"#)
    add(#""totalTokenCount": \#(promptTokens + tokens)},"modelVersion": "\#(model)","responseId": "\#(responseID)"},"#)
    add(#""traceId": "\#(traceID)","metadata": {}}"#)
  }

  /// The unary form: pretty-printed with a line feed at the end (protocol 3.3).
  func writeWhole(into output: inout [UInt8]) {
    func add(_ text: String) { output.append(contentsOf: text.utf8) }
    add("{\n  \"response\": {\n    \"candidates\": [\n      {\n")
    add("        \"content\": {\n          \"role\": \"model\",\n")
    add("          \"parts\": [\n            {\n              \"text\": ")
    JSONWriter.string(pieces.joined(), into: &output)
    add("\n            }\n          ]\n        },\n")
    add("        \"finishReason\": \"STOP\",\n        \"avgLogprobs\": -0.5\n")
    add("      }\n    ],\n    \"usageMetadata\": {\n      \"promptTokenCount\": \(promptTokens),\n")
    add("      \"candidatesTokenCount\": \(pieces.count),\n      \"totalTokenCount\": \(promptTokens + pieces.count)\n")
    add("    },\n    \"modelVersion\": \"\(model)\",\n    \"createTime\": \"2026-01-10T01:55:33.450396Z\",\n")
    add("    \"responseId\": \"\(responseID)\"\n  },\n  \"traceId\": \"\(traceID)\",\n  \"metadata\": {}\n}\n")
  }
}
