/// One line of the benchmark's programme. A new one is a new entry of `all`.
struct Scenario: Sendable {
  /// How a scenario is measured.
  enum Kind: String, Codable, Sendable {
    /// Events of streams that are all open for the whole window; processor time per event.
    case streams
    /// Answers one after the other on each connection; processor time per answer.
    case answers
    /// Streams alone and then beside requests with a large image; latency, and the memory that a request takes.
    case largeBodies
    /// Memory per open stream.
    case idleMemory
    /// From starting the process to its first HTTP answer.
    case startUp
  }

  /// The name for `--only`.
  let name: String
  /// One line for a human.
  let summary: String
  let kind: Kind
  var connections = 1
  /// Requests on each connection.
  var exchanges = 1
  /// The same with `--quick`.
  var quickExchanges = 1
  var isUnary = false
  /// Events an answer.
  var events = 1
  /// The same with `--quick`.
  var quickEvents = 1
  /// Microseconds between bursts.
  var interval = 0
  var size = 344
  var burst = 1
  /// Bytes of the image in each request; with `largeBodies` in each of those beside the streams.
  var image = 0
  /// Bytes of earlier turns in each request.
  var history = 0
  /// Whether it runs when nothing was chosen.
  var isDefault = true

  /// What "one" is in its figures.
  var unit: String { kind == .answers ? "answers" : "events" }

  static let all: [Scenario] = [
    Scenario(
      name: "paced", summary: "50 streams x 100 events/s of 344 bytes", kind: .streams, connections: 50,
      events: 1500, quickEvents: 400, interval: 10_000),
    Scenario(
      name: "saturated", summary: "64 streams as fast as possible, bursts of 8 events of 344 bytes", kind: .streams,
      connections: 64, events: 50_000, quickEvents: 12_000, burst: 8),
    Scenario(
      name: "paced-100x20", summary: "100 streams x 20 events/s of 344 bytes", kind: .streams, connections: 100,
      events: 600, quickEvents: 80, interval: 50_000, isDefault: false),
    Scenario(
      name: "paced-200x100", summary: "200 streams x 100 events/s of 344 bytes", kind: .streams, connections: 200,
      events: 600, quickEvents: 200, interval: 10_000, isDefault: false),
    Scenario(
      name: "paced-800b", summary: "50 streams x 100 events/s of 804 bytes", kind: .streams, connections: 50,
      events: 1500, quickEvents: 400, interval: 10_000, size: 804, isDefault: false),
    Scenario(
      name: "requests", summary: "64 connections, answers that do not stream", kind: .answers, connections: 64,
      exchanges: 1500, quickExchanges: 400, isUnary: true),
    Scenario(
      name: "first-event", summary: "16 connections, streams of one event", kind: .answers, connections: 16,
      exchanges: 4000, quickExchanges: 1000, isDefault: false),
    Scenario(
      name: "long-history", summary: "requests of 1 MiB of earlier turns, one after the other", kind: .answers,
      exchanges: 600, quickExchanges: 100, isUnary: true, history: 1 << 20, isDefault: false),
    Scenario(
      name: "image-1MiB", summary: "requests of an image in 1 MiB of base64, one after the other", kind: .answers,
      exchanges: 600, quickExchanges: 100, isUnary: true, image: 3 << 18, isDefault: false),
    Scenario(
      name: "large-body", summary: "50 streams x 100 events/s, alone and beside requests with an image of 20 MB",
      kind: .largeBodies, connections: 50, events: 1500, quickEvents: 600, interval: 10_000, image: 20_000_000,
      isDefault: false),
    Scenario(
      name: "idle-1000", summary: "1,000 streams open and silent", kind: .idleMemory, connections: 1000, events: 2,
      interval: 3_600_000_000),
    Scenario(
      name: "idle-5000", summary: "5,000 streams open and silent", kind: .idleMemory, connections: 5000, events: 2,
      interval: 3_600_000_000),
    Scenario(name: "start-up", summary: "from starting the process to its first HTTP answer", kind: .startUp),
  ]
}
