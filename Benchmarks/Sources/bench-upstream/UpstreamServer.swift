import BenchKit
import Glibc

/// The fake upstream: one thread, one epoll set, a heap of deadlines.
final class UpstreamServer {
  /// Of a body only so much is kept: the plan stands at its beginning.
  private static let keptBody = 64 << 10

  let port: UInt16
  private let listener: Int32
  private let epoll: Epoll
  private var connections: [Int32: UpstreamConnection] = [:]
  private var writers: [[Int]: BurstWriter] = [:]
  private var deadlines = DeadlineHeap()
  private var generation: UInt32 = 0
  /// Streams that may send at once; each sends one burst a turn.
  private var ready: [UpstreamConnection] = []
  private var input = [UInt8](repeating: 0, count: 64 * 1024)

  init(port: UInt16) throws {
    (listener, self.port) = try Sockets.listen(port: port)
    epoll = try Epoll()
    try epoll.add(listener)
  }

  /// Serves until the process is ended.
  func run() throws -> Never {
    while true {
      var wait: Int64?
      if !ready.isEmpty {
        wait = 0
      } else if let first = deadlines.first {
        wait = max(0, Int64(bitPattern: first.time &- MonotonicClock.now()))
      }
      try epoll.wait(nanoseconds: wait) { descriptor, writable, readable in
        if descriptor == listener { return try acceptAll() }
        guard let connection = connections[descriptor] else { return }
        if writable { try flush(connection) }
        if readable, !connection.isClosed { try read(connection) }
      }
      let now = MonotonicClock.now()
      while let deadline = deadlines.popDue(now) {
        guard let connection = connections[deadline.descriptor], connection.generation == deadline.generation else {
          continue
        }
        markReady(connection)
      }
      let turn = ready
      ready.removeAll(keepingCapacity: true)
      for connection in turn { try sendBurst(connection) }
    }
  }

  private func acceptAll() throws {
    while let descriptor = Sockets.accept(listener) {
      generation &+= 1
      connections[descriptor] = UpstreamConnection(descriptor: descriptor, generation: generation)
      try epoll.add(descriptor)
    }
  }

  private func drop(_ connection: UpstreamConnection) {
    if connection.isClosed { return }
    connection.isClosed = true
    connections[connection.descriptor] = nil
    close(connection.descriptor)
  }

  private func read(_ connection: UpstreamConnection) throws {
    let count = recv(connection.descriptor, &input, input.count, 0)
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    guard count > 0 else { return drop(connection) }
    try take(Array(input[..<count]), connection)
  }

  private func take(_ bytes: [UInt8], _ connection: UpstreamConnection) throws {
    if connection.plan != nil || !connection.pending.isEmpty {
      connection.early += bytes
      return
    }
    do {
      let used = try bytes.withUnsafeBytes { bytes in
        try connection.reader.consume(bytes) { body in
          connection.body.append(contentsOf: body.prefix(max(0, Self.keptBody - connection.body.count)))
        }
      }
      connection.early = Array(bytes[used...])
    } catch {
      return drop(connection)
    }
    if connection.reader.isDone { try answer(connection) }
  }

