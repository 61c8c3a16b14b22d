/// What one run of the load client found.
public struct LoadReport: Codable, Sendable {
  /// Events counted inside the window: all streams were under way and the first (unpaced: half) had not ended.
  public var events = 0
  /// How long the window was.
  public var seconds = 0.0
  /// Processor seconds of the watched process inside the window.
  public var cpuSeconds: Double?
  /// Events of the whole run, all of them checked.
  public var checkedEvents = 0
  /// Answers of the whole run, all of them checked.
  public var answers = 0
  /// From sending to checking an event inside the window, in microseconds: the median.
  public var latencyP50 = 0.0
  /// The 99th percentile of the same.
  public var latencyP99 = 0.0
  /// From sending a request to its first event, in microseconds: the median.
  public var firstEventP50 = 0.0
  /// The 99th percentile of the same.
  public var firstEventP99 = 0.0
  /// Resident memory of the watched process before the first connection.
  public var residentBeforeKiB: Int?
  /// Resident memory of the watched process while all streams were open and idle.
  public var residentOpenKiB: Int?

  /// An empty report.
  public init() {}
}
