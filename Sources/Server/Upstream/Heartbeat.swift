internal import Transport

/// Nudges the reader of a silent upstream so that it can tell its client that the connection lives.
///
/// One timer for the whole stream, set again when it fires early: an event costs no timer operation. Lives until `stop`.
final class Heartbeat: @unchecked Sendable {  // confined to `reactor`
  private let interval: Duration
  private let reactor: Reactor
  private let stream: ByteStream
  private var lastActivity = MonotonicInstant.now()
  private var timer: UInt64?

  init(every interval: Duration, on reactor: Reactor, stream: ByteStream) {
    self.interval = interval
    self.reactor = reactor
    self.stream = stream
    arm()
  }

  func noteActivity() {
    lastActivity = reactor.turnTime
  }

  func stop() {
    if let timer { reactor.cancelTimer(timer) }
    timer = nil
  }

  private func arm() {
    timer = reactor.schedule(at: lastActivity + interval) { self.fired() }
  }

  private func fired() {
    if lastActivity + interval <= .now() {
      lastActivity = .now()
      stream.nudge()
    }
    arm()
  }
}
