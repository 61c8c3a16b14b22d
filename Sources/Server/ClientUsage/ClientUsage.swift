package import OAuth
internal import Translation
internal import Transport

/// What client keys have used of their limits. Shared by all reactors: one lock, taken twice a request.
///
/// It outlives changes of the configuration: a new limit meets what was used under the old one.
package final class ClientUsage: Sendable {
  private struct State {
    /// By the id of the key; of keys with a limit on requests only.
    var windows: [String: RequestWindow] = [:]
    var table: UsageTable
    /// What is not on disk yet; part of `table`.
    var news = UsageTable()

    mutating func admit(_ id: String, upTo limit: Int, at now: MonotonicInstant) -> Duration? {
      // Of keys that have been taken out of the configuration nothing needs to stay.
      if windows.count >= UsageTable.maximumKeys, windows[id] == nil {
        windows = windows.filter { $0.value.untilEmpty(at: now) > .zero }
      }
      return windows[id, default: RequestWindow()].admit(upTo: limit, at: now)
    }
  }

  /// Whether a request is let in.
  struct Admission {
    /// Why not; nil if it is.
    var refusal: ProxyFailure?
    /// What is left now.
    var limits = RateLimits()
  }

  private let state: Lock<State>
  private let clock: OAuthClock
  private let onNews: (@Sendable () -> Void)?

  /// `onNews` is called, from any thread, when there is something to store; without it nothing is kept for that.
  package init(
    table: UsageTable = UsageTable(), clock: OAuthClock = .system, onNews: (@Sendable () -> Void)? = nil
  ) {
    state = Lock(State(table: table))
    self.clock = clock
    self.onNews = onNews
  }

  /// Counts a request of a key, if its limits allow one.
  func admit(_ client: ClientIdentity) -> Admission {
    let time = clock.wall()
    let day = Self.day(of: time)
    let (admission, isNews) = state.withLock { state in
      var limits = RateLimits()
      if let limit = client.limits.tokensPerDay {
        limits.tokens = Self.allowance(limit, state.table.used(by: client.usageID, on: day).tokens, time)
      }
      var wait: Duration?
      if let limit = client.limits.requestsPerMinute {
        // Read under the lock, so that no request is older than the one before it.
        let instant = clock.monotonic()
        if limits.tokens?.remaining != 0 { wait = state.admit(client.usageID, upTo: limit, at: instant) }
        let window = state.windows[client.usageID]
        let reset = (wait ?? window?.untilEmpty(at: instant) ?? .zero).seconds
        limits.requests = RateLimits.Allowance(
          limit: limit, remaining: max(0, limit - (window?.count ?? 0)), reset: reset,
          resetTime: time.rounded(upAfter: reset).rfc3339)
      }
      if limits.tokens?.remaining == 0 { return (Admission(refusal: .tokensUsed(limits), limits: limits), false) }
      if wait != nil { return (Admission(refusal: .tooManyRequests(limits), limits: limits), false) }
      var used = UsageDay()
      used.requests = 1
      return (Admission(limits: limits), add(used, of: client, on: day, to: &state))
    }
    if isNews { onNews?() }
    return admission
  }

  /// Counts the tokens of an answer.
  func add(_ usage: Usage, of client: ClientIdentity) {
    guard usage != Usage() else { return }
    let day = Self.day(of: clock.wall())
    if state.withLock({ add(UsageDay(usage), of: client, on: day, to: &$0) }) { onNews?() }
  }

  /// Returns whether there was nothing to store before.
  private func add(_ used: UsageDay, of client: ClientIdentity, on day: Int, to state: inout State) -> Bool {
    state.table.add(used, of: client.usageID, named: client.name, on: day)
    guard onNews != nil else { return false }
    defer { state.news.add(used, of: client.usageID, named: client.name, on: day) }
    return state.news.isEmpty
  }

  /// What has been used.
  package var table: UsageTable { state.withLock { $0.table } }

  // MARK: - Storage

  /// Hands over what is not on disk yet, and everything that is known.
  package func takeNews() -> (news: UsageTable, known: UsageTable) {
    state.withLock { state in
      defer { state.news = UsageTable() }
      return (state.news, state.table)
    }
  }

  /// Takes over what is on disk now; other processes may have added to it.
  package func adopt(_ stored: UsageTable) {
    state.withLock { state in
      state.table = stored
      state.table.add(state.news)
    }
  }

  /// Takes back what could not be stored.
  package func giveBack(_ news: UsageTable) {
    state.withLock { $0.news.add(news) }
    onNews?()
  }

  // MARK: - Days

  private static let secondsPerDay = 86_400

  /// Days since 1970-01-01, UTC.
  package static func day(of time: UnixTime) -> Int { Int(time.milliseconds / 1000) / secondsPerDay }

  /// Its midnight, UTC.
  package static func start(of day: Int) -> UnixTime { UnixTime(seconds: Int64(day * secondsPerDay)) }

  private static func allowance(_ limit: Int, _ used: Int, _ time: UnixTime) -> RateLimits.Allowance {
    let midnight = start(of: day(of: time) + 1)
    return RateLimits.Allowance(
      limit: limit, remaining: max(0, limit - used), reset: Double(midnight.milliseconds - time.milliseconds) / 1000,
      resetTime: midnight.rfc3339)
  }
}

extension UnixTime {
  /// The first whole second that is not before the end of `seconds` from here.
  fileprivate func rounded(upAfter seconds: Double) -> UnixTime {
    UnixTime(seconds: Int64((Double(milliseconds) / 1000 + seconds).rounded(.up)))
  }
}

extension ProxyFailure {
  fileprivate static func tooManyRequests(_ limits: RateLimits) -> ProxyFailure {
    let limit = limits.requests?.limit ?? 0
    var failure = ProxyFailure(
      .rateLimited, message: "This API key may be used for \(limit) request\(limit == 1 ? "" : "s") a minute.",
      retryAfter: limits.requests?.reset)
    failure.limits = limits
    return failure
  }

  fileprivate static func tokensUsed(_ limits: RateLimits) -> ProxyFailure {
    var failure = ProxyFailure(
      .quotaExhausted,
      message:
        "This API key has used up its \(limits.tokens?.limit ?? 0) tokens of today; the day ends at midnight UTC.",
      retryAfter: limits.tokens?.reset)
    failure.limits = limits
    return failure
  }
}
