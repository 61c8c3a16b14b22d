/// A part of the loop that wants its turn between polling and jobs; libcurl is the one there is.
package protocol LoopParticipant: AnyObject {
  /// True while there is work that must not wait for the next socket event.
  var hasPendingWork: Bool { get }
  /// When the participant wants a turn even if nothing happens.
  var deadline: MonotonicInstant? { get }
  /// Does the work. Runs on the reactor's thread, never inside a task's job.
  func takeTurn(now: MonotonicInstant)
  /// The loop is about to end: gives up what is running, so that the tasks that wait for it can end.
  func stop()
  /// The loop has ended; frees what belongs to it. Runs on the reactor's thread.
  func loopEnded()
  /// Adds what is held to `snapshot`.
  func count(into snapshot: inout ReactorSnapshot)
}
