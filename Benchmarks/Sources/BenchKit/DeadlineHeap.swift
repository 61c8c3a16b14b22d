/// A binary heap of deadlines, each belonging to one descriptor.
public struct DeadlineHeap {
  private var items: [Deadline] = []

  /// An empty heap.
  public init() {}

  /// The earliest deadline, if any.
  public var first: Deadline? { items.first }

  /// Adds a deadline.
  public mutating func insert(_ item: Deadline) {
    items.append(item)
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if items[parent].time <= items[child].time { break }
      items.swapAt(parent, child)
      child = parent
    }
  }

  /// Takes the earliest deadline out if it is not after `now`.
  public mutating func popDue(_ now: UInt64) -> Deadline? {
    guard let top = items.first, top.time <= now else { return nil }
    let last = items.removeLast()
    guard !items.isEmpty else { return top }
    items[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      if child >= items.count { break }
      if child + 1 < items.count, items[child + 1].time < items[child].time { child += 1 }
      if items[parent].time <= items[child].time { break }
      items.swapAt(parent, child)
      parent = child
    }
    return top
  }
}
