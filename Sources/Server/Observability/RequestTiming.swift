internal import Transport

/// When the steps of one request were taken.
package struct RequestTiming: Sendable {
  let began: MonotonicInstant
  /// Calls to upstream.
  package private(set) var attempts = 0
  /// From the request's head to the first call to upstream: the body, its translation, and waiting for an account.
  package private(set) var queue: Duration?
  /// Spent waiting for the heads of upstream's answers, of all calls together.
  package private(set) var upstream = Duration.zero
  /// From the request's head to the first of a streamed answer that was written for the client.
  package private(set) var firstToken: Duration?

  init(began: MonotonicInstant = .now()) {
    self.began = began
  }

  /// Until now.
  var elapsed: Duration { MonotonicInstant.now().duration(since: began) }

  /// A call to upstream begins; hand its moment to `answered`.
  mutating func asks() -> MonotonicInstant {
    let now = MonotonicInstant.now()
    attempts += 1
    if queue == nil { queue = now.duration(since: began) }
    return now
  }

  /// The head of upstream's answer is there, or there will be none.
  mutating func answered(since asked: MonotonicInstant) {
    upstream += MonotonicInstant.now().duration(since: asked)
  }

  mutating func showsFirstToken() {
    if firstToken == nil { firstToken = MonotonicInstant.now().duration(since: began) }
  }
}
