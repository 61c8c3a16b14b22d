import BenchKit
import Testing

@Suite("Checkers")
struct CheckerTests {
  private let plan = StreamPlan(events: 3, interval: 5, size: 400, burst: 2, number: 17, phase: 9)

  private func upstreamBytes() -> [UInt8] {
    (0..<plan.events).flatMap { index in
      var event = EventTemplate.event(size: plan.size, isLast: index == plan.events - 1)
      event.setStream(plan.number)
      event.setSequence(index)
      event.setStamp(1_234_567)
      return event.bytes
    }
  }

  @Test("A plan survives its model name")
  func model() {
    #expect(StreamPlan(model: plan.model) == plan)
    #expect(StreamPlan(model: "gemini-2.5-pro") == nil)
    #expect(StreamPlan(model: "bench-e0") == nil)
  }

  @Test("An event has the size asked for")
  func size() {
    #expect(EventTemplate.event(size: 344, isLast: false).bytes.count == 344)
    #expect(EventTemplate.event(size: 804, isLast: false).bytes.count == 804)
  }

  @Test("Upstream bytes pass, however they are cut", arguments: [1, 3, 399, 400, 401, 5000])
  func cuts(piece: Int) throws {
    let bytes = upstreamBytes()
    let checker = UpstreamBodyChecker(plan: plan, streaming: true)
    var stamps: [UInt64] = []
    var at = 0
    while at < bytes.count {
      let end = min(at + piece, bytes.count)
      try bytes[at..<end].withUnsafeBytes { try checker.feed($0) { stamps.append($0) } }
      at = end
    }
    try checker.finish { _ in }
    #expect(stamps == [1_234_567, 1_234_567, 1_234_567])
  }

  @Test("One wrong byte fails, wherever it is")
  func wrongByte() {
    let bytes = upstreamBytes()
    let stamp = EventTemplate.event(size: plan.size, isLast: false).stampAt
    for index in stride(from: 0, to: bytes.count, by: 7) where !(stamp..<stamp + 19).contains(index % 400) {
      var damaged = bytes
      damaged[index] ^= 1
      let checker = UpstreamBodyChecker(plan: plan, streaming: true)
      #expect(throws: BenchFailure.self) { try damaged.withUnsafeBytes { try checker.feed($0) { _ in } } }
    }
  }

  @Test("A missing event fails at the end")
  func missingEvent() throws {
    let checker = UpstreamBodyChecker(plan: plan, streaming: true)
    try upstreamBytes()[..<800].withUnsafeBytes { try checker.feed($0) { _ in } }
    #expect(throws: BenchFailure.self) { try checker.finish { _ in } }
  }

  private func chatStream(finish: String = "\"stop\"", done: String = "data: [DONE]\n\n") -> [UInt8] {
    var out = ": keep-alive\n\n"
    for index in 0..<plan.events {
      var text = EventTemplate.text(size: plan.size)
      text.setStream(plan.number)
      text.setSequence(index)
      let content = String(decoding: text.bytes, as: UTF8.self)
        .split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
        .split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
        .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
        .split(separator: "é", omittingEmptySubsequences: false).joined(separator: "\\u00e9")
      let reason = index == plan.events - 1 ? finish : "null"
      out += #"data: {"choices":[{"index":0,"delta":{"content":"\#(content)"},"finish_reason":\#(reason)}]}"# + "\n\n"
    }
    return Array((out + done).utf8)
  }

  @Test("A translated stream passes, however it is cut", arguments: [1, 7, 300, 10_000])
  func chat(piece: Int) throws {
    let bytes = chatStream()
    let checker = ChatStreamChecker(plan: plan)
    var at = 0
    while at < bytes.count {
      let end = min(at + piece, bytes.count)
      try bytes[at..<end].withUnsafeBytes { try checker.feed($0) { _ in } }
      at = end
    }
    try checker.finish { _ in }
    #expect(checker.count == 3)
  }

  @Test("A translated stream without its end fails")
  func chatEnd() throws {
    for bytes in [chatStream(done: ""), chatStream(finish: "null")] {
      let checker = ChatStreamChecker(plan: plan)
      try bytes.withUnsafeBytes { try checker.feed($0) { _ in } }
      #expect(throws: BenchFailure.self) { try checker.finish { _ in } }
    }
  }

  @Test("Deadlines come out in order")
  func heap() {
    var heap = DeadlineHeap()
    for time in [5, 1, 4, 1, 3, 9, 2] as [UInt64] { heap.insert(Deadline(time: time, descriptor: 0, generation: 0)) }
    var times: [UInt64] = []
    while let item = heap.popDue(8) { times.append(item.time) }
    #expect(times == [1, 1, 2, 3, 4, 5])
    #expect(heap.first?.time == 9)
  }

  @Test("A chunked answer is decoded, however it is cut", arguments: [1, 2, 5, 100])
  func chunked(piece: Int) throws {
    let bytes = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n".utf8)
    let reader = HTTPMessageReader(isRequest: false)
    var body: [UInt8] = []
    var at = 0
    while at < bytes.count {
      let end = min(at + piece, bytes.count)
      let used = try bytes[at..<end].withUnsafeBytes { try reader.consume($0) { body.append(contentsOf: $0) } }
      #expect(used == end - at)
      at = end
    }
    #expect(reader.isDone && reader.status == 200 && body == Array("abcde".utf8))
  }
}
