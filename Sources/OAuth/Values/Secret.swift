/// Text that must not end up in a log: printing or interpolating it shows only that it is there.
public struct Secret: Sendable, Hashable {
  /// The text itself; name it where it leaves for Google or for the state file, and nowhere else.
  public let exposed: String

  /// Wraps `text`.
  public init(_ text: String) {
    exposed = text
  }

  /// Whether there is nothing to hide.
  public var isEmpty: Bool { exposed.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `(none)` or `(secret)`.
  public var description: String { isEmpty ? "(none)" : "(secret)" }
  /// The same as `description`.
  public var debugDescription: String { description }
  /// Empty: `dump` and test failures walk mirrors.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret {
  /// Compares without telling by its duration where the texts differ.
  package static func matches(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}
