internal import OAuth
internal import Translation

/// Everything that a simulator remembers between requests; every part of it is bounded.
struct SimulatorState: Sendable {
  private static let rememberedTokenRequests = 256

  var settings: SimulatorSettings
  var grants = GrantTable()
  var onboarding = OnboardingTable()
  /// Who has said whether their data may be collected.
  var dataCollection = BoundedTable<Bool>(limit: 256)
  private(set) var calls: [SimulatorRoute.Name: Int] = [:]
  private(set) var callsByService: [UpstreamKind: Int] = [:]
  /// How often each account has asked for an answer.
  var generations = BoundedTable<Int>(limit: 1024)
  private(set) var tokenRequests: [TokenRequestRecord] = []
  /// How often each scenario that succeeds in the end was asked for.
  private var attempts = BoundedTable<Int>(limit: 256)
  /// Tells this simulator's thought signatures from those of every other.
  let salt = Entropy.system.hexadecimal(16)

  init(settings: SimulatorSettings) {
    self.settings = settings
  }

  mutating func count(_ route: SimulatorRoute) {
    calls[route.name, default: 0] += 1
    if route.isForModels { callsByService[route.surface.kind, default: 0] += 1 }
  }

  mutating func remember(_ record: TokenRequestRecord) {
    if tokenRequests.count == Self.rememberedTokenRequests { tokenRequests.removeFirst() }
    tokenRequests.append(record)
  }

  /// How many attempts there were before this one.
  mutating func attempt(_ key: String) -> Int {
    let before = attempts[key] ?? 0
    attempts[key] = before + 1
    return before
  }

  func check(_ token: String?) -> TokenCheck { grants.check(token, default: settings.defaultAccount) }
}
