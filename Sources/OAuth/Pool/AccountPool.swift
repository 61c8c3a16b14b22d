package import Translation
package import Transport

/// Which account is asked next, and which ones not before when. Pure: it does no I/O and reads no clock.
///
/// A limit that Google names holds for the account *and* the model until the time it named; a refusal of permission for
/// the account as a whole. Trouble without a name only makes an account the last choice for a while.
package struct AccountPool: Sendable {
  package enum Strategy: Sendable {
    /// The next one in turn for each new conversation.
    case roundRobin
    /// The first one until it is limited, then the next.
    case fillFirst
  }

  /// Models of which something is remembered. Failures are counted by the name that Google was asked for.
  static let maximumModels = 256
  static let maximumConversations = 32_768

  package var strategy: Strategy
  /// By priority, the highest first; in the order of the configuration within one.
  private(set) var slots: [Slot] = []
  /// The runs of `slots` with one priority.
  private(set) var tiers: [Range<Int>] = []
  private var positions: [String: Int] = [:]
  /// The services that there are accounts for.
  package private(set) var kinds: Set<UpstreamKind> = []
  /// By tier, the position after the one asked last.
  private var turns: [Int] = []
  private var models = BoundedMemory<String, PoolModel>(limit: maximumModels)
  private var quotas = PoolQuotas()
  /// Conversation to account.
  private var conversations = BoundedMemory<ConversationKey, Int>(limit: maximumConversations)

  package init(strategy: Strategy = .roundRobin, accounts: [PoolAccount] = []) {
    self.strategy = strategy
    update(accounts)
  }

  package var accounts: [PoolAccount] { slots.map(\.account) }

  /// Takes over a new list; what is known of accounts that stay is kept, except refusals, which may be why the list
  /// changed, and what their quotas say, which is told again.
  package mutating func update(_ accounts: [PoolAccount]) {
    var known: [String: Slot] = [:]
    for slot in slots { known[slot.account.name] = slot }
    var stay: [Slot?] = accounts.map { account in
      guard var slot = known[account.name], slot.account.kind == account.kind else { return nil }
      known[account.name] = nil
      slot.account = account
      slot.clear()
      return slot
    }
    for slot in known.values { models.updateEach { $0.forget(slot.id) } }
    quotas = PoolQuotas()
    var ids = Set(stay.lazy.compactMap { $0?.id })
    var next = 0
    for index in stay.indices where stay[index] == nil {
      while !ids.insert(next).inserted { next += 1 }
      stay[index] = Slot(id: next, account: accounts[index])
    }
    slots = stay.compactMap { $0 }
    // Stable: within a priority the order of the configuration counts.
    slots = slots.enumerated().sorted { left, right in
      left.element.account.priority == right.element.account.priority
        ? left.offset < right.offset : left.element.account.priority > right.element.account.priority
    }.map(\.element)
    positions = Dictionary(slots.enumerated().map { ($1.account.name, $0) }) { first, _ in first }
    kinds = Set(slots.map(\.account.kind))
    tiers = []
    for (position, slot) in slots.enumerated() {
      if let last = tiers.last, slots[last.lowerBound].account.priority == slot.account.priority {
        tiers[tiers.count - 1] = last.lowerBound..<(position + 1)
      } else {
        tiers.append(position..<(position + 1))
      }
    }
    turns = tiers.map(\.lowerBound)
  }

  /// Forgets what stood in an account's way: somebody has signed in to it, or confirmed it.
  package mutating func clear(_ account: String) {
    guard let position = positions[account] else { return }
    slots[position].clear()
    quotas.forget(slots[position].id)
  }

  func slot(named name: String) -> Slot? { positions[name].map { slots[$0] } }

  mutating func setQuota(
    _ resets: [String: MonotonicInstant], nothingLeftUntil: MonotonicInstant?, account: String, at now: MonotonicInstant
  ) {
    guard let position = positions[account] else { return }
    quotas.set(resets, slots[position].id, at: now)
    slots[position].nothingLeftUntil = nothingLeftUntil ?? .distantPast
  }

  // MARK: - Selection

  /// Picks an account: at most linear in their number.
  package mutating func select(_ query: Query, at now: MonotonicInstant) -> Choice {
    let position: Int
    switch find(query, at: now) {
    case .success(let found): position = found
    case .failure(let shortage): return .none(shortage.reason)
    }
    let asked: MonotonicInstant? =
      models.peek(query.model) == nil
      ? nil : models.update(query.model, default: PoolModel()) { $0.breaker.admit(at: now) }
    if let asked { return .none(.overloaded(until: asked)) }
    if let conversation = query.conversation { conversations.set(conversation, slots[position].id) }
    return .account(slots[position].account)
  }

  private struct NoAccount: Error {
    let reason: Shortage
  }

  private mutating func find(_ query: Query, at now: MonotonicInstant) -> Result<Int, NoAccount> {
    let services = Slot.mask(query.kinds)
    let model = models.peek(query.model)
    let tried = query.tried.compactMap { positions[$0] }
    let resets = quotas.resets(of: query.model)
    func isUsedUp(_ position: Int) -> Bool {
      let id = slots[position].id
      return id < resets.count && resets[id] > now
    }
    // In a tool loop the account that signed is worth more than one that is better off.
    if let signer = query.signer.flatMap({ positions[$0] }), !tried.contains(signer), !isBlocked(signer, model, now),
      !isUsedUp(signer), serves(signer, services)
    {
      return .success(signer)
    }
    if query.isContinued, let id = query.conversation.flatMap(conversations.peek),
      let home = slots.firstIndex(where: { $0.id == id }), !tried.contains(home), !isBlocked(home, model, now),
      isGood(home, model, now), !isUsedUp(home), serves(home, services)
    {
      return .success(home)
    }
    var lastChoice: Int?
    // What Google says of quotas is advice: whom it may refuse is asked where nobody else can be.
    var advisedAgainst: Int?
    for (tier, range) in tiers.enumerated() {
      let start = strategy == .roundRobin ? turns[tier] : range.lowerBound
      for position in [start..<range.upperBound, range.lowerBound..<start].joined() {
        guard !isBlocked(position, model, now), !slots[position].account.isDraining, !tried.contains(position),
          serves(position, services)
        else { continue }
        guard !isUsedUp(position) else {
          advisedAgainst = advisedAgainst ?? position
          continue
        }
        guard isGood(position, model, now) else {
          lastChoice = lastChoice ?? position
          continue
        }
        turns[tier] = position + 1 < range.upperBound ? position + 1 : range.lowerBound
        return .success(position)
      }
    }
    if let found = lastChoice ?? advisedAgainst { return .success(found) }
    return .failure(NoAccount(reason: shortage(services, model, now)))
  }

  private func serves(_ position: Int, _ services: UInt8) -> Bool { slots[position].service & services != 0 }

  private func isBlocked(_ position: Int, _ model: PoolModel?, _ now: MonotonicInstant) -> Bool {
    slots[position].blockedUntil > now || model?.isBlocked(slots[position].id, now) ?? false
  }

  private func isGood(_ position: Int, _ model: PoolModel?, _ now: MonotonicInstant) -> Bool {
    slots[position].avoidedUntil <= now
      && !(model?.isAvoided(slots[position].id, now) ?? false)
  }

  private func shortage(_ services: UInt8, _ model: PoolModel?, _ now: MonotonicInstant) -> Shortage {
    var first: (id: Int, until: MonotonicInstant)?
    var refused: Int?
    for position in slots.indices where !slots[position].account.isDraining && serves(position, services) {
      if slots[position].blockedUntil > now {
        refused = refused ?? position
        continue
      }
      let id = slots[position].id
      guard let until = model?.blockedUntil(id), until > now else { return .allTried }
      if first == nil || until < first?.until ?? until { first = (id, until) }
    }
    if let first, let obstacle = model?.obstacle(first.id, now) { return .cooling(obstacle) }
    return refused.flatMap { slots[$0].obstacle }.map { .refused($0) } ?? .empty
  }

  // MARK: - What came of it

  package enum Event: Sendable {
    /// The answer has begun.
    case answered
    /// Google refused.
    case refused(GoogleFailure)
    /// The account gave no access token, for now.
    case withoutCredential
  }

  /// The model of a day's quota that names no reset is asked again after this.
  static let unknownReset = Duration.seconds(3600)
  /// A licence or a confirmation may arrive; asking more often would be repeating a refused request.
  static let refusalPause = Duration.seconds(300)
  static let termsPause = Duration.seconds(3600)
  static let credentialPause = Duration.seconds(60)
  static let longestStreakPause = Duration.seconds(60)
  static let avoidance = Duration.seconds(5)

  /// Notes what an account was told when it asked a model.
  package mutating func note(_ event: Event, account: String, model: String, at now: MonotonicInstant) {
    guard let position = positions[account] else { return }
    let id = slots[position].id
    switch event {
    case .answered:
      slots[position].avoidedUntil = .distantPast
      guard models.peek(model) != nil else { return }
      models.update(model, default: PoolModel()) { $0.succeeded(id) }
    case .withoutCredential: slots[position].avoidedUntil = now + Self.avoidance
    case .refused(let failure): note(failure, position, model, now)
    }
  }

  private mutating func note(_ failure: GoogleFailure, _ position: Int, _ model: String, _ now: MonotonicInstant) {
    let id = slots[position].id
    let told = failure.retryAfter.map { Duration.nanoseconds(Int64(min($0, 1e9) * 1e9)) }
    func obstacle(_ reason: PoolObstacle.Reason, _ pause: Duration) -> PoolObstacle {
      PoolObstacle(reason: reason, until: now + pause, failure: failure.clientFailure)
    }
    switch failure.cause {
    case .request, .model: return
    case .credential: slots[position].block(obstacle(.credential, Self.credentialPause))
    case .permission(.terms): slots[position].block(obstacle(.permission, Self.termsPause))
    case .permission(.licence), .permission(.validation):
      slots[position].block(obstacle(.permission, Self.refusalPause))
    case .permission: slots[position].avoidedUntil = now + Self.credentialPause
    case .quota: block(obstacle(.quota, told ?? Self.unknownReset), id, model)
    case .rateLimit:
      let pause =
        told
        ?? models.update(model, default: PoolModel()) { model in
          min(.seconds(1 << (model.countLimit(id, now) - 1)), Self.longestStreakPause)
        }
      block(obstacle(.rateLimit, pause), id, model)
    case .capacity, .server:
      if let told, failure.cause == .capacity { block(obstacle(.capacity, told), id, model) }
      let accounts = slots.count
      models.update(model, default: PoolModel()) { model in
        model.avoid(id, until: now + Self.avoidance)
        model.breaker.failed(account: id, usable: accounts - model.limited(at: now), told: told, at: now)
      }
    }
  }

  private mutating func block(_ obstacle: PoolObstacle, _ id: Int, _ model: String) {
    models.update(model, default: PoolModel()) { $0.block(id, obstacle) }
  }
}
