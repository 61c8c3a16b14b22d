/// The calls of one turn that still wait for a result, in their order.
struct ChatPendingCalls {
  private var calls: [(entry: Int, call: Int)] = []
  private var isTaken: [Bool] = []
  private var next = 0
  /// The positions of the calls of each function.
  private var byName: [String: [Int]] = [:]
  private var nextByName: [String: Int] = [:]

  mutating func add(entry: Int, call: Int, name: String) {
    byName[name, default: []].append(calls.count)
    calls.append((entry, call))
    isTaken.append(false)
  }

  /// The first call of the function, or of any if nothing of that name was called; nil if there is none left.
  mutating func take(named name: String?) -> (entry: Int, call: Int)? {
    guard let name, let positions = byName[name] else {
      while next < calls.count, isTaken[next] { next += 1 }
      return next < calls.count ? take(next) : nil
    }
    var position = nextByName[name] ?? 0
    while position < positions.count, isTaken[positions[position]] { position += 1 }
    nextByName[name] = position
    return position < positions.count ? take(positions[position]) : nil
  }

  private mutating func take(_ position: Int) -> (entry: Int, call: Int) {
    isTaken[position] = true
    return calls[position]
  }
}
