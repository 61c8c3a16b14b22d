/// What the machine allows, from which some defaults follow.
public struct SystemLimits: Sendable, Hashable {
  /// Bytes this process may use: physical memory or the limit of its control group.
  public var memoryBytes: Int
  /// CPUs this process may use.
  public var usableCPUs: Int
  /// The hard limit of open descriptors.
  public var descriptors: Int

  /// Limits as told.
  public init(memoryBytes: Int, usableCPUs: Int, descriptors: Int) {
    self.memoryBytes = memoryBytes
    self.usableCPUs = usableCPUs
    self.descriptors = descriptors
  }
}
