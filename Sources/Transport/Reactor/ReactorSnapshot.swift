/// What a reactor holds at one moment; leak tests compare two of them.
package struct ReactorSnapshot: Equatable, Sendable {
  /// Tasks that are ready to run.
  package var jobs = 0
  /// Tasks suspended in a wait of this reactor, in a stream on it, or for the head of an answer.
  package var continuations = 0
  /// Descriptors in the epoll set, the wake-up descriptor not counted.
  package var descriptors = 0
  package var timers = 0
  /// libcurl transfers that are running or waiting to be added: the easy handles in use.
  package var transfers = 0
  /// libcurl easy handles kept for the next transfers.
  package var idleHandles = 0
  /// Threads of the reactors and of the blocking executor, in the whole process.
  package var threads = 0
  /// Iterations of the loop since it began.
  package var iterations: UInt64 = 0
}
