/// A table of which keys that callers choose cannot make more than a bounded one: what was not used lately is forgotten.
///
/// Two generations: when the younger is full, the older is dropped and the younger takes its place. So at most twice
/// `limit` entries are held, and the last `limit` that were used are always there.
package struct BoundedMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  let limit: Int
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]

  package init(limit: Int) {
    self.limit = limit
  }

  package var count: Int { young.count + old.count }

  /// The value, without counting as a use.
  package func peek(_ key: Key) -> Value? { young[key] ?? old[key] }

  /// Changes a value in place, making it first if there is none; counts as a use.
  package mutating func update<Result>(
    _ key: Key, default make: @autoclosure () -> Value, _ change: (inout Value) -> Result
  ) -> Result {
    if young[key] == nil {
      let value = old.removeValue(forKey: key) ?? make()
      if young.count >= limit {
        old = young
        young = [:]
      }
      young[key] = value
    }
    return change(&young[key, default: make()])
  }

  mutating func set(_ key: Key, _ value: Value) {
    update(key, default: value) { $0 = value }
  }

  mutating func updateEach(_ change: (inout Value) -> Void) {
    func changed(_ value: Value) -> Value {
      var value = value
      change(&value)
      return value
    }
    young = young.mapValues(changed)
    old = old.mapValues(changed)
  }
}
