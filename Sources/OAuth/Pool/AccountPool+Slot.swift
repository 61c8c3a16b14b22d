internal import Translation
internal import Transport

extension AccountPool {
  /// An account, and what stands in its way.
  struct Slot: Sendable {
    /// Stays the same while the account does; small, because tables are indexed by it.
    let id: Int
    var account: PoolAccount
    /// The bit of its service, which a scan compares faster than it looks into a set.
    let service: UInt8
    /// What stands in the way of every model.
    private(set) var obstacle: PoolObstacle?
    private(set) var blockedUntil = MonotonicInstant.distantPast
    var avoidedUntil = MonotonicInstant.distantPast
    /// When the first model comes back, where Google says that nothing is left of any.
    var nothingLeftUntil = MonotonicInstant.distantPast

    init(id: Int, account: PoolAccount) {
      self.id = id
      self.account = account
      service = Self.mask([account.kind])
    }

    static func mask(_ kinds: Set<UpstreamKind>) -> UInt8 {
      kinds.reduce(0) { mask, kind in
        switch kind {
        case .codeAssist: mask | 1
        case .aiStudio: mask | 2
        case .vertexAI: mask | 4
        }
      }
    }

    mutating func block(_ obstacle: PoolObstacle) {
      self.obstacle = obstacle
      blockedUntil = obstacle.until
    }

    mutating func clear() {
      obstacle = nil
      blockedUntil = .distantPast
      avoidedUntil = .distantPast
      nothingLeftUntil = .distantPast
    }
  }
}
