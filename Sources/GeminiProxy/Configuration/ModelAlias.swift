/// Another name for a model.
public struct ModelAlias: Sendable, Hashable {
  /// What clients say; `*` stands for any text.
  public var pattern: String
  /// The model that is meant.
  public var model: String

  /// Makes `pattern` mean `model`.
  public init(pattern: String, model: String) {
    self.pattern = pattern
    self.model = model
  }
}
