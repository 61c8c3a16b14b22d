internal import OAuth

/// How far the sign-up of each account has come.
struct OnboardingTable: Sendable {
  struct Progress: Sendable {
    let operation: String
    let tier: String
    let project: String
    var polls = 0
    var isDone = false
  }

  private var progress = BoundedTable<Progress>(limit: 256)
  private var emails = BoundedTable<String>(limit: 256)
  /// How often each account has been looked at.
  private var looks = BoundedTable<Int>(limit: 256)

  /// Starts the sign-up, or counts as a poll of the one under way: older clients ask again instead of polling.
  mutating func start(_ email: String, tier: String, project: String, polls: Int) -> Progress {
    if progress[email] != nil {
      return poll(email, until: polls) ?? Progress(operation: "", tier: tier, project: project)
    }
    let started = Progress(operation: "cmpf." + Entropy.system.hexadecimal(8), tier: tier, project: project)
    progress[email] = started
    emails[started.operation] = email
    return started
  }

  mutating func poll(_ email: String, until polls: Int) -> Progress? {
    guard var found = progress[email] else { return nil }
    if found.polls >= polls { found.isDone = true }
    found.polls += 1
    progress[email] = found
    return found
  }

  func email(operation: String) -> String? { emails[operation] }

  func isDone(_ email: String) -> Bool { progress[email]?.isDone ?? false }

  /// Counts a look at the account; the first is 1.
  mutating func look(at email: String) -> Int {
    let count = (looks[email] ?? 0) + 1
    looks[email] = count
    return count
  }
}
