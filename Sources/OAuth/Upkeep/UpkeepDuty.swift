/// Something that is done for an account in the background, again and again.
package enum UpkeepDuty: Sendable, Hashable, CaseIterable {
  /// Renews its access token before calls would have to wait for that.
  case token
  /// Looks at what is left of its quotas.
  case quota
  /// Looks which models its service names.
  case models

  /// The time between two times while the account is in use.
  var interval: Duration {
    switch self {
    // However short a token lives.
    case .token: .seconds(240)
    case .quota: .seconds(300)
    case .models: .seconds(3600)
    }
  }

  /// The first pause after a failure; it doubles up to the interval.
  var firstPause: Duration {
    switch self {
    case .token: .seconds(15)
    case .quota, .models: .seconds(60)
    }
  }
}
