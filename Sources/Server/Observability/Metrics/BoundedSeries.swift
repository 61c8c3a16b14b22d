/// Values by labels, at most so many: further labels share one.
struct BoundedSeries<Labels: Hashable & Sendable, Value: Sendable>: Sendable {
  let limit: Int
  private(set) var values: [Labels: Value] = [:]

  init(limit: Int) {
    self.limit = limit
  }

  /// Changes the value of `labels`, or of `shared` where there is no room for them.
  mutating func update(
    _ labels: Labels, or shared: @autoclosure () -> Labels, from initial: @autoclosure () -> Value,
    _ change: (inout Value) -> Void
  ) {
    let isKept = values.count < limit || values[labels] != nil
    change(&values[isKept ? labels : shared(), default: initial()])
  }
}
