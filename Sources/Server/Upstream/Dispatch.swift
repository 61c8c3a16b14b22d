internal import OAuth
internal import Translation
internal import Transport

/// One request on its way to an answer: whom it asks for which model next, given what came of it so far.
///
/// Brings together the pool, which knows the accounts, and the policy, which knows the request. Does no I/O.
///
/// By reference: it lives as long as its request, and outlives every suspension of it.
final class Dispatch {
  enum Step {
    /// Ask this account.
    case ask(account: String)
    case wait(Duration)
    indirect case fail(ProxyFailure)
  }

  let pool: Lock<AccountPool>
  private var policy: RetryPolicy
  /// The model to ask for, in the words of Google's public API.
  private(set) var model: String
  /// What has been changed about the request because Google complained, in this order.
  private(set) var repairs: [Repair] = []
  private var query: AccountPool.Query
  private var fallbacks: ArraySlice<String>
  /// Decided already, in place of a look at the pool.
  private var decided: Step?
  /// The account asked last.
  private var account = ""
  /// Why accounts of this round gave no credential: the first reason, and whether any may pass.
  private var credentialFailure: ProxyFailure?
  private var credentialMayCome = false
  /// How many accounts of this round were really asked.
  private var asked = 0
  /// What the last account asked came to.
  private var lastFailure: ProxyFailure?
  private let kinds: @Sendable (String) -> Set<UpstreamKind>

  /// `kinds` tells which services have a model.
  init(
    _ query: AccountPool.Query, fallbacks: [String], limits: RetryPolicy.Limits, pool: Lock<AccountPool>, seed: UInt64,
    kinds: @escaping @Sendable (String) -> Set<UpstreamKind>
  ) {
    self.pool = pool
    self.query = query
    self.fallbacks = fallbacks[...]
    self.kinds = kinds
    model = query.model
    policy = RetryPolicy(limits: limits, fallbacks: fallbacks.count, seed: seed)
    use(model)
  }

  private func use(_ model: String) {
    self.model = model
    query.model = ModelCatalogue.commonName(of: model)
    query.kinds = kinds(model)
    startRound()
  }

  private func startRound() {
    query.tried = []
    asked = 0
    (credentialFailure, credentialMayCome) = (nil, false)
  }

  // MARK: - What next

  func next(at now: MonotonicInstant) -> Step {
    while true {
      if let decided {
        self.decided = nil
        return decided
      }
      switch pool.withLock({ $0.select(query, at: now) }) {
      case .account(let found):
        account = found.name
        // From here on the conversation has a home.
        query.isContinued = true
        return .ask(account: found.name)
      case .none(let shortage):
        let (reason, failure) = describe(shortage, now)
        follow(policy.decide(after: .unavailable(reason)), failure)
      }
    }
  }

  /// What a shortage is to the policy, and what the client is told should it end the request.
  private func describe(
    _ shortage: AccountPool.Shortage, _ now: MonotonicInstant
  ) -> (RetryPolicy.Shortage, ProxyFailure) {
    switch shortage {
    case .empty:
      return (
        .refused,
        credentialFailure
          ?? ProxyFailure(.overloaded, message: "The proxy has no account for this call.", code: "sign_in_required")
      )
    case .allTried:
      if asked == 0, let credentialFailure {
        return (credentialMayCome ? .withoutCredential : .refused, credentialFailure)
      }
      return (.allTried, lastFailure ?? .noCapacity)
    case .cooling(let obstacle):
      let seconds = obstacle.until.duration(since: now).seconds
      let failure = told(obstacle, seconds)
      switch obstacle.reason {
      case .capacity: return (.overloaded(seconds: seconds), failure)
      case .quota: return (.cooling(seconds: seconds, isQuota: true), failure)
      case .rateLimit, .permission, .credential: return (.cooling(seconds: seconds, isQuota: false), failure)
      }
    case .overloaded(let until):
      var failure = lastFailure ?? .noCapacity
      failure.retryAfter = max(failure.retryAfter ?? 0, until.duration(since: now).seconds)
      return (.overloaded(seconds: until.duration(since: now).seconds), failure)
    case .refused(let obstacle): return (.refused, obstacle.failure)
    }
  }

  /// Google's own words where this request has just heard them; they would be out of date for the next one.
  private func told(_ obstacle: PoolObstacle, _ seconds: Double) -> ProxyFailure {
    if obstacle.failure == lastFailure { return obstacle.failure }
    var failure = obstacle.failure
    failure.googleDetails = []
    failure.retryAfter = seconds
    switch obstacle.reason {
    case .rateLimit: failure.message = "Google limits how often this model may be asked."
    case .quota: failure.message = "The quota for this model is used up until its reset."
    case .capacity, .permission, .credential: break
    }
    return failure
  }

  // MARK: - What came of it

  /// Tells the pool that the answer of the account asked last has begun.
  var answered: @Sendable () -> Void {
    let (pool, account, model) = (pool, account, query.model)
    return { pool.withLock { $0.note(.answered, account: account, model: model, at: .now()) } }
  }

  /// Whether nothing will be sent after what has been decided last.
  var isLastSend: Bool { policy.isLastSend }

  /// The account gave no credential: nothing was sent.
  func hasNoCredential(_ failure: CredentialFailure, at now: MonotonicInstant) {
    pool.withLock { $0.note(.withoutCredential, account: account, model: query.model, at: now) }
    credentialFailure = credentialFailure ?? failure.failure
    credentialMayCome = credentialMayCome || failure.mayPass
    query.tried.append(account)
  }

  /// The attempt failed before any output. `refresh` has the account get a new access token, false where it has none.
  func failed(
    _ fault: AnswerFault, at now: MonotonicInstant, refresh: () -> Bool
  ) {
    asked += 1
    lastFailure = fault.failure
    let action = policy.decide(after: fault.outcome)
    if case .refused(let failure, _) = fault.outcome {
      if action == .refreshToken, refresh() {
        decided = .ask(account: account)
        return
      }
      pool.withLock { $0.note(.refused(failure), account: account, model: query.model, at: now) }
    }
    follow(action == .refreshToken ? .nextAccount : action, fault.failure)
  }

  private func follow(_ action: RetryPolicy.Action, _ failure: ProxyFailure) {
    switch action {
    case .retry(let pause):
      startRound()
      if pause > .zero { decided = .wait(pause) }
    case .nextAccount: query.tried.append(account)
    case .refreshToken: decided = .ask(account: account)
    case .repair(let repair):
      repairs.append(repair)
      decided = .ask(account: account)
    case .fallbackModel:
      guard let substitute = fallbacks.popFirst() else {
        decided = .fail(failure)
        return
      }
      use(substitute)
    case .fail: decided = .fail(failure)
    }
  }
}

extension ProxyFailure {
  /// What a client is told of a model that nobody is asked for at the moment.
  static let noCapacity = ProxyFailure(
    .overloaded, message: "The model has no capacity at the moment; try again soon or use another one.")
}

extension Duration {
  /// As a number.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
