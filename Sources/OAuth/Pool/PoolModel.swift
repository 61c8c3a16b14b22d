internal import Transport

/// What is known of one model across the accounts, by their ids.
struct PoolModel: Sendable {
  /// Whom not to ask before when: the time alone, for the scan, and beside it the reason.
  private var blocks: [MonotonicInstant] = []
  private var obstacles: [Int: PoolObstacle] = [:]
  /// Whom to ask last until when.
  private var avoidedUntil: [MonotonicInstant] = []
  /// How often in a row Google limited an account without saying for how long.
  private var streaks: [Int: Int] = [:]
  var breaker = ModelBreaker()

  @inline(__always)
  func isBlocked(_ account: Int, _ now: MonotonicInstant) -> Bool {
    account < blocks.count && blocks[account] > now
  }

  @inline(__always)
  func blockedUntil(_ account: Int) -> MonotonicInstant { account < blocks.count ? blocks[account] : .distantPast }

  @inline(__always)
  func isAvoided(_ account: Int, _ now: MonotonicInstant) -> Bool {
    account < avoidedUntil.count && avoidedUntil[account] > now
  }

  func obstacle(_ account: Int, _ now: MonotonicInstant) -> PoolObstacle? {
    isBlocked(account, now) ? obstacles[account] : nil
  }

  /// The later of two ends counts: concurrent failures must not shorten a wait.
  mutating func block(_ account: Int, _ obstacle: PoolObstacle) {
    if blockedUntil(account) > obstacle.until { return }
    Self.set(account, obstacle.until, in: &blocks)
    obstacles[account] = obstacle
  }

  mutating func avoid(_ account: Int, until: MonotonicInstant) {
    Self.set(account, until, in: &avoidedUntil)
  }

  mutating func succeeded(_ account: Int) {
    breaker.succeeded()
    if account < avoidedUntil.count { avoidedUntil[account] = .distantPast }
    streaks[account] = nil
  }

  /// The number of limits in a row, this one included; those of requests that were under way together count once.
  mutating func countLimit(_ account: Int, _ now: MonotonicInstant) -> Int {
    if isBlocked(account, now) { return streaks[account] ?? 1 }
    let streak = min((streaks[account] ?? 0) + 1, 8)
    streaks[account] = streak
    return streak
  }

  /// How many accounts have to wait for something of their own.
  func limited(at now: MonotonicInstant) -> Int {
    obstacles.values.count { $0.until > now && $0.reason != .capacity }
  }

  mutating func forget(_ account: Int) {
    if account < blocks.count { blocks[account] = .distantPast }
    if account < avoidedUntil.count { avoidedUntil[account] = .distantPast }
    obstacles[account] = nil
    streaks[account] = nil
  }

  private static func set(_ account: Int, _ until: MonotonicInstant, in list: inout [MonotonicInstant]) {
    while list.count <= account { list.append(.distantPast) }
    list[account] = until
  }
}
