internal import Transport

/// Stops asking a model that fails whichever account asks, and finds out with one request at a time when it is back.
struct ModelBreaker: Sendable {
  private enum State: Sendable {
    case closed
    /// Nobody asks before then.
    case open(until: MonotonicInstant)
    /// One request is finding out; another may from then on, should that one have gone.
    case probing(next: MonotonicInstant)
  }

  /// Failures in a row that stop it.
  static let threshold = 5
  /// This many accounts that failed stand for all.
  static let accountsThatProve = 3
  static let firstPause = Duration.seconds(1)
  static let longestPause = Duration.seconds(30)
  /// The time a probe has before the next one goes.
  static let probeTime = Duration.seconds(5)

  private var state = State.closed
  private var failures = 0
  private var accounts: Set<Int> = []
  private var pause = firstPause

  /// How long to wait before the model may be asked; nil lets the caller ask.
  mutating func admit(at now: MonotonicInstant) -> MonotonicInstant? {
    switch state {
    case .closed: return nil
    case .open(let next), .probing(let next):
      guard next <= now else { return next }
      state = .probing(next: now + Self.probeTime)
      return nil
    }
  }

  mutating func succeeded() {
    self = ModelBreaker()
  }

  /// `usable` is the number of accounts that could be asked; `told` is how long Google wants everybody to wait.
  mutating func failed(account: Int, usable: Int, told: Duration?, at now: MonotonicInstant) {
    failures += 1
    if accounts.count < Self.accountsThatProve { accounts.insert(account) }
    switch state {
    case .closed:
      guard failures >= Self.threshold, accounts.count >= min(max(usable, 1), Self.accountsThatProve) else { return }
    // Those that were under way when it was stopped say nothing new.
    case .open(let until) where now < until: return
    case .open, .probing: pause = min(pause + pause, Self.longestPause)
    }
    state = .open(until: now + max(pause, told ?? .zero))
  }
}
