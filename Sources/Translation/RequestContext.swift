/// What a translation needs to know besides the bytes: the ids and the time are injected so that it stays pure.
package struct RequestContext: Sendable {
  /// At most this many adjustments are kept: their number is the caller's choice.
  package static let maximumAdjustments = 64

  /// The id of the answer without a dialect's prefix, for example 24 letters and digits.
  package let id: String
  /// When the request arrived, in seconds since 1970.
  package let created: Int
  /// 80 random bits from which the ids of tool calls are made.
  package let callIDSeed: CallIDSeed
  /// What the path of a native request names; nil for every other dialect.
  package var target: NativeTarget?
  /// The time, for the dialects that tell it.
  package var clock = AnswerClock.none
  /// The client, where that matters.
  package var agent: ClientAgent?
  /// The `Content-Type` of the body, for the one dialect whose bodies need it.
  package var contentType: String?
  /// What was kept of the client's earlier responses.
  package var storedItems: (any StoredItems)?
  /// What was dropped, renamed or clamped for this client, in the order it happened.
  package private(set) var adjustments: [Adjustment] = []

  package init(id: String, created: Int, callIDSeed: CallIDSeed = CallIDSeed(high: 0, low: 0)) {
    self.id = id
    self.created = created
    self.callIDSeed = callIDSeed
  }

  /// Records one adjustment; the same one is recorded once, and those past the limit are not recorded.
  package mutating func adjust(_ action: Adjustment.Action, _ name: String) {
    guard adjustments.count < Self.maximumAdjustments else { return }
    let adjustment = Adjustment(action, name)
    if !adjustments.contains(adjustment) { adjustments.append(adjustment) }
  }

  /// Records the members that say something and are not read.
  mutating func reportDropped(_ object: JSONView, except known: Set<String>) {
    for (key, value) in object.members where !value.isNull {
      let name = key.string
      if !known.contains(name) { adjust(.dropped, name) }
    }
  }
}
