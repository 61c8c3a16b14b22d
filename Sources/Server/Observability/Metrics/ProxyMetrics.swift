internal import Translation
internal import Transport

/// What the proxy has done, counted for `/metrics`. Shared by all reactors: one lock, taken once at the end of a request
/// and once for each failure upstream, never for an event.
package final class ProxyMetrics: Sendable {
  /// The requests of one kind with one outcome.
  struct RequestKind: Hashable, Sendable {
    var dialect: String
    var status: Int
    var model: String
  }

  /// What OpenTelemetry tells generations apart by.
  struct Operation: Hashable, Sendable {
    var name: String
    var provider: String
    var model: String
  }

  struct OperationFigures: Sendable {
    var inputTokens = MetricHistogram(MetricHistogram.Bounds.tokens)
    var outputTokens = MetricHistogram(MetricHistogram.Bounds.tokens)
    var duration = MetricHistogram(MetricHistogram.Bounds.duration)
    var firstToken = MetricHistogram(MetricHistogram.Bounds.firstToken)
    var perToken = MetricHistogram(MetricHistogram.Bounds.perToken)
  }

  /// What is counted.
  struct Figures: Sendable {
    var requests = BoundedSeries<RequestKind, Int>(limit: 4096)
    var operations = BoundedSeries<Operation, OperationFigures>(limit: 512)
    /// By model.
    var tokens = BoundedSeries<String, UsageDay>(limit: 512)
    /// By the name of the key.
    var keys = BoundedSeries<String, UsageDay>(limit: 4096)
    var upstreamErrors = BoundedSeries<[String], Int>(limit: 256)
    var cooldowns = BoundedSeries<String, Int>(limit: 64)
    var retries = 0
  }

  private struct State {
    var figures = Figures()
    var labels = MetricLabels()
  }

  private let state = Lock(State())

  package init() {}

  /// What is counted now.
  var figures: Figures { state.withLock { $0.figures } }

  /// Takes over what a new configuration names.
  package func use(_ labels: MetricLabels) { state.withLock { $0.labels = labels } }

  var labels: MetricLabels { state.withLock { $0.labels } }

  /// Counts an answered request.
  package func note(_ record: AccessRecord) {
    let used = UsageDay(record.usage)
    state.withLock { state in
      let model = state.labels.model(record.model)
      let kind = RequestKind(dialect: record.dialect, status: record.status, model: model)
      state.figures.requests.update(
        kind, or: RequestKind(dialect: record.dialect, status: record.status, model: MetricLabels.other), from: 0
      ) { $0 += 1 }
      state.figures.retries += max(0, record.timing.attempts - 1)
      if used != UsageDay() {
        state.figures.tokens.update(model, or: MetricLabels.other, from: UsageDay()) { $0.add(used) }
      }
      if record.isMetered {
        var counted = used
        counted.requests = 1
        let name = record.keyName ?? ""
        state.figures.keys.update(name, or: MetricLabels.other, from: UsageDay()) { $0.add(counted) }
      }
      guard let name = record.operation, let provider = record.upstream?.providerName else { return }
      state.figures.operations.update(
        Operation(name: name, provider: provider, model: model),
        or: Operation(name: name, provider: provider, model: MetricLabels.other), from: OperationFigures()
      ) { $0.note(record) }
    }
  }

  /// Counts a failed call to upstream.
  func note(_ fault: AnswerFault, of upstream: UpstreamKind) {
    guard let name = fault.metricClass else { return }
    let reason = fault.cooldownReason
    state.withLock { state in
      state.figures.upstreamErrors.update(
        [name, upstream.rawValue], or: [MetricLabels.other, MetricLabels.other], from: 0
      ) { $0 += 1 }
      if let reason { state.figures.cooldowns.update(reason, or: MetricLabels.other, from: 0) { $0 += 1 } }
    }
  }
}

extension ProxyMetrics.OperationFigures {
  fileprivate mutating func note(_ record: AccessRecord) {
    duration.record(record.duration.seconds)
    let (input, output) = (record.usage.input, record.usage.output)
    if input > 0 || output > 0 {
      inputTokens.record(Double(input))
      outputTokens.record(Double(output))
    }
    guard record.status == 200, let first = record.timing.firstToken else { return }
    firstToken.record(first.seconds)
    if output > 1, !record.isCutOff { perToken.record((record.duration - first).seconds / Double(output - 1)) }
  }
}

extension UpstreamKind {
  /// OpenTelemetry's `gen_ai.provider.name`.
  fileprivate var providerName: String {
    switch self {
    case .codeAssist: "gcp.gen_ai"
    case .aiStudio: "gcp.gemini"
    case .vertexAI: "gcp.vertex_ai"
    }
  }
}
