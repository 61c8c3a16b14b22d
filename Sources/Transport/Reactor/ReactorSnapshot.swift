/// What a reactor holds at one moment; leak tests compare two of them.
package struct ReactorSnapshot: Equatable, Sendable {
  /// Jobs waiting to run.
  package var jobs: Int
  /// Descriptors in the epoll set, the wake-up descriptor not counted.
  package var descriptors: Int
  package var timers: Int
  /// Tasks suspended in a wait of this reactor or of a stream on it.
  package var continuations: Int
  /// libcurl transfers that are running or waiting to be added.
  package var transfers: Int
  /// Iterations of the loop since it began.
  package var iterations: UInt64
}
