internal import OAuth

extension MetricsReport {
  /// What is told of one account.
  struct Account: Sendable {
    var name: String
    var serves: Bool
    /// What is left of its quotas by model, from 0 to 1, and when that is full again, in seconds since 1970.
    var quotas: [String: (remaining: Double, reset: Int64?)] = [:]

    init(_ account: OAuth.Account, labels: MetricLabels) {
      name = account.name
      serves = account.serves
      for bucket in account.quota?.requestBuckets ?? [] {
        let model = labels.model(bucket.model)
        // Of several limits of one model the lowest counts.
        if let known = quotas[model], known.remaining <= bucket.remaining { continue }
        quotas[model] = (bucket.remaining, bucket.reset.map { $0.milliseconds / 1000 })
      }
    }
  }

  func writeAccounts(into text: inout MetricsText) {
    text.begin("gemini_proxy_account_ready", .gauge, "Whether an account serves, by what is known of it.")
    for account in accounts { text.sample([("account", account.name)], account.serves ? 1 : 0) }
    text.begin("gemini_proxy_quota_remaining_ratio", .gauge, "What Google last said is left of a quota.")
    for account in accounts {
      for (model, quota) in account.quotas {
        text.sample([("account", account.name), ("model", model)], quota.remaining)
      }
    }
    text.begin("gemini_proxy_quota_reset_timestamp_seconds", .gauge, "When the quota is full again.")
    for account in accounts {
      for (model, quota) in account.quotas {
        guard let reset = quota.reset else { continue }
        text.sample([("account", account.name), ("model", model)], Int(reset))
      }
    }
  }
}
