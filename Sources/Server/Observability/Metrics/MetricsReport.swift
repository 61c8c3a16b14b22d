internal import Transport

/// Everything that `/metrics` tells, at one moment.
struct MetricsReport: Sendable {
  struct Loop: Sendable {
    /// From a question to the event loop until its answer.
    var lag: Duration
    var snapshot: ReactorSnapshot
  }

  var version: String
  /// Seconds since 1970.
  var started: Int
  var figures: ProxyMetrics.Figures
  var connections: Int
  var requests: Int
  var streams: Int
  var bufferedBytes: Int
  var loops: [Loop]
  var process: ProcessVitals
  /// Access tokens that were renewed, and attempts at it that failed; nil where no account has any.
  var refreshes: (succeeded: Int, failed: Int)?
  var accounts: [Account]

  var text: [UInt8] {
    var text = MetricsText()
    writeRequests(into: &text)
    writeOperations(into: &text)
    writeTokens(into: &text)
    writeUpstream(into: &text)
    writeAccounts(into: &text)
    writeState(into: &text)
    writeProcess(into: &text)
    return text.bytes
  }

  private func writeRequests(into text: inout MetricsText) {
    text.begin("gemini_proxy_requests_total", .counter, "Answered requests; status 499 for clients that left before.")
    for (kind, count) in figures.requests.values {
      text.sample([("dialect", kind.dialect), ("status", "\(kind.status)"), ("model", kind.model)], count)
    }
  }

  private func writeOperations(into text: inout MetricsText) {
    let operations = figures.operations.values.map { operation, figures in
      (
        labels: [
          (name: "gen_ai_operation_name", value: operation.name),
          (name: "gen_ai_provider_name", value: operation.provider),
          (name: "gen_ai_request_model", value: operation.model),
        ], figures: figures
      )
    }
    text.begin("gen_ai_client_token_usage", .histogram, "Tokens of one answer, by type.")
    for (labels, figures) in operations where figures.inputTokens.count > 0 {
      text.sample(labels + [(name: "gen_ai_token_type", value: "input")], figures.inputTokens)
      text.sample(labels + [(name: "gen_ai_token_type", value: "output")], figures.outputTokens)
    }
    for (name, help, histogram) in Self.times {
      text.begin(name, .histogram, help)
      for (labels, figures) in operations where histogram(figures).count > 0 {
        text.sample(labels, histogram(figures))
      }
    }
  }

  private typealias Histogram = @Sendable (ProxyMetrics.OperationFigures) -> MetricHistogram

  private static let times: [(name: String, help: String, histogram: Histogram)] = [
    (
      "gen_ai_server_request_duration_seconds", "From a request's head to the end of its answer.", { $0.duration }
    ),
    (
      "gen_ai_server_time_to_first_token_seconds",
      "From a request's head to the first of its streamed answer.", { $0.firstToken }
    ),
    (
      "gen_ai_server_time_per_output_token_seconds",
      "Time for each token after the first of a streamed answer.", { $0.perToken }
    ),
  ]

  private func writeTokens(into text: inout MetricsText) {
    text.begin("gemini_proxy_tokens_total", .counter, "Tokens as Google counted them; prompt includes cached.")
    for (model, used) in figures.tokens.values {
      for (kind, count) in Self.kinds(used) { text.sample([("model", model), ("kind", kind)], count) }
    }
    text.begin("gemini_proxy_key_requests_total", .counter, "Requests for Google that were answered, by client key.")
    for (key, used) in figures.keys.values { text.sample([("key", key)], used.requests) }
    text.begin("gemini_proxy_key_tokens_total", .counter, "Tokens as Google counted them, by client key.")
    for (key, used) in figures.keys.values {
      for (kind, count) in Self.kinds(used) { text.sample([("key", key), ("kind", kind)], count) }
    }
  }

  private static func kinds(_ used: UsageDay) -> [(String, Int)] {
    [("prompt", used.prompt), ("cached", used.cached), ("output", used.output), ("thoughts", used.thoughts)]
  }

  private func writeUpstream(into text: inout MetricsText) {
    text.begin("gemini_proxy_upstream_errors_total", .counter, "Calls to Google that failed, by class.")
    for (labels, count) in figures.upstreamErrors.values {
      text.sample([("class", labels[0]), ("upstream", labels[1])], count)
    }
    text.begin("gemini_proxy_retries_total", .counter, "Calls to Google after the first of a request.")
    text.sample(figures.retries)
    text.begin("gemini_proxy_cooldowns_total", .counter, "Failures after which an account rests, by reason.")
    for (reason, count) in figures.cooldowns.values { text.sample([("reason", reason)], count) }
    guard let refreshes else { return }
    text.begin("gemini_proxy_token_refreshes_total", .counter, "Attempts to renew an access token.")
    text.sample([("outcome", "success")], refreshes.succeeded)
    text.sample([("outcome", "failure")], refreshes.failed)
  }

  private func writeState(into text: inout MetricsText) {
    text.begin("gemini_proxy_open_connections", .gauge, "Connections of clients.")
    text.sample(connections)
    text.begin("gemini_proxy_running_requests", .gauge, "Requests under way.")
    text.sample(requests)
    text.begin("gemini_proxy_open_streams", .gauge, "Streamed answers under way.")
    text.sample(streams)
    text.begin("gemini_proxy_buffered_bytes", .gauge, "Bytes of bodies and pending output that are held.")
    text.sample(bufferedBytes)
    text.begin("gemini_proxy_upstream_transfers", .gauge, "Calls to Google under way.")
    text.sample(loops.reduce(0) { $0 + $1.snapshot.transfers })
    text.begin("gemini_proxy_reactor_lag_seconds", .gauge, "How long each event loop took to answer this scrape.")
    for (number, loop) in loops.enumerated() { text.sample([("reactor", "\(number)")], loop.lag.seconds) }
    text.begin("gemini_proxy_reactor_turns_total", .counter, "Turns of each event loop.")
    for (number, loop) in loops.enumerated() {
      text.sample([("reactor", "\(number)")], Int(clamping: loop.snapshot.iterations))
    }
  }

  private func writeProcess(into text: inout MetricsText) {
    text.begin("gemini_proxy_build_info", .gauge, "The version that runs.")
    text.sample([("version", version)], 1)
    text.begin("process_cpu_seconds_total", .counter, "Processor time of the process.")
    text.sample(process.cpuSeconds)
    text.begin("process_resident_memory_bytes", .gauge, "Memory of the process that is resident.")
    text.sample(process.residentBytes)
    text.begin("process_virtual_memory_bytes", .gauge, "Address space of the process.")
    text.sample(process.virtualBytes)
    text.begin("process_open_fds", .gauge, "Descriptors that are open.")
    text.sample(process.openDescriptors)
    text.begin("process_max_fds", .gauge, "Descriptors that may be open.")
    text.sample(process.maximumDescriptors)
    text.begin("process_start_time_seconds", .gauge, "When the proxy started, in seconds since 1970.")
    text.sample(started)
  }
}
