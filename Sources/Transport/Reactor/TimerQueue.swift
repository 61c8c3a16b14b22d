internal import HeapModule

/// Deadlines in order; cancelling marks, and the marked ones leave when they surface or when they are the majority.
struct TimerQueue {
  private struct Entry: Comparable {
    var deadline: MonotonicInstant
    var id: UInt64

    static func < (left: Self, right: Self) -> Bool {
      (left.deadline, left.id) < (right.deadline, right.id)
    }
  }

  private var heap = Heap<Entry>()
  private var actions: [UInt64: @Sendable () -> Void] = [:]
  private var lastID: UInt64 = 0
  /// The time up to which timers have been taken out; a new one is later, so that a turn of the loop ends.
  private var taken = MonotonicInstant(nanoseconds: 0)

  /// Timers that have neither fired nor been cancelled.
  var count: Int { actions.count }

  mutating func schedule(at deadline: MonotonicInstant, _ action: @escaping @Sendable () -> Void) -> UInt64 {
    lastID += 1
    heap.insert(Entry(deadline: max(deadline, MonotonicInstant(nanoseconds: taken.nanoseconds + 1)), id: lastID))
    actions[lastID] = action
    return lastID
  }

  mutating func cancel(_ id: UInt64) {
    guard actions.removeValue(forKey: id) != nil else { return }
    if heap.count > 64, heap.count > actions.count * 2 {
      let actions = actions
      heap = Heap(heap.unordered.filter { actions[$0.id] != nil })
    }
  }

  /// The earliest deadline still wanted.
  mutating func nextDeadline() -> MonotonicInstant? {
    while let first = heap.min {
      if actions[first.id] != nil { return first.deadline }
      heap.removeMin()
    }
    return nil
  }

  /// Takes out the next timer that is due.
  mutating func popDue(_ now: MonotonicInstant) -> (@Sendable () -> Void)? {
    taken = now
    while let first = heap.min {
      guard let action = actions[first.id] else {
        heap.removeMin()
        continue
      }
      guard first.deadline <= now else { return nil }
      heap.removeMin()
      actions[first.id] = nil
      return action
    }
    return nil
  }
}
