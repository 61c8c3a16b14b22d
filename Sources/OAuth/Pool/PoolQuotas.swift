internal import Transport

/// Which accounts have used up which models, as Google's view of their quotas says.
struct PoolQuotas: Sendable {
  /// Models of which that is remembered.
  static let maximumModels = 256

  /// By model and account id, when there is something left again.
  private var models: [String: [MonotonicInstant]] = [:]

  /// By account id, when there is something left again; shorter where nothing is known of the last ones.
  func resets(of model: String) -> [MonotonicInstant] { models[model] ?? [] }

  /// Replaces what was known of an account.
  mutating func set(_ resets: [String: MonotonicInstant], _ account: Int, at now: MonotonicInstant) {
    forget(account)
    for (model, reset) in resets where reset > now {
      if models[model] == nil, models.count >= Self.maximumModels {
        models = models.filter { $0.value.contains { $0 > now } }
        guard models.count < Self.maximumModels else { continue }
      }
      var list = models[model] ?? []
      while list.count <= account { list.append(.distantPast) }
      list[account] = reset
      models[model] = list
    }
  }

  mutating func forget(_ account: Int) {
    for (model, list) in models where account < list.count && list[account] > .distantPast {
      models[model]?[account] = .distantPast
    }
  }
}
