/// A Google account of the simulator; its e-mail address says how it behaves.
struct SimulatedAccount: Sendable, Hashable {
  let email: String
  let scenario: AccountScenario

  /// Any address is an account; one that names no scenario is `licensed`.
  init(email: String) {
    self.email = email.lowercased()
    let name = self.email.prefix { $0 != "@" && $0 != "+" }
    scenario = AccountScenario(rawValue: String(name)) ?? .licensed
  }

  init(_ scenario: AccountScenario) {
    email = scenario.rawValue + "@example.com"
    self.scenario = scenario
  }

  /// The account's number, the same in every run.
  var id: String {
    let hash = email.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return "1" + String(hash)
  }

  var name: String { String(email.prefix { $0 != "@" }) }
}
