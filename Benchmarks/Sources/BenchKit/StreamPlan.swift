/// What the fake upstream shall send for one request, carried in the request's model name:
/// `bench-e1000-i10000-s344-b1-n17-p200`. Both a translating proxy and a byte-for-byte one pass it on untouched.
public struct StreamPlan: Equatable, Sendable {
  /// How many events the answer has.
  public var events: Int
  /// Microseconds from one burst to the next; 0 is as fast as the reader takes them.
  public var interval: Int
  /// About how many bytes an event has, framing included.
  public var size: Int
  /// Events written at once.
  public var burst: Int
  /// The stream's number, repeated in every event: events that change streams are noticed.
  public var number: Int
  /// Microseconds to wait before the first event, so that paced streams do not beat in step.
  public var phase: Int

  /// A plan; see the properties.
  public init(events: Int, interval: Int = 0, size: Int = 344, burst: Int = 1, number: Int = 0, phase: Int = 0) {
    self.events = events
    self.interval = interval
    self.size = size
    self.burst = burst
    self.number = number
    self.phase = phase
  }

  /// Reads a model name; nil unless it is one of ours and within bounds.
  public init?(model: some StringProtocol) {
    var plan = StreamPlan(events: 1)
    var parts = model.split(separator: "-", omittingEmptySubsequences: false)[...]
    guard parts.popFirst() == "bench" else { return nil }
    for part in parts {
      guard let key = part.first, let value = Int(part.dropFirst()), value >= 0 else { return nil }
      switch key {
      case "e": plan.events = value
      case "i": plan.interval = value
      case "s": plan.size = value
      case "b": plan.burst = value
      case "n": plan.number = value
      case "p": plan.phase = value
      default: return nil
      }
    }
    guard (1...99_999_999).contains(plan.events), plan.size <= 1 << 20, (1...1024).contains(plan.burst),
      plan.number <= 99_999_999, plan.interval <= 3_600_000_000, plan.phase <= 3_600_000_000
    else { return nil }
    self = plan
  }

  /// The model name that says all this.
  public var model: String { "bench-e\(events)-i\(interval)-s\(size)-b\(burst)-n\(number)-p\(phase)" }
}
