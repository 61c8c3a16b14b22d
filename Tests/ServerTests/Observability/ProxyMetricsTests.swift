import Testing
import Translation
import Transport

@testable import Server

struct ProxyMetricsTests {
  private func record(_ model: String?, key: String = "", status: Int = 200) -> AccessRecord {
    var record = AccessRecord(
      requestID: "r", status: status, bytes: 0, timing: RequestTiming(began: .now()), isCutOff: false)
    (record.dialect, record.operation) = ("openai_chat", "chat")
    (record.model, record.keyName, record.isMetered, record.upstream) = (model, key, true, .codeAssist)
    record.usage.prompt = 3
    return record
  }

  @Test func `A hundred thousand names make up one series`() {
    let metrics = ProxyMetrics()
    metrics.use(MetricLabels(models: ["ours"]))
    for number in 0..<100_000 { metrics.note(record("made-up-\(number)", key: "laptop")) }
    metrics.note(record("ours", key: "laptop"))
    metrics.note(record("gemini-2.5-pro", key: "laptop"))
    metrics.note(record(nil, key: "laptop", status: 401))
    let figures = metrics.figures
    #expect(Set(figures.tokens.values.keys) == ["other", "ours", "gemini-2.5-pro", ""])
    #expect(figures.requests.values.count == 4 && figures.operations.values.count == 4)
    #expect(figures.tokens.values["other"]?.prompt == 300_000)
    #expect(figures.keys.values["laptop"]?.requests == 100_003)
  }

  @Test func `Keys of a long life of the configuration share what is left of the table`() {
    let metrics = ProxyMetrics()
    for number in 0..<100_000 { metrics.note(record("gemini-2.5-pro", key: "key-\(number)")) }
    let keys = metrics.figures.keys.values
    #expect(keys.count == 4097)
    #expect(keys["other"]?.requests == 100_000 - 4096)
  }

  @Test(arguments: [
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", true),
    ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false),
    ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false),
    ("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", false),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", false),
    ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g", false),
    ("00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false), ("", false), ("é", false),
  ])
  func `Traces are checked`(_ text: String, isSound: Bool) {
    #expect((TraceContext(head(["traceparent": text])) != nil) == isSound)
  }

  @Test func `A trace of a later version becomes one of this`() throws {
    for (flags, expected) in [("03", "01"), ("02", "00"), ("0b", "01"), ("fa", "00")] {
      let text = "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-\(flags)-what-the-future-adds"
      let trace = try #require(TraceContext(head(["traceparent": text])))
      #expect(trace.parent == "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-\(expected)")
      #expect(trace.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
    }
    let twice: HTTPFields = [
      "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "Traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ]
    #expect(TraceContext(head(twice)) == nil)
  }

  @Test func `A state of the trace is passed on if it is short and plain`() throws {
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    for (state, isSound) in [("a=1,b=2", true), (String(repeating: "x", count: 513), false), ("a=é", false)] {
      let trace = try #require(TraceContext(head(["traceparent": parent, "tracestate": state])))
      #expect(trace.fields.count == (isSound ? 2 : 1))
    }
  }

  private func head(_ fields: HTTPFields) -> HTTPRequestHead {
    HTTPRequestHead(method: .get, target: HTTPTarget(path: "/"), fields: fields, host: "localhost")
  }
}
