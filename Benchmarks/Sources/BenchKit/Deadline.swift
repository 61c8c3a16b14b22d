/// When a connection has something to do. A deadline whose generation is old belongs to a connection that is gone.
public struct Deadline {
  /// Monotonic nanoseconds.
  public let time: UInt64
  /// The connection's descriptor.
  public let descriptor: Int32
  /// Which use of that descriptor was meant.
  public let generation: UInt32

  /// A deadline for one use of a descriptor.
  public init(time: UInt64, descriptor: Int32, generation: UInt32) {
    self.time = time
    self.descriptor = descriptor
    self.generation = generation
  }
}
