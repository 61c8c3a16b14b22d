/// Runs pieces of work that must not end when whoever asked for them leaves.
///
/// They are children of the task in `run`, so none outlives it; where nobody runs it, it takes none.
package final class BackgroundWork: Sendable {
  package typealias Piece = @Sendable () async -> Void

  private struct State {
    var isRunning = false
    var pieces: [Piece] = []
    /// Where `run` waits for the next piece.
    var slot: WaitSlot?
  }

  private let state = Lock(State())

  package init() {}

  /// Hands over a piece of work; false where nobody would do it.
  package func post(_ piece: @escaping Piece) -> Bool {
    let (isTaken, slot): (Bool, WaitSlot?) = state.withLock { state in
      guard state.isRunning else { return (false, nil) }
      state.pieces.append(piece)
      defer { state.slot = nil }
      return (true, state.slot)
    }
    slot?.signal()
    return isTaken
  }

  /// Takes pieces from now on, for a `run` that is about to begin.
  package func open() {
    state.withLock { $0.isRunning = true }
  }

  /// Does what is posted until the task is cancelled, which cancels the pieces under way.
  package func run() async {
    open()
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        let slot = WaitSlot()
        let pieces = take(waitingAt: slot)
        for piece in pieces { group.addTask { await piece() } }
        if pieces.isEmpty { await slot.wait(cancelling: { slot.signal() }) }
      }
      group.cancelAll()
      // Cancelled from the start: whoever waits for them must hear of it.
      for piece in stop() { group.addTask { await piece() } }
    }
  }

  private func take(waitingAt slot: WaitSlot) -> [Piece] {
    state.withLock { state in
      defer { state.pieces = [] }
      if state.pieces.isEmpty { state.slot = slot }
      return state.pieces
    }
  }

  private func stop() -> [Piece] {
    state.withLock { state in
      defer { state = State() }
      return state.pieces
    }
  }
}
