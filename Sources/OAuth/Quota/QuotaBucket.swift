internal import Translation

/// What is left of one of an account's quotas.
package struct QuotaBucket: Sendable, Hashable {
  /// As Google names it; some are no model's that can be asked for.
  package let model: String
  /// From 0 to 1.
  package let remaining: Double
  /// The number of requests that are left, where Google tells.
  package let amount: Int?
  /// When it is full again; nil where Google names no time.
  package let reset: UnixTime?
  /// What is counted, such as `REQUESTS`; nil where Google does not tell.
  package let tokenType: String?

  /// Nil for what names no model.
  init?(_ view: JSONView) {
    guard let model = view["modelId"]?.string, ModelID(model)?.name == model else { return nil }
    self.model = model
    let amount = view["remainingAmount"].flatMap { $0.int ?? $0.string.flatMap { Int($0) } }
    self.amount = amount.map { max($0, 0) }
    // Left out stands for zero, unless an amount says that there is something.
    remaining = min(max(view["remainingFraction"]?.double ?? ((amount ?? 0) > 0 ? 1 : 0), 0), 1)
    reset = view["resetTime"]?.string.flatMap { UnixTime(rfc3339: $0) }
    tokenType = view["tokenType"]?.string.map { String($0.prefix(64)) }
  }

  /// Whether it counts requests to a model that this client can name; Google keeps others for its other clients.
  package var isForRequests: Bool { (tokenType ?? "REQUESTS") == "REQUESTS" && !model.hasSuffix("_vertex") }

  /// Whether nothing is left before a time to come.
  package func isUsedUp(at now: UnixTime) -> Bool {
    remaining <= 0 && amount ?? 0 == 0 && reset.map { now < $0 } ?? false
  }
}
