internal import Glibc
internal import Transport

/// A failed system call.
package struct SystemFailure: Error, Sendable, Hashable {
  package var operation: String
  /// The value of `errno`.
  package var code: Int32

  init(_ operation: String) {
    self.operation = operation
    code = errno
  }

  init(_ operation: String, code: Int32) {
    self.operation = operation
    self.code = code
  }

  /// Whether the place as such cannot be written, as opposed to something being wrong with it.
  var isReadOnly: Bool { [EACCES, EROFS, EPERM].contains(code) }

  /// Whether rename cannot work here although writing may: a file that is itself a mount point.
  var isMountPoint: Bool { code == EBUSY || code == EXDEV }
}

extension SystemFailure: CustomStringConvertible {
  package var description: String { "\(operation): \(describeSystemError(code))" }
}
