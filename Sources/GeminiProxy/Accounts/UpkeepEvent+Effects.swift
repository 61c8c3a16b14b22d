internal import Logging
internal import OAuth
internal import Server
internal import Translation
internal import Transport

extension AccountUpkeep.Event {
  /// Writes down what whoever runs the proxy may want to know.
  func log(to logger: Logger) {
    switch self {
    case .quota, .models: break
    case .failed(let duty, let account, let reason):
      logger.info("\(duty.failed)", metadata: ["account": "\(account)", "reason": "\(reason)"])
    case .recovered(let duty, let account): logger.info("\(duty.recovered)", metadata: ["account": "\(account)"])
    }
  }
}

extension UpkeepDuty {
  fileprivate var failed: String {
    switch self {
    case .token: "the access token could not be renewed"
    case .models: "Google does not tell which models there are"
    case .quota: "Google does not tell what is left of the quota"
    }
  }

  fileprivate var recovered: String {
    switch self {
    case .token: "the access token is renewed"
    case .models: "Google tells again which models there are"
    case .quota: "Google tells again what is left of the quota"
    }
  }
}

extension RouteServices {
  /// Has requests know what was found out about an account.
  func take(_ event: AccountUpkeep.Event) {
    switch event {
    case .quota(let view, let account):
      pool.withLock { $0.take(view, account: account, at: .now(), wall: .now()) }
    case .models(let models, let kind, let account):
      self.models.withLock { $0.learn(models, on: kind, by: account) }
    case .failed, .recovered: break
    }
  }
}