  private func answer(_ connection: UpstreamConnection) throws {
    let target = connection.reader.head.split(separator: UInt8(ascii: " "), maxSplits: 2).dropFirst().first ?? []
    let plan = Self.plan(in: connection.body)
    connection.reader = HTTPMessageReader(isRequest: true)
    connection.body.removeAll(keepingCapacity: true)
    let path = String(decoding: target.prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
    let reply: [UInt8]
    if path == "/v1internal:streamGenerateContent", let plan {
      reply = Self.streamHead
      connection.plan = plan
      connection.next = 0
      connection.due = MonotonicClock.now() + UInt64(plan.phase) * 1000
      let key = [plan.size, plan.burst]
      let writer = writers[key] ?? BurstWriter(size: plan.size, burst: plan.burst)
      writers[key] = writer
      connection.writer = writer
    } else if path == "/v1internal:generateContent", let plan {
      reply = Self.json(200, Self.unary(plan))
    } else if path == "/v1internal:loadCodeAssist" {
      let tier = #"{"id":"standard-tier","name":"Bench"}"#
      reply = Self.json(200, Array(#"{"currentTier":\#(tier),"cloudaicompanionProject":"bench"}"#.utf8))
    } else {
      let message = "the benchmark upstream has no such method or model"
      reply = Self.json(404, Array(#"{"error":{"code":404,"message":"\#(message)","status":"NOT_FOUND"}}"#.utf8))
    }
    let isAllSent = try reply.withUnsafeBytes { try send($0, connection) }
    if isAllSent { try proceed(connection) }
  }

  /// Goes on with the stream, or with the next request if there is no stream.
  private func proceed(_ connection: UpstreamConnection) throws {
    if let plan = connection.plan {
      if plan.interval == 0, plan.phase == 0 || connection.next > 0 {
        markReady(connection)
      } else {
        deadlines.insert(
          Deadline(time: connection.due, descriptor: connection.descriptor, generation: connection.generation))
      }
    } else if !connection.early.isEmpty {
      let early = connection.early
      connection.early = []
      try take(early, connection)
    }
  }

  private func markReady(_ connection: UpstreamConnection) {
    if connection.isReady { return }
    connection.isReady = true
    ready.append(connection)
  }

  private func sendBurst(_ connection: UpstreamConnection) throws {
    connection.isReady = false
    guard !connection.isClosed, let plan = connection.plan, let writer = connection.writer else { return }
    var isAllSent = false
    let count = try writer.write(plan, from: connection.next, stamp: MonotonicClock.now()) { bytes in
      isAllSent = try send(bytes, connection)
    }
    connection.next += count
    connection.due += UInt64(plan.interval) * 1000
    if connection.next == plan.events { connection.plan = nil }
    if isAllSent { try proceed(connection) }
  }

  /// Sends, keeping what the socket has no room for; returns whether everything has gone.
  private func send(_ bytes: UnsafeRawBufferPointer, _ connection: UpstreamConnection) throws -> Bool {
    let sent = Glibc.send(connection.descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    if sent == bytes.count { return true }
    if sent < 0, errno != EAGAIN {
      drop(connection)
    } else {
      connection.pending = Array(bytes[max(0, sent)...])
      try epoll.change(connection.descriptor, writing: true)
    }
    return false
  }

  private func flush(_ connection: UpstreamConnection) throws {
    let pending = connection.pending
    if pending.isEmpty { return }
    let sent = Glibc.send(connection.descriptor, pending, pending.count, Int32(MSG_NOSIGNAL))
    if sent < 0 {
      if errno != EAGAIN { drop(connection) }
      return
    }
    connection.pending.removeFirst(sent)
    guard sent == pending.count else { return }
    try epoll.change(connection.descriptor, writing: false)
    try proceed(connection)
  }

  private static func unary(_ plan: StreamPlan) -> [UInt8] {
    var template = EventTemplate.unary(size: plan.size)
    template.setStream(plan.number)
    template.setStamp(MonotonicClock.now())
    return template.bytes
  }

  /// The plan in a request body: the first string after `"model"`.
  private static func plan(in body: [UInt8]) -> StreamPlan? {
    body.withUnsafeBytes { body in
      guard let key = ByteSearch.find("\"model\"", in: body),
        let open = ByteSearch.find("\"", in: body, from: key + 7),
        let end = ByteSearch.find("\"", in: body, from: open + 1)
      else { return nil }
      return StreamPlan(model: String(decoding: body[(open + 1)..<end], as: UTF8.self))
    }
  }

  private static let streamHead = Array(
    """
    HTTP/1.1 200 OK\r
    Content-Type: text/event-stream\r
    Transfer-Encoding: chunked\r
    x-cloudaicompanion-trace-id: 429bf353617a2a3c\r
    Server: ESF\r
    Cache-Control: private\r
    \r

    """.utf8)

  private static func json(_ status: Int, _ body: [UInt8]) -> [UInt8] {
    let head = """
      HTTP/1.1 \(status) \(status == 200 ? "OK" : "Not Found")\r
      Content-Type: application/json; charset=UTF-8\r
      Content-Length: \(body.count)\r
      Server: ESF\r
      \r

      """
    return Array(head.utf8) + body
  }
}
