/// The upstream's own bytes, unchanged: straight from it or through a proxy that does not translate.
public final class UpstreamBodyChecker: BodyChecker {
  private var checker: TemplateChecker

  /// - Parameters:
  ///   - plan: What was asked for.
  ///   - streaming: Whether the answer is a stream of events.
  public init(plan: StreamPlan, streaming: Bool) {
    let last = streaming ? EventTemplate.event(size: plan.size, isLast: true) : .unary(size: plan.size)
    checker = TemplateChecker(
      regular: .event(size: plan.size, isLast: false), last: last, stream: plan.number,
      total: streaming ? plan.events : 1)
  }

  /// Events seen so far.
  public var count: Int { checker.count }

  /// Checks the next bytes.
  public func feed(_ bytes: UnsafeRawBufferPointer, event: (UInt64) -> Void) throws {
    try checker.feed(bytes, event: event)
  }

  /// Checks that nothing is missing.
  public func finish(event: (UInt64) -> Void) throws { try checker.finish() }
}
