/// Checks that bytes are a run of events with ascending numbers, each exactly as its template says.
public struct TemplateChecker {
  private var regular: EventTemplate
  private var last: EventTemplate
  private let total: Int
  private var partial: [UInt8] = []

  /// How many complete events have been seen.
  public private(set) var count = 0

  /// - Parameters:
  ///   - regular: Every event but the last.
  ///   - last: The last event.
  ///   - stream: The stream number they must carry.
  ///   - total: How many events there must be.
  public init(regular: EventTemplate, last: EventTemplate, stream: Int, total: Int) {
    self.regular = regular
    self.last = last
    self.total = total
    self.regular.setStream(stream)
    self.last.setStream(stream)
    prepare()
  }

  /// Whether every event has been seen.
  public var isComplete: Bool { count == total }

  /// Checks the next bytes, however they were cut; `event` gets the time of sending of each event that is complete.
  public mutating func feed(_ bytes: UnsafeRawBufferPointer, event: (UInt64) -> Void) throws {
    var at = 0
    while at < bytes.count {
      if count == total { throw BenchFailure("more bytes than the \(total) events that were asked for") }
      let size = count == total - 1 ? last.bytes.count : regular.bytes.count
      if partial.isEmpty, bytes.count - at >= size {
        try check(UnsafeRawBufferPointer(rebasing: bytes[at..<at + size]), event)
        at += size
      } else {
        let piece = min(size - partial.count, bytes.count - at)
        partial.append(contentsOf: bytes[at..<at + piece])
        at += piece
        if partial.count == size {
          let whole = partial
          partial.removeAll(keepingCapacity: true)
          try whole.withUnsafeBytes { try check($0, event) }
        }
      }
    }
  }

  /// Called at the end of the answer.
  public func finish() throws {
    if !isComplete || !partial.isEmpty {
      throw BenchFailure("the answer ended after \(count) of \(total) events and \(partial.count) bytes")
    }
  }

  @inline(__always)
  private mutating func check(_ bytes: UnsafeRawBufferPointer, _ event: (UInt64) -> Void) throws {
    let template = count == total - 1 ? last : regular
    guard let stamp = template.stamp(ifMatching: bytes) else {
      let expected = String(decoding: template.bytes, as: UTF8.self)
      throw BenchFailure(
        "event \(count) differs:\n  got      \(String(decoding: bytes, as: UTF8.self))\n  expected \(expected)")
    }
    count += 1
    prepare()
    event(stamp)
  }

  private mutating func prepare() {
    if count == total - 1 { last.setSequence(count) } else { regular.setSequence(count) }
  }
}
