/// Values by key, of which the oldest go when there are too many: whoever talks to the simulator can choose keys.
struct BoundedTable<Value: Sendable>: Sendable {
  private let limit: Int
  private var values: [String: Value] = [:]
  private var order: [String] = []

  init(limit: Int = 1024) {
    self.limit = limit
  }

  subscript(key: String) -> Value? {
    get { values[key] }
    set {
      guard let newValue else {
        if values.removeValue(forKey: key) != nil { order.removeAll { $0 == key } }
        return
      }
      if values.updateValue(newValue, forKey: key) == nil { order.append(key) }
      guard order.count > limit else { return }
      values.removeValue(forKey: order.removeFirst())
    }
  }

  /// Changes the value of every key, oldest first.
  mutating func updateEach(_ body: (inout Value) -> Void) {
    for key in order {
      guard var value = values[key] else { continue }
      body(&value)
      values[key] = value
    }
  }
}
