/// Runs one step of the hot path again and again, for `scripts/instruction-budget` to count: `hot-path STEP COUNT`.
@main
enum HotPath {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let count = Int(arguments[2]),
      let step = steps.first(where: { $0.name == arguments[1] })
    else {
      print(steps.map(\.name).joined(separator: "\n"))
      return
    }
    step.run(count)
  }

  private static let steps: [(name: String, run: @Sendable (Int) -> Void)] = [
    ("event-chat", { events(ChatCompletions.self, openAI, $0) }),
    ("event-completions", { events(Completions.self, completion, $0) }),
    ("event-responses", { events(Responses.self, responses, $0) }),
    ("event-messages", { events(Messages.self, messages, $0) }),
    ("event-native", { events(GeminiNative.self, native, $0) }),
    ("event-ollama", { events(OllamaChat.self, openAI, $0) }),
    ("request-chat", { requests(ChatCompletions.self, openAI, $0) }),
    ("request-responses", { requests(Responses.self, responses, $0) }),
    ("request-messages", { requests(Messages.self, messages, $0) }),
    ("request-native", { requests(GeminiNative.self, native, $0) }),
    ("request-history", { requests(ChatCompletions.self, history, $0) }),
  ]

  // MARK: Steps

  /// One event of a stream, as it comes from Code Assist: parsed, translated, written.
  private static func events<D: Dialect>(_ dialect: D.Type, _ body: String, _ count: Int) {
    var context = context
    guard let request = try? D.request(Array(body.utf8), context: &context) else {
      fatalError("the request of \(dialect) cannot be read")
    }
    var encoder = D.encoder(for: request, context: context)
    var parser = SSEParser()
    var output: [UInt8] = []
    var written = 0
    for _ in 0..<count {
      output.removeAll(keepingCapacity: true)
      event.withUnsafeBytes { bytes in
        do {
          try parser.feed(bytes) { try encoder.consume($0.data, into: &output) }
        } catch {
          fatalError("\(error)")
        }
      }
      written += output.count
    }
    guard written > count * 20 else { fatalError("\(written) bytes are no \(count) events") }
  }

  /// One small request: read, adapted to its model, written for Code Assist.
  private static func requests<D: Dialect>(_: D.Type, _ body: String, _ count: Int) {
    guard let model = ModelID("gemini-2.5-pro") else { fatalError("no model") }
    let body = Array(body.utf8)
    let envelope = Envelope(.codeAssist(project: "project-1"), userPromptID: "prompt", sessionID: "session")
    var written = 0
    for _ in 0..<count {
      var context = context
      guard let request = try? D.request(body, context: &context) else { fatalError("the request cannot be read") }
      for slice in envelope.body(model: model, request: request).slices { written += slice.count }
    }
    guard written > count * 100 else { fatalError("\(written) bytes are no \(count) requests") }
  }

  // MARK: Data

  private static let context: RequestContext = {
    var context = RequestContext(id: "abcdefghijklmnopqrstuvwx", created: 1_760_000_000)
    context.target = NativeTarget(model: "gemini-2.5-pro", method: .streamGenerateContent)
    return context
  }()

  /// 344 bytes, as Google's are for a few words of text.
  private static let event: [UInt8] = Array(
    (#"data: {"response":{"candidates":[{"content":{"role":"model","parts":[{"text":"The quick brown fox \"jumps\" over the lazy dog;\nGrüße, 你好. "}]},"index":0}],"usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":34,"totalTokenCount":46},"modelVersion":"gemini-2.5-pro","responseId":"abcdefghijklmnopqrstuv"},"traceId":"0123456789abcdef"}"#
      + "\r\n\r\n").utf8)

  private static let openAI =
    #"{"model":"gemini-2.5-pro","stream":true,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Why is the sky blue?"}],"temperature":0.5}"#
  /// A hundred turns with tools, of half a kilobyte each.
  private static let history = {
    let text = String(repeating: #"line \"quoted\"\n"#, count: 32)
    var turns = ""
    for number in 0..<50 {
      turns +=
        #"{"role":"user","content":"\#(text)"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_\#(number)","type":"function","function":{"name":"f","arguments":"{\"n\":\#(number)}"}}]},{"role":"tool","tool_call_id":"call_\#(number)","content":"\#(text)"},"#
    }
    return #"{"model":"gemini-2.5-pro","stream":true,"messages":[\#(turns){"role":"user","content":"q"}]}"#
  }()

  private static let completion = #"{"model":"gemini-2.5-pro","stream":true,"prompt":"The sky is","temperature":0.5}"#
  private static let responses =
    #"{"model":"gemini-2.5-pro","stream":true,"instructions":"Be brief.","input":"Why is the sky blue?","temperature":0.5}"#
  private static let messages =
    #"{"model":"gemini-2.5-pro","stream":true,"max_tokens":4096,"system":"Be brief.","messages":[{"role":"user","content":"Why is the sky blue?"}],"temperature":0.5}"#
  private static let native =
    #"{"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"Why is the sky blue?"}]}],"generationConfig":{"temperature":0.5}}"#
}
