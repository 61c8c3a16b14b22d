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
      let parts = #"[{"text":"Say it again, please."}]"#
      body =
        #"{"model":"\#(plan.model)","project":"bench","request":{"contents":[{"role":"user","parts":\#(parts)}]}}"#
      key = "bench"
    case .openai:
      path = "/v1/chat/completions"
      let messages = #"[{"role":"user","content":"Say it again, please."}]"#
      body = #"{"model":"\#(plan.model)","stream":\#(!unary),"messages":\#(messages)}"#
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

  /// A checker for one answer.
  func checker(_ plan: StreamPlan) -> any BodyChecker {
    switch (dialect, unary) {
    case (.gemini, _): UpstreamBodyChecker(plan: plan, streaming: !unary)
    case (.openai, false): ChatStreamChecker(plan: plan)
    case (.openai, true): ChatUnaryChecker(plan: plan)
    }
  }
}
