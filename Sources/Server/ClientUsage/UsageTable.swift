/// What client keys have used, by day of UTC, within bounds: the newest days of the keys that were used last.
package struct UsageTable: Sendable, Equatable {
  package static let maximumKeys = 4096
  package static let maximumDays = 31

  package struct Key: Sendable, Equatable {
    /// As the configuration called it last.
    package var name: String
    /// By days since 1970-01-01.
    package var days: [Int: UsageDay] = [:]

    fileprivate var lastDay: Int { days.keys.max() ?? .min }
  }

  /// By the id of the key, which does not tell the key.
  package private(set) var keys: [String: Key] = [:]

  package init() {}

  /// What a key with this digest is called in here.
  package static func id(of digest: String) -> String { String(digest.prefix(16)) }

  package var isEmpty: Bool { keys.isEmpty }

  package func used(by id: String, on day: Int) -> UsageDay { keys[id]?.days[day] ?? UsageDay() }

  package mutating func add(_ used: UsageDay, of id: String, named name: String, on day: Int) {
    if keys[id] == nil, keys.count >= Self.maximumKeys,
      let oldest = keys.min(by: { ($0.value.lastDay, $0.key) < ($1.value.lastDay, $1.key) }),
      // Where all are in use, the configuration has so many: their limits hold.
      oldest.value.lastDay < day
    {
      keys[oldest.key] = nil
    }
    keys[id, default: Key(name: name)].add(used, named: name, on: day)
  }

  /// Takes another table's counts in.
  package mutating func add(_ other: UsageTable) {
    for (id, key) in other.keys {
      for (day, used) in key.days { add(used, of: id, named: key.name, on: day) }
    }
  }
}

extension UsageTable.Key {
  fileprivate mutating func add(_ used: UsageDay, named name: String, on day: Int) {
    self.name = name
    days[day, default: UsageDay()].add(used)
    if days.count > UsageTable.maximumDays, let oldest = days.keys.min() { days[oldest] = nil }
  }
}
