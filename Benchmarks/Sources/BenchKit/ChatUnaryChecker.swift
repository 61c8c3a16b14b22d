/// An OpenAI chat completion that does not stream: its `message.content` must be the upstream's text to the byte.
public final class ChatUnaryChecker: BodyChecker {
  private var text: TemplateChecker
  private var body: [UInt8] = []
  private var scratch: [UInt8] = []

  /// - Parameter plan: What was asked for.
  public init(plan: StreamPlan) {
    let template = EventTemplate.text(size: plan.size)
    text = TemplateChecker(regular: template, last: template, stream: plan.number, total: 1)
  }

  /// Events seen so far.
  public var count: Int { text.count }

  /// Checks the next bytes.
  public func feed(_ bytes: UnsafeRawBufferPointer, event: (UInt64) -> Void) throws {
    body.append(contentsOf: bytes)
  }

  /// Checks that nothing is missing.
  public func finish(event: (UInt64) -> Void) throws {
    let found = try body.withUnsafeBytes {
      try ChatContent.check($0, against: &text, scratch: &scratch, event: event)
    }
    if found == 0 { throw BenchFailure("no content in: \(String(decoding: body, as: UTF8.self))") }
    try text.finish()
  }
}
