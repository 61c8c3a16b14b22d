/// What to use instead of a model that has no capacity or quota left.
public struct ModelFallback: Sendable, Hashable {
  /// The model in question.
  public var model: String
  /// Tried in this order.
  public var substitutes: [String]

  /// Makes `substitutes` stand in for `model`.
  public init(model: String, substitutes: [String]) {
    self.model = model
    self.substitutes = substitutes
  }
}
