package import OAuth

/// One bucket of `retrieveUserQuota` (protocol 6.1).
package struct SimulatedBucket: Sendable, Hashable {
  package var model: String
  /// What is left, from 0 to 1; written out unless it is 0, as proto3 does.
  package var fraction: Double
  /// The number of requests that are left, where it is told.
  package var amount: Int?
  /// When it is full again; nil leaves the time out.
  package var reset: UnixTime?
  package var tokenType = "REQUESTS"

  package init(_ model: String, _ fraction: Double, amount: Int? = nil, reset: UnixTime? = nil) {
    self.model = model
    self.fraction = fraction
    self.amount = amount
    self.reset = reset
  }

  /// What an account has whose day has begun a while ago.
  static func usual(resetting reset: UnixTime) -> [SimulatedBucket] {
    var buckets = [
      SimulatedBucket("gemini-2.5-flash", 0.75), SimulatedBucket("gemini-2.5-flash-lite", 1),
      SimulatedBucket("gemini-2.5-pro", 0.5, amount: 500), SimulatedBucket("gemini-3-flash-preview", 1),
      SimulatedBucket("gemini-3-pro-preview", 0.9), SimulatedBucket("gemini-3.1-pro-preview", 0.25),
    ]
    for index in buckets.indices { buckets[index].reset = reset }
    // Google keeps others in the same list that no client of this kind can use.
    var placeholder = SimulatedBucket("chat_20706", 1)
    placeholder.tokenType = "WTUS"
    return buckets + [placeholder]
  }

  /// The same with nothing left of any model.
  static func usedUp(resetting reset: UnixTime) -> [SimulatedBucket] {
    usual(resetting: reset).map { bucket in
      guard bucket.reset != nil else { return bucket }
      var bucket = bucket
      (bucket.fraction, bucket.amount) = (0, nil)
      return bucket
    }
  }

  var json: GoogleJSON {
    .members([
      "resetTime": reset.map { .string(UnixTime(seconds: $0.milliseconds / 1000).rfc3339) },
      "tokenType": .string(tokenType), "modelId": .string(model), "remainingAmount": amount.map { .string(String($0)) },
      "remainingFraction": fraction == 0 ? nil : .number(String(fraction)),
    ])
  }
}
