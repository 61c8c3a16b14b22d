internal import OAuth
internal import Translation
internal import Transport

/// What `/ready` says: whether a load balancer should send requests here.
struct Readiness: Equatable {
  /// Why not, in one word; nil where all is well.
  var reason: String?
  /// When that is expected to end.
  var coolingUntil: UnixTime?
  /// Seconds after which it is worth asking again.
  var retryAfter = 5

  init(reason: String?) {
    self.reason = reason
  }

  /// One account that serves is enough; otherwise what stands in the way of the first.
  init(of accounts: [Account], _ pool: Lock<AccountPool>, at now: MonotonicInstant = .now()) {
    // Without accounts there is nothing to wait for.
    guard let first = accounts.first else { return }
    let serving = accounts.filter(\.serves)
    guard !serving.isEmpty else {
      reason = first.status.code
      return
    }
    switch pool.withLock({ $0.standstill(of: serving.map(\.name), at: now) }) {
    case nil: break
    case .draining?: reason = "draining"
    case .cooling(let until)?:
      let wait = until.duration(since: now)
      reason = "cooling_until"
      coolingUntil = UnixTime.now().adding(seconds: wait.components.seconds + 1)
      retryAfter = Int(clamping: wait.components.seconds + 1)
    case .refused(let obstacle)?:
      reason = obstacle.failure.code ?? "no_license"
      retryAfter = max(Int(clamping: obstacle.until.duration(since: now).components.seconds), 5)
    }
  }

  var json: [UInt8] {
    guard let reason else { return Array(#"{"status":"ready"}"#.utf8) }
    guard let until = coolingUntil.map({ UnixTime(seconds: $0.milliseconds / 1000).rfc3339 }) else {
      return Array(#"{"status":"unavailable","reason":"\#(reason)"}"#.utf8)
    }
    return Array(#"{"status":"unavailable","reason":"\#(reason) \#(until)","cooling_until":"\#(until)"}"#.utf8)
  }
}
