import BenchKit

/// What was found for one target in one scenario.
struct TargetResult: Codable {
  let target: Target
  var runs: [LoadReport] = []
  /// Events (or answers) a second.
  var perSecond: Spread?
  /// Processor seconds for 100,000 events (or answers).
  var cpuPer100k: Spread?
  /// From sending to checking an event, or from request to first event of an answer; microseconds.
  var latencyP50: Spread?
  var latencyP99: Spread?
  /// Processor seconds of the shortest window: under 2 the clock's 10 ms begin to matter.
  var leastCPUSeconds: Double?
  var syscallsPerEvent: Double?
  /// Why there is no such figure.
  var syscallsSkipped: String?
  /// KiB of resident memory for each open stream.
  var kibPerStream: Spread?
  /// Resident memory with all streams open, MiB.
  var residentMiB: Spread?
  /// `latencyP99` beside requests with a large body.
  var besideP99: Spread?
  /// How long such a request took from its first byte to the first event of its answer, milliseconds.
  var bodyMilliseconds: Spread?
  /// The most memory above that of the streams alone, MiB.
  var peakGrowthMiB: Spread?
  /// Milliseconds from start to the first answer.
  var startUpMilliseconds: Spread?
  /// Why nothing was measured.
  var skipped: String?

  init(target: Target) { self.target = target }
}
