package import Translation
internal import Transport

/// Does for the accounts, in the background, what no request should wait for.
package final class AccountUpkeep: Sendable {
  package enum Event: Sendable {
    /// What Google says is left of an account's quotas.
    case quota(QuotaView, account: String)
    /// The models that a service names to an account.
    case models([ModelEntry], on: UpstreamKind, account: String)
    /// A duty failed, for a reason that was not told before.
    case failed(UpkeepDuty, account: String, reason: String)
    /// A duty that failed before has been done.
    case recovered(UpkeepDuty, account: String)
  }

  /// How often it is looked what is due.
  private static let interval = Duration.seconds(5)
  /// So many accounts are looked after at a time.
  private static let hands = 8
  /// An answer that drips takes no longer.
  private static let deadline = Duration.seconds(60)

  private let signIn: SignInService
  private let jitter: @Sendable () -> Double
  private let tell: @Sendable (Event) -> Void

  /// `tell` is told what comes of it; `jitter` gives numbers from 0 to 1.
  package init(
    _ signIn: SignInService, jitter: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
    tell: @escaping @Sendable (Event) -> Void
  ) {
    self.signIn = signIn
    self.jitter = jitter
    self.tell = tell
  }

  /// Looks after the accounts until the task is cancelled.
  package func run() async {
    await withDiscardingTaskGroup { group in
      // Each duty on its own: none is late because another one takes long.
      for duty in UpkeepDuty.allCases {
        group.addTask {
          while !Task.isCancelled {
            await self.perform(duty)
            guard (try? await self.signIn.environment.sleep(Self.interval)) != nil else { return }
          }
        }
      }
    }
  }

  /// Whether nothing is under way.
  package var isIdle: Bool { signIn.accounts.allSatisfy { $0.upkeep.withLock(\.isIdle) } }

  /// Does whatever is due now.
  package func perform() async {
    for duty in UpkeepDuty.allCases { await perform(duty) }
  }

  private func perform(_ duty: UpkeepDuty) async {
    let accounts = signIn.accounts
    let lastUse = accounts.map(\.lastUse).max() ?? .distantPast
    await withTaskGroup(of: Void.self) { group in
      var underWay = 0
      for account in accounts where !Task.isCancelled {
        guard let generation = account.begin(duty, lastUse: lastUse, at: signIn.environment.clock.monotonic()) else {
          continue
        }
        if underWay == Self.hands { await group.next() } else { underWay += 1 }
        group.addTask { await self.perform(duty, account, generation) }
      }
    }
  }

  private func perform(_ duty: UpkeepDuty, _ account: Account, _ generation: Int) async {
    let failure = await withDeadline { await self.attempt(duty, account, generation) }
    let now = signIn.environment.clock.monotonic()
    let news = account.upkeep.withLock { $0.end(duty, failure, at: now, jitter: jitter()) }
    switch news {
    case .failed(let failure)?: tell(.failed(duty, account: account.name, reason: failure.reason))
    case .recovered?: tell(.recovered(duty, account: account.name))
    case nil: break
    }
  }

  private func attempt(_ duty: UpkeepDuty, _ account: Account, _ generation: Int) async -> UpkeepFailure? {
    switch duty {
    case .token: return await account.renewToken()
    case .quota:
      switch await account.askQuota(generation) {
      case .success(let view):
        tell(.quota(view, account: account.name))
        tell(.models(view.models, on: .codeAssist, account: account.name))
        return nil
      case .failure(let failure): return failure
      }
    case .models:
      switch await account.askModels() {
      case .success(let models):
        tell(.models(models, on: account.kind, account: account.name))
        return nil
      case .failure(let failure): return failure
      }
    }
  }

  private func withDeadline(_ work: @escaping @Sendable () async -> UpkeepFailure?) async -> UpkeepFailure? {
    await withTaskGroup(of: UpkeepFailure?.self) { group in
      group.addTask { await work() }
      group.addTask {
        guard (try? await self.signIn.environment.sleep(Self.deadline)) != nil else { return .cancelled }
        return .tooLate
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  /// Tells again what is known, for whoever has forgotten it.
  package func repeatAll() {
    for account in signIn.accounts {
      if let view = account.quota { tell(.quota(view, account: account.name)) }
    }
  }
}
