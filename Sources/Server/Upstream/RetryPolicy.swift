internal import Translation

/// What to do after each failure on the way to one answer. Pure: the jitter comes from a seed.
///
/// Promises, whatever comes: a request is never sent unchanged after Google called it invalid or refused permission; no
/// wait is shorter than Google asked for, nor longer by more than 10 % and 100 ms; sends and waits stay within the
/// limits.
struct RetryPolicy: Sendable {
  struct Limits: Sendable, Equatable {
    /// Sends after the first.
    var retries = 3
    /// The seconds that all waits of the request together may take.
    var wait = 30.0
    /// The first wait, in seconds, where nobody tells one; each further one is twice as long.
    var firstBackoff = 0.5
    var longestBackoff = 8.0
  }

  enum Outcome: Sendable, Equatable {
    /// Google refused, before any output; the change to the request that is known to help.
    case refused(GoogleFailure, repair: Repair?)
    /// No connection could be made.
    case unreached
    /// The connection ended before the answer began, as idle ones do.
    case dropped
    /// The answer was empty, broken or cut off.
    case useless
    /// No account can be asked at the moment.
    case unavailable(Shortage)
    /// Trying again is of no use.
    case hopeless
  }

  /// Why no account can be asked. Nothing was sent.
  enum Shortage: Sendable, Equatable {
    /// All that need not wait have been asked by this request.
    case allTried
    /// All wait for the end of a limit, the first of them for so many seconds; `isQuota` for one of hours or days.
    case cooling(seconds: Double, isQuota: Bool)
    /// The model has no capacity, whoever asks; looked at again after so many seconds.
    case overloaded(seconds: Double)
    /// The accounts give no access token at the moment, which may pass.
    case withoutCredential
    /// Only a person can help.
    case refused
  }

  enum Action: Sendable, Equatable {
    /// Asks again after a wait: whichever account is best by then.
    case retry(after: Duration)
    /// Asks another account at once.
    case nextAccount
    /// Asks the same account at once with a new access token.
    case refreshToken
    /// Asks at once with a request that was changed.
    case repair(Repair)
    /// Asks another model at once.
    case fallbackModel
    case fail
  }

  /// Looks at the pool in vain; each takes a wait or a substitute, so this only ends what should have ended before.
  private static let maximumShortages = 64

  let limits: Limits
  /// Substitutes for the model that have not been asked yet.
  private(set) var fallbacksLeft: Int
  private(set) var sent = 0
  private(set) var waitLeft: Double
  private var repairs: Set<Repair> = []
  private var hasRefreshed = false
  private var hasBeenUseless = false
  private var hasBeenDropped = false
  private var shortages = 0
  /// Whether another account was asked since the model last said that it has no capacity.
  private var hasComparedCapacity = false
  private var backoffs = 0
  private var random: UInt64

  init(limits: Limits, fallbacks: Int = 0, seed: UInt64) {
    self.limits = limits
    fallbacksLeft = fallbacks
    waitLeft = limits.wait
    random = seed
  }

  /// Whether an answer of no use now would be told to the client.
  var isLastSend: Bool { sent >= limits.retries || hasBeenUseless }

  mutating func decide(after outcome: Outcome) -> Action {
    if case .unavailable(let shortage) = outcome { return decide(after: shortage) }
    sent += 1
    guard sent <= limits.retries else { return .fail }
    switch outcome {
    case .refused(let failure, let repair): return decide(after: failure, repair)
    case .unreached: return backOff()
    case .dropped:
      guard !hasBeenDropped else { return backOff() }
      hasBeenDropped = true
      return .retry(after: .zero)
    case .useless:
      // Models do that now and then, and the second answer is nearly always good.
      guard !hasBeenUseless else { return .fail }
      hasBeenUseless = true
      return .retry(after: .zero)
    case .unavailable, .hopeless: return .fail
    }
  }

  private mutating func decide(after failure: GoogleFailure, _ repair: Repair?) -> Action {
    switch failure.cause {
    case .request:
      guard let repair, repairs.insert(repair).inserted else { return .fail }
      return .repair(repair)
    case .permission, .model: return .fail
    case .credential:
      guard hasRefreshed else {
        hasRefreshed = true
        return .refreshToken
      }
      // Whoever comes next has a token of its own to be refreshed.
      hasRefreshed = false
      return .nextAccount
    case .rateLimit, .quota: return .nextAccount
    case .capacity:
      // Two accounts that say the same mean that it is the model.
      guard hasComparedCapacity else {
        hasComparedCapacity = true
        return .nextAccount
      }
      return fallBack() ?? .nextAccount
    case .server: return failure.retryAfter.map { pause($0) } ?? backOff()
    }
  }

  private mutating func decide(after shortage: Shortage) -> Action {
    shortages += 1
    guard shortages <= Self.maximumShortages else { return .fail }
    switch shortage {
    case .allTried: return fallBackAfterCapacity() ?? backOff()
    case .cooling(let seconds, isQuota: false): return waitOrFallBack(seconds)
    case .cooling(let seconds, isQuota: true): return fallBack() ?? pause(seconds)
    case .overloaded(let seconds): return fallBack() ?? pause(seconds)
    case .withoutCredential:
      // Nothing was sent; counted all the same, so that the number of looks is bounded.
      sent += 1
      return sent <= limits.retries ? backOff() : .fail
    case .refused: return .fail
    }
  }

  private mutating func fallBackAfterCapacity() -> Action? { hasComparedCapacity ? fallBack() : nil }

  private mutating func waitOrFallBack(_ seconds: Double) -> Action {
    seconds <= waitLeft ? pause(seconds) : fallBack() ?? .fail
  }

  /// The next substitute, of which nothing is known yet.
  private mutating func fallBack() -> Action? {
    guard fallbacksLeft > 0 else { return nil }
    fallbacksLeft -= 1
    hasComparedCapacity = false
    return .fallbackModel
  }

  // MARK: - Waiting

  /// Where nobody tells how long, longer each time.
  private mutating func backOff() -> Action {
    let seconds = limits.firstBackoff * Double(1 << min(backoffs, 16))
    backoffs += 1
    return pause(min(seconds, limits.longestBackoff))
  }

  /// Not less than `seconds`: many requests that failed together must not all be early.
  private mutating func pause(_ seconds: Double) -> Action {
    guard seconds.isFinite, seconds <= waitLeft else { return .fail }
    let spread = min(seconds * 0.1 + 0.1, waitLeft - seconds)
    let chosen = seconds + spread * unit()
    waitLeft = max(0, waitLeft - chosen)
    return .retry(after: .nanoseconds(Int64((chosen * 1e9).rounded(.up))))
  }

  /// A number from 0 up to 1.
  private mutating func unit() -> Double {
    random &+= 0x9E37_79B9_7F4A_7C15
    var value = random
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    value ^= value >> 31
    return Double(value >> 11) * 0x1p-53
  }
}
