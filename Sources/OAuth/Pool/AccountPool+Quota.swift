package import Transport

extension AccountPool {
  /// Takes over what Google says is left of an account's quotas, in place of what it said before.
  ///
  /// `wall` is the time on the clock that Google's dates are by.
  package mutating func take(_ quota: QuotaView, account: String, at now: MonotonicInstant, wall: UnixTime) {
    func instant(_ reset: UnixTime) -> MonotonicInstant {
      let (wait, overflow) = reset.milliseconds.subtractingReportingOverflow(wall.milliseconds)
      return overflow ? .distantFuture : now + .milliseconds(max(wait, 0))
    }
    setQuota(
      quota.usedUp(at: wall).mapValues(instant), nothingLeftUntil: quota.nothingLeft(at: wall).map(instant),
      account: account, at: now)
  }

  /// What every account waits for.
  package enum Standstill: Sendable, Equatable {
    /// The first of them has something left again then.
    case cooling(until: MonotonicInstant)
    /// None takes new conversations.
    case draining
    /// None may be used, for this reason among others.
    case refused(PoolObstacle)
  }

  /// What all of these accounts wait for, whichever model is asked for; nil where one of them could be asked.
  package func standstill(of names: [String], at now: MonotonicInstant) -> Standstill? {
    var first: MonotonicInstant?
    var refused: PoolObstacle?
    for name in names {
      guard let slot = slot(named: name) else { return nil }
      // It is there for the conversations that it has, and that is not for everybody.
      if slot.account.isDraining { continue }
      if slot.blockedUntil > now {
        refused = refused ?? slot.obstacle
      } else if slot.nothingLeftUntil > now {
        first = min(first ?? slot.nothingLeftUntil, slot.nothingLeftUntil)
      } else {
        return nil
      }
    }
    return first.map { .cooling(until: $0) } ?? refused.map { .refused($0) } ?? (names.isEmpty ? nil : .draining)
  }
}
