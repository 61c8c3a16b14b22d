/// Why a reactor could not be made, or a descriptor not be watched.
package struct ReactorError: Error, CustomStringConvertible {
  package var operation: String
  /// `errno` of the failed call.
  package var code: Int32

  package var description: String {
    "\(operation) failed: \(describeSystemError(code))"
  }
}
