import ArgumentParser
import BenchKit

/// What to open, what to ask for, whom to watch.
struct LoadOptions: ParsableArguments {
  @Option(help: "The port of 127.0.0.1 to connect to.")
  var port: UInt16

  @Option(help: "gemini (the upstream itself, or a proxy that does not translate) or openai.")
  var dialect: Dialect = .gemini

  @Option(help: "The key for the openai dialect.")
  var apiKey = ""

  @Option(help: "Connections open at a time.")
  var connections = 1

  @Option(help: "Requests on each connection, one after the other.")
  var exchanges = 1

  @Flag(help: "Ask for answers that do not stream.")
  var unary = false

  @Option(help: "Events an answer.")
  var events = 1

  @Option(help: "Microseconds between bursts; 0 is as fast as possible.")
  var interval = 0

  @Option(help: "Bytes an event.")
  var size = 344

  @Option(help: "Events a burst.")
  var burst = 1

  @Option(help: "Bytes of the image that each request brings; 0 for none.")
  var image = 0

  @Option(help: "About how many bytes of earlier turns each request brings.")
  var history = 0

  @Option(help: "A process whose processor time and memory are read.")
  var watch: Int32?

  @Flag(help: "Once every stream has had its first event, read the memory of the watched process and leave.")
  var idle = false

  @Option(help: "Seconds after which the run has failed.")
  var deadline = 60

  /// What connection `index` asks for.
  func plan(_ index: Int) -> StreamPlan {
    // Streams are spread evenly over one interval, so that they do not beat in step.
    StreamPlan(
      events: events, interval: interval, size: size, burst: burst, number: index,
      phase: idle ? 0 : interval * index / connections)
  }

  /// The bytes of one request.
  func request(_ plan: StreamPlan) -> [UInt8] {
    let path: String
    let body: String
    let key: String
    switch dialect {
    case .gemini:
      path = unary ? "/v1internal:generateContent" : "/v1internal:streamGenerateContent?alt=sse"
      var parts = [#"{"text":"Say it again, please."}"#]
      if image > 0 { parts.append(#"{"inlineData":{"mimeType":"image/png","data":"\#(base64)"}}"#) }
      let turns = turns { role, text in #"{"role":"\#(role)","parts":[{"text":"\#(text)"}]}"# }
      let last = #"{"role":"user","parts":[\#(parts.joined(separator: ","))]}"#
      body =
        #"{"model":"\#(plan.model)","project":"bench","request":{"contents":[\#((turns + [last]).joined(separator: ","))]}}"#
      key = "bench"
    case .openai:
      path = "/v1/chat/completions"
      var parts = [#"{"type":"text","text":"Say it again, please."}"#]
      if image > 0 {
        parts.append(#"{"type":"image_url","image_url":{"url":"data:image/png;base64,\#(base64)"}}"#)
      }
      let turns = turns { role, text in
        #"{"role":"\#(role == "model" ? "assistant" : "user")","content":"\#(text)"}"#
      }
      let last = #"{"role":"user","content":[\#(parts.joined(separator: ","))]}"#
      let messages = (turns + [last]).joined(separator: ",")
      body = #"{"model":"\#(plan.model)","stream":\#(!unary),"messages":[\#(messages)]}"#
      key = apiKey
    }
    let head = """
      POST \(path) HTTP/1.1\r
      Host: 127.0.0.1:\(port)\r
      Authorization: Bearer \(key)\r
      Content-Type: application/json\r
      Accept: */*\r
      Content-Length: \(body.utf8.count)\r
      \r

      """
    return Array((head + body).utf8)
  }

  /// The image; any bytes will do, as nobody looks at it.
  private var base64: String {
    let line = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
    return String(repeating: line, count: (image + 2) / 3 * 4 / line.utf8.count)
  }

  /// Earlier turns of half a kilobyte, with what text has: quotes, line breaks, letters beyond ASCII.
  private func turns(_ write: (_ role: String, _ text: String) -> String) -> [String] {
    let text = String(repeating: #"He said \"come in\",\nand so they did – né? 你好. "#, count: 10)
    let pair = [write("user", text), write("model", text)]
    return Array(repeating: pair, count: history / pair.reduce(0) { $0 + $1.utf8.count }).flatMap { $0 }
  }

  /// A checker for one answer.
  func checker(_ plan: StreamPlan) -> any BodyChecker {
    switch (dialect, unary) {
    case (.gemini, _): UpstreamBodyChecker(plan: plan, streaming: !unary)
    case (.openai, false): ChatStreamChecker(plan: plan)
    case (.openai, true): ChatUnaryChecker(plan: plan)
    }
  }
}
