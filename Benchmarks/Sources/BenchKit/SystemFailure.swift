public import Glibc

/// A system call that failed, with its errno.
public struct SystemFailure: Error, CustomStringConvertible {
  /// What was being done.
  public let operation: String
  /// The value of `errno` afterwards.
  public let code: Int32

  /// Takes the current `errno` unless a code is given.
  public init(_ operation: String, code: Int32 = errno) {
    self.operation = operation
    self.code = code
  }

  /// For a human.
  public var description: String { "\(operation): \(String(cString: strerror(code)))" }
}
