internal import Synchronization

/// How often access tokens were renewed, of all accounts together.
package final class RenewalCounts: Sendable {
  private let successes = Atomic<Int>(0)
  private let failures = Atomic<Int>(0)

  package init() {}

  package var succeeded: Int { successes.load(ordering: .relaxed) }
  package var failed: Int { failures.load(ordering: .relaxed) }

  func note(isSuccess: Bool) {
    if isSuccess {
      successes.wrappingAdd(1, ordering: .relaxed)
    } else {
      failures.wrappingAdd(1, ordering: .relaxed)
    }
  }
}
