/// Work handed to a reactor by other threads, until the loop comes for it.
///
/// One wake-up is enough for everything handed over since the last visit, so each entry says whether it must send one.
final class ForeignWork: Sendable {
  enum Acceptance {
    case acceptedFirst
    case accepted
    case refused
  }

  private struct State {
    var jobs: [UnownedJob] = []
    var commands: [@Sendable () -> Void] = []
    var wakeSent = false
    var ended = false
  }

  private let state = Lock(State())

  func add(_ job: UnownedJob) -> Acceptance {
    add { $0.jobs.append(job) }
  }

  func add(_ command: @escaping @Sendable () -> Void) -> Acceptance {
    add { $0.commands.append(command) }
  }

  private func add(_ append: (inout State) -> Void) -> Acceptance {
    state.withLock { state in
      guard !state.ended else { return .refused }
      append(&state)
      defer { state.wakeSent = true }
      return state.wakeSent ? .accepted : .acceptedFirst
    }
  }

  func take() -> (jobs: [UnownedJob], commands: [@Sendable () -> Void]) {
    state.withLock { state in
      state.wakeSent = false
      defer {
        state.jobs.removeAll(keepingCapacity: state.jobs.count < 1024)
        state.commands.removeAll(keepingCapacity: state.commands.count < 1024)
      }
      return (state.jobs, state.commands)
    }
  }

  var jobCount: Int { state.withLock { $0.jobs.count } }

  /// True, and final, if nothing is left; from then on everything is refused.
  func endIfEmpty() -> Bool {
    state.withLock { state in
      guard state.jobs.isEmpty, state.commands.isEmpty else { return false }
      state.ended = true
      return true
    }
  }
}
