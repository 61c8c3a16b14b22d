internal import Logging
internal import OAuth
internal import Transport

extension AccountUpkeep.Event {
  /// Writes down what whoever runs the proxy may want to know.
  func log(to logger: Logger) {
    switch self {
    case .quota: break
    case .failed(let duty, let account, let reason):
      logger.info("\(duty.failed)", metadata: ["account": "\(account)", "reason": "\(reason)"])
    case .recovered(let duty, let account): logger.info("\(duty.recovered)", metadata: ["account": "\(account)"])
    }
  }
}

extension UpkeepDuty {
  fileprivate var failed: String {
    switch self {
    case .quota: "Google does not tell what is left of the quota"
    }
  }

  fileprivate var recovered: String {
    switch self {
    case .quota: "Google tells again what is left of the quota"
    }
  }
}

extension Lock<AccountPool> {
  /// Has the pool know what was found out about an account.
  func take(_ event: AccountUpkeep.Event) {
    guard case .quota(let view, let account) = event else { return }
    withLock { $0.take(view, account: account, at: .now(), wall: .now()) }
  }
}
