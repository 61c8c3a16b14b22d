import BenchKit
import Glibc

/// Opens the connections, reads and checks everything, and measures between the moment all of them are under way and
/// the moment the first of them ends; where nothing is paced some run ahead, and it is the moment half of them end.
final class LoadClient {
  /// Connections being set up at a time.
  private static let openings = 128
  /// Nanoseconds for memory to settle before it is read.
  private static let settling: UInt64 = 1_000_000_000

  private let options: LoadOptions
  private let epoll: Epoll
  private let deadline: UInt64
  private var connections: [Int32: LoadConnection] = [:]
  private var input: UnsafeMutableRawBufferPointer
  private var report = LoadReport()
  private var latencies = LatencySamples()
  private var firstEvents = LatencySamples()
  private var opened = 0
  /// Connections that have had their first event (or, with several exchanges, their first answer).
  private var underWay = 0
  /// Connections that have had their last answer.
  private var ended = 0
  private var windowBegan: UInt64?
  private var cpuAtBegin: Double?
  private var isWindowOver = false
  private var isFinished = false
  private var readMemoryAt: UInt64?

  init(options: LoadOptions) throws {
    self.options = options
    epoll = try Epoll(capacity: 1024)
    deadline = MonotonicClock.now() + UInt64(options.deadline) * 1_000_000_000
    input = .allocate(byteCount: 256 * 1024, alignment: 16)
    let expected = options.connections * options.exchanges * (options.unary ? 1 : options.events)
    if !options.idle { latencies.reserve(min(expected, 16 << 20)) }
  }

  deinit { input.deallocate() }

  func run() throws -> LoadReport {
    if let pid = options.watch { report.residentBeforeKiB = try ProcessSample(pid: pid).residentKiB }
    while !isFinished {
      try openMore()
      let now = MonotonicClock.now()
      if now > deadline {
        throw BenchFailure(
          "not finished after \(options.deadline) s: \(underWay) of \(options.connections) connections under way, "
            + "\(report.answers) answers, \(report.checkedEvents) events")
      }
      if let time = readMemoryAt, now >= time {
        if let pid = options.watch { report.residentOpenKiB = try ProcessSample(pid: pid).residentKiB }
        break
      }
      let next = min(deadline, readMemoryAt ?? deadline)
      try epoll.wait(nanoseconds: Int64(next &- now) + 1000) { descriptor, writable, readable in
        guard let connection = connections[descriptor] else { return }
        do {
          if writable { try write(connection) }
          if readable { try read(connection) }
        } catch {
          throw BenchFailure("connection \(connection.index), answer \(connection.answers): \(error)")
        }
      }
    }
    for descriptor in connections.keys { close(descriptor) }
    if !options.idle, report.events == 0 || report.seconds <= 0 {
      throw BenchFailure("the streams were not open at the same time: too short to measure")
    }
    let latency = latencies.percentiles([0.5, 0.99])
    let first = firstEvents.percentiles([0.5, 0.99])
    (report.latencyP50, report.latencyP99) = (latency[0], latency[1])
    (report.firstEventP50, report.firstEventP99) = (first[0], first[1])
    return report
  }

  private func openMore() throws {
    // A connection counts as being opened until its first event.
    while opened < options.connections, opened - underWay < Self.openings {
      let descriptor = try Sockets.connect(port: options.port)
      connections[descriptor] = LoadConnection(index: opened, descriptor: descriptor, options: options)
      opened += 1
      try epoll.add(descriptor, writing: true)
    }
  }

  private func write(_ connection: LoadConnection) throws {
    if !connection.isConnected {
      let code = Sockets.pendingError(connection.descriptor)
      if code != 0 { throw SystemFailure("connect", code: code) }
      connection.isConnected = true
    }
    if connection.sent == 0 { connection.sentAt = MonotonicClock.now() }
    let count = connection.request[connection.sent...].withUnsafeBytes {
      send(connection.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    if count < 0 {
      if errno == EAGAIN { return }
      throw SystemFailure("send")
    }
    connection.sent += count
    if connection.sent == connection.request.count { try epoll.change(connection.descriptor, writing: false) }
  }

  private func read(_ connection: LoadConnection) throws {
    let count = recv(connection.descriptor, input.baseAddress, input.count, 0)
    if count < 0 {
      if errno == EAGAIN || errno == EINTR { return }
      throw SystemFailure("recv")
    }
    let now = MonotonicClock.now()
    if count == 0 {
      try connection.reader.close()
      if connection.reader.isDone, connection.reader.hasHead { return try answered(connection, now) }
      throw BenchFailure("the connection was closed")
    }
    let bytes = UnsafeRawBufferPointer(rebasing: input[..<count])
    let used = try connection.reader.consume(bytes) { body in
      // The status is known before the first byte of the body.
      guard connection.refusal.isEmpty, connection.reader.status == 200 else {
        connection.refusal.append(contentsOf: body)
        return
      }
      try connection.checker.feed(body) { stamp in event(connection, stamp, now) }
    }
    guard used == count else { throw BenchFailure("\(count - used) bytes follow the answer") }
    if connection.reader.isDone { try answered(connection, now) }
  }

  @inline(__always)
  private func event(_ connection: LoadConnection, _ stamp: UInt64, _ now: UInt64) {
    report.checkedEvents += 1
    if !connection.hasEvent {
      connection.hasEvent = true
      firstEvents.add(now - connection.sentAt)
      if connection.answers == 0, options.exchanges == 1 { getUnderWay(now) }
    }
    if windowBegan != nil, !isWindowOver {
      report.events += 1
      latencies.add(now &- min(stamp, now))
    }
  }

  private func getUnderWay(_ now: UInt64) {
    underWay += 1
    guard underWay == options.connections else { return }
    if options.idle {
      readMemoryAt = now + Self.settling
    } else {
      windowBegan = now
      cpuAtBegin = options.watch.flatMap { try? ProcessSample(pid: $0).cpuSeconds }
    }
  }

  private func answered(_ connection: LoadConnection, _ now: UInt64) throws {
    if connection.reader.status != 200 {
      throw BenchFailure(
        "status \(connection.reader.status): \(String(decoding: connection.refusal.prefix(2000), as: UTF8.self))")
    }
    try connection.checker.finish { stamp in event(connection, stamp, now) }
    if options.idle { throw BenchFailure("a stream that was to stay idle has ended") }
    connection.answers += 1
    report.answers += 1
    if connection.answers == 1, options.exchanges > 1 { getUnderWay(now) }
    if connection.answers < options.exchanges {
      connection.reader = HTTPMessageReader(isRequest: false)
      connection.checker = options.checker(connection.plan)
      connection.hasEvent = false
      connection.sent = 0
      try write(connection)
      if connection.sent < connection.request.count { try epoll.change(connection.descriptor, writing: true) }
      return
    }
    ended += 1
    if ended >= (options.interval > 0 ? 1 : (options.connections + 1) / 2) { closeWindow(now) }
    connections[connection.descriptor] = nil
    close(connection.descriptor)
    if report.answers == options.connections * options.exchanges { isFinished = true }
  }

  private func closeWindow(_ now: UInt64) {
    guard let began = windowBegan, !isWindowOver else { return }
    isWindowOver = true
    report.seconds = Double(now - began) / 1e9
    if let pid = options.watch, let before = cpuAtBegin, let after = try? ProcessSample(pid: pid).cpuSeconds {
      report.cpuSeconds = after - before
    }
  }
}
