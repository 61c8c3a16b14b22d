/// The producer's end of a `ByteStream`: a bounded buffer that says when to stop and when to go on.
package final class ByteChannel: Sendable {
  /// Bytes waiting above which the producer is asked to stop.
  package static let highWater = 64 * 1024

  /// What the reader asks of the producer; called from any thread, outside the lock.
  package protocol Producer: AnyObject, Sendable {
    /// The buffer has been emptied after `offer` refused.
    func resumeProducing()
    /// Nobody will read on.
    func stopProducing()
  }

  enum Step {
    /// The caller's buffer holds new bytes, or none after a nudge.
    case data
    case end
    case failed(TransportError)
    case wait
  }

  private struct State {
    var buffer: [UInt8] = []
    var end: Result<Void, TransportError>?
    var waiter: UnsafeContinuation<Void, Never>?
    var refused = false
    var isNudged = false
    var producer: (any Producer)?
  }

  private let state: Lock<State>

  package init(producer: (any Producer)?) {
    state = Lock(State(producer: producer))
  }

  // MARK: - Producing

  /// Buffers `bytes` without waking the reader; false, taking nothing, while the reader is behind or after the end.
  package func offer(_ bytes: UnsafeRawBufferPointer) -> Bool {
    state.withLock { state in
      guard state.end == nil else { return false }
      guard state.buffer.count < Self.highWater else {
        state.refused = true
        return false
      }
      state.buffer.append(contentsOf: bytes)
      return true
    }
  }

  /// Buffers `bytes` whatever the level is, and asks to be called again when they have been read.
  func deliver(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { state in
      guard state.end == nil else { return }
      state.buffer.append(contentsOf: bytes)
      state.refused = true
    }
  }

  /// Names the producer where it needs the channel to exist first.
  func attach(_ producer: any Producer) {
    state.withLock { $0.producer = producer }
  }

  /// Wakes the reader if there is something to read.
  package func wakeReader() {
    let waiter: UnsafeContinuation<Void, Never>? = state.withLock { state in
      guard !state.buffer.isEmpty || state.end != nil else { return nil }
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Ends the stream; what is buffered can still be read. Only the first call counts.
  package func finish(_ result: Result<Void, TransportError>) {
    state.withLock { state in
      if state.end == nil { state.end = result }
      state.producer = nil
    }
    wakeReader()
  }

  // MARK: - Reading

  /// One step of reading; `buffer` is exchanged for the waiting one, so that both keep their storage.
  func take(into buffer: inout [UInt8]) -> Step {
    let (step, resumed): (Step, (any Producer)?) = state.withLock { state in
      guard state.buffer.isEmpty else {
        swap(&buffer, &state.buffer)
        state.buffer.removeAll(keepingCapacity: true)
        defer { state.refused = false }
        return (.data, state.refused ? state.producer : nil)
      }
      switch state.end {
      case .success?: return (.end, nil)
      case .failure(let error)?: return (.failed(error), nil)
      case nil:
        defer { state.isNudged = false }
        return (state.isNudged ? .data : .wait, nil)
      }
    }
    resumed?.resumeProducing()
    return step
  }

  var hasWaiter: Bool { state.withLock { $0.waiter != nil } }

  /// Suspends until there may be something to take.
  func wait() async {
    await withTaskCancellationHandler {
      await waitUnguarded()
    } onCancel: {
      cancel()
    }
  }

  /// The same, whether the task is cancelled or not.
  func waitUnguarded() async {
    await withUnsafeContinuation { continuation in
      let ready = state.withLock { state in
        precondition(state.waiter == nil, "a byte stream has one reader")
        guard state.buffer.isEmpty, state.end == nil, !state.isNudged else { return true }
        state.waiter = continuation
        return false
      }
      if ready { continuation.resume() }
    }
  }

  /// Makes a read that waits return without bytes, so that the reader can do something else meanwhile.
  package func nudge() {
    let waiter: UnsafeContinuation<Void, Never>? = state.withLock { state in
      guard state.waiter != nil else { return nil }
      state.isNudged = true
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// The reader is gone: drops what is buffered and stops the producer.
  package func cancel() {
    let (producer, waiter): ((any Producer)?, UnsafeContinuation<Void, Never>?) = state.withLock { state in
      guard state.end == nil else { return (nil, nil) }
      state.end = .failure(.cancelled)
      state.buffer = []
      defer {
        state.producer = nil
        state.waiter = nil
      }
      return (state.producer, state.waiter)
    }
    producer?.stopProducing()
    waiter?.resume()
  }
}
