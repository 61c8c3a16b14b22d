/// Something a benchmark found to be wrong, said in one line.
public struct BenchFailure: Error, CustomStringConvertible {
  /// One line for a human.
  public let description: String

  /// - Parameter description: One line for a human.
  public init(_ description: String) {
    self.description = description
  }
}
