/// Checks the body of one answer as it arrives.
public protocol BodyChecker: AnyObject {
  /// Events seen so far.
  var count: Int { get }
  /// Checks the next bytes; `event` gets the time of sending of each complete event.
  func feed(_ bytes: UnsafeRawBufferPointer, event: (UInt64) -> Void) throws
  /// Called at the end of the body; an event may only be known to be complete here.
  func finish(event: (UInt64) -> Void) throws
}
