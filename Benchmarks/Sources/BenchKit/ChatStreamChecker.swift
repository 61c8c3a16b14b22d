/// An OpenAI chat-completions stream: the joined `delta.content` must be the upstream's text to the byte, a finish
/// reason must come, and the stream must end with `[DONE]`.
public final class ChatStreamChecker: BodyChecker {
  private var text: TemplateChecker
  private var partial: [UInt8] = []
  private var scratch: [UInt8] = []
  private var isDone = false
  private var hasFinishReason = false

  /// - Parameter plan: What was asked for.
  public init(plan: StreamPlan) {
    let template = EventTemplate.text(size: plan.size)
    text = TemplateChecker(regular: template, last: template, stream: plan.number, total: plan.events)
  }

  /// Events seen so far.
  public var count: Int { text.count }

  /// Checks the next bytes.
  public func feed(_ bytes: UnsafeRawBufferPointer, event: (UInt64) -> Void) throws {
    var at = 0
    if !partial.isEmpty {
      guard let end = ByteSearch.find("\n", in: bytes) else {
        partial.append(contentsOf: bytes)
        return
      }
      partial.append(contentsOf: bytes[..<end])
      at = end + 1
      let whole = partial
      partial.removeAll(keepingCapacity: true)
      try whole.withUnsafeBytes { try line($0, event) }
    }
    while let end = ByteSearch.find("\n", in: bytes, from: at) {
      try line(UnsafeRawBufferPointer(rebasing: bytes[at..<end]), event)
      at = end + 1
    }
    if at < bytes.count { partial.append(contentsOf: bytes[at...]) }
  }

  /// Checks that nothing is missing.
  public func finish(event: (UInt64) -> Void) throws {
    try text.finish()
    if !hasFinishReason { throw BenchFailure("the stream has no finish_reason") }
    if !isDone || !partial.isEmpty { throw BenchFailure("the stream does not end with [DONE]") }
  }

  private func line(_ bytes: UnsafeRawBufferPointer, _ event: (UInt64) -> Void) throws {
    var line = bytes
    if line.last == UInt8(ascii: "\r") { line = UnsafeRawBufferPointer(rebasing: line.dropLast()) }
    guard let first = line.first, first != UInt8(ascii: ":") else { return }
    if isDone { throw BenchFailure("something follows [DONE]: \(String(decoding: line, as: UTF8.self))") }
    guard ByteSearch.find("data: ", in: line) == 0 else {
      throw BenchFailure("not an event of this dialect: \(String(decoding: line, as: UTF8.self))")
    }
    if line.count == 12, ByteSearch.find("[DONE]", in: line) == 6 {
      isDone = true
      return
    }
    let found = try ChatContent.check(line, against: &text, scratch: &scratch, event: event)
    // The finish reason comes with or after the last text; before that it is null.
    if text.isComplete, !hasFinishReason, let reason = ByteSearch.find("\"finish_reason\":", in: line) {
      hasFinishReason = ByteSearch.find("\"stop\"", in: line, from: reason) != nil
    }
    if found == 0, ByteSearch.find("\"error\":", in: line) != nil {
      throw BenchFailure("the stream carries an error: \(String(decoding: line, as: UTF8.self))")
    }
  }
}
