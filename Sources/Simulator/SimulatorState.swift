/// Everything that a simulator remembers between requests; every part of it is bounded.
struct SimulatorState: Sendable {
  private static let rememberedTokenRequests = 256

  var settings: SimulatorSettings
  var grants = GrantTable()
  var onboarding = OnboardingTable()
  private(set) var calls: [SimulatorRoute.Name: Int] = [:]
  private(set) var tokenRequests: [TokenRequestRecord] = []

  init(settings: SimulatorSettings) {
    self.settings = settings
  }

  mutating func count(_ name: SimulatorRoute.Name) { calls[name, default: 0] += 1 }

  mutating func remember(_ record: TokenRequestRecord) {
    if tokenRequests.count == Self.rememberedTokenRequests { tokenRequests.removeFirst() }
    tokenRequests.append(record)
  }

  func check(_ token: String?) -> TokenCheck { grants.check(token, default: settings.defaultAccount) }
}
