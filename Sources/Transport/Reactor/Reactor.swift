internal import CCurl
internal import DequeModule
internal import Glibc

/// One thread, one epoll set, and the executor of every task on it: sockets, timers and jobs share one loop.
///
/// Give it to a task with `addTask(executorPreference:)`; everything that task awaits then stays on this thread.
package final class Reactor: TaskExecutor, @unchecked Sendable {  // confined to its own thread
  // Sendable: `foreign` has its lock, `thread` is written before the thread's first job is accepted, and the rest
  // is confined to the reactor's own thread, which every entry asserts.

  /// The longest run of jobs before sockets are looked at again.
  private static let jobsPerTurn = 64
  /// The timers that fire before sockets are looked at again; each mostly makes a job ready.
  private static let timersPerTurn = 64
  private static let nanosecondsPerTurn: UInt64 = 1_000_000
  private static let eventsPerPoll = 256

  package let name: String
  private let epoll: Int32
  private let wake: Int32
  private let foreign = ForeignWork()
  private let thread = Lock<pthread_t?>(nil)

  // Confined to the reactor's thread.
  private var jobs = Deque<UnownedJob>()
  private var descriptors = DescriptorTable()
  private var timers = TimerQueue()
  private var participants: [any LoopParticipant] = []
  private var stopping = false
  private var iterations: UInt64 = 0
  /// When the turn of the loop began: the time, to a few milliseconds, for what need not look at the clock.
  package private(set) var turnTime = MonotonicInstant.now()
  var waitingContinuations = 0

  /// The reactor whose thread this is, if it is one.
  package static var current: Reactor? { ReactorThread.current }

  /// Makes the loop and starts its thread.
  package init(name: String) throws(ReactorError) {
    self.name = name
    epoll = epoll_create1(ccurl_epoll_cloexec)
    guard epoll >= 0 else { throw ReactorError(operation: "epoll_create1", code: errno) }
    wake = eventfd(0, ccurl_eventfd_flags)
    guard wake >= 0 else {
      let code = errno
      close(epoll)
      throw ReactorError(operation: "eventfd", code: code)
    }
    var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: .max))
    epoll_ctl(epoll, EPOLL_CTL_ADD, wake, &event)
    do {
      let handle = try ReactorThread.start(name: name, reactor: self)
      thread.withLock { $0 = handle }
    } catch {
      close(wake)
      close(epoll)
      throw error
    }
  }

  // MARK: - Where am I

  package var isCurrent: Bool { ReactorThread.current === self }

  /// Stops a debug build that touches confined state from another thread.
  @inline(__always)
  package func assertCurrent(_ function: StaticString = #function) {
    assert(isCurrent, "\(function) belongs to the thread of \(name)")
  }

  // MARK: - Jobs

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      jobs.append(job)
      return
    }
    switch foreign.add(job) {
    case .acceptedFirst: sendWake()
    case .accepted: break
    case .refused: preconditionFailure("a task was scheduled on \(name), which has ended")
    }
  }

  /// Runs `command` on the loop, outside any task; from every thread, in order. False once the loop has ended.
  @discardableResult
  package func post(_ command: @escaping @Sendable () -> Void) -> Bool {
    switch foreign.add(command) {
    case .acceptedFirst: sendWake()
    case .accepted: break
    case .refused: return false
    }
    return true
  }

  private func sendWake() {
    var one: UInt64 = 1
    // EAGAIN means that the counter is full, which wakes the loop as well.
    _ = write(wake, &one, 8)
  }

  // MARK: - Descriptors

  /// Watches `descriptor` until `deregister`; the handler is kept alive as long.
  package func register(
    _ descriptor: Int32, for events: DescriptorEvents, handler: any DescriptorHandler
  ) throws(ReactorError) {
    assertCurrent()
    let word = descriptors.insert(descriptor, handler)
    var event = epoll_event(events: events.rawValue, data: epoll_data_t(u64: word))
    guard epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
      let code = errno
      descriptors.remove(descriptor)
      throw ReactorError(operation: "epoll_ctl add", code: code)
    }
  }

  package func modify(_ descriptor: Int32, for events: DescriptorEvents) throws(ReactorError) {
    assertCurrent()
    var event = epoll_event(events: events.rawValue, data: epoll_data_t(u64: descriptors.word(descriptor)))
    guard epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event) == 0 else {
      throw ReactorError(operation: "epoll_ctl mod", code: errno)
    }
  }

  /// Forgets `descriptor`; events of the current batch that still name it are dropped.
  package func deregister(_ descriptor: Int32) {
    assertCurrent()
    descriptors.remove(descriptor)
    var event = epoll_event()
    // libcurl may have closed the descriptor already: then the kernel has forgotten it too.
    _ = epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &event)
  }

  // MARK: - Timers

  /// Runs `action` on the loop at `deadline` unless cancelled.
  package func schedule(at deadline: MonotonicInstant, _ action: @escaping @Sendable () -> Void) -> UInt64 {
    assertCurrent()
    return timers.schedule(at: deadline, action)
  }

  package func cancelTimer(_ id: UInt64) {
    assertCurrent()
    timers.cancel(id)
  }

  // MARK: - Participants

  package func add(_ participant: any LoopParticipant) {
    assertCurrent()
    participants.append(participant)
  }

  // MARK: - The loop

  func run() {
    withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.eventsPerPoll) { events in
      while !(stopping && isDry()) {
        iterations &+= 1
        poll(events)
        let now = MonotonicInstant.now()
        turnTime = now
        fireTimers(now)
        for participant in participants { participant.takeTurn(now: now) }
        runJobs()
      }
    }
    for participant in participants { participant.loopEnded() }
    participants = []
    assert(jobs.isEmpty && waitingContinuations == 0, "a task outlives \(name)")
    close(wake)
    close(epoll)
  }

  /// Whether more jobs wait than one turn runs: what only brings more of them can wait as well.
  package var isBusy: Bool { jobs.count >= Self.jobsPerTurn }

  /// Fires what is due, at most `timersPerTurn`, and fewer while jobs wait: thousands that end at once, as those of an
  /// attack, must keep neither sockets waiting nor the jobs of others. The rest is due in the next turns, in each of them at
  /// least one.
  private func fireTimers(_ now: MonotonicInstant) {
    for _ in 0..<max(Self.timersPerTurn - jobs.count, 1) {
      guard let action = timers.popDue(now) else { return }
      action()
    }
  }

  private func poll(_ events: UnsafeMutableBufferPointer<epoll_event>) {
    let count = epoll_wait(epoll, events.baseAddress, Int32(events.count), pollTimeout())
    guard count > 0 else { return }
    for event in events[..<Int(count)] {
      if event.data.u64 == .max {
        takeForeign()
      } else {
        descriptors.handler(for: event.data.u64)?.descriptorReady(DescriptorEvents(rawValue: event.events))
      }
    }
  }

  /// Milliseconds to sleep in epoll: none while work is at hand, for ever while nothing is planned.
  private func pollTimeout() -> Int32 {
    if stopping || !jobs.isEmpty { return 0 }
    var earliest = timers.nextDeadline()
    for participant in participants {
      if participant.hasPendingWork { return 0 }
      if let deadline = participant.deadline { earliest = min(earliest ?? deadline, deadline) }
    }
    guard let earliest else { return -1 }
    let now = MonotonicInstant.now()
    guard earliest > now else { return 0 }
    // Rounded up: a timer may come late, never early and then spin.
    return Int32(clamping: (earliest.nanoseconds - now.nanoseconds + 999_999) / 1_000_000)
  }

  private func takeForeign() {
    var counter: UInt64 = 0
    _ = read(wake, &counter, 8)
    let (newJobs, commands) = foreign.take()
    jobs.append(contentsOf: newJobs)
    for command in commands { command() }
  }

  /// Runs at most `jobsPerTurn` jobs and at most about `nanosecondsPerTurn`, so that sockets are never far away.
  private func runJobs() {
    guard !jobs.isEmpty else { return }
    let executor = asUnownedTaskExecutor()
    var end: UInt64?
    var left = Self.jobsPerTurn
    while let job = jobs.popFirst() {
      job.runSynchronously(on: executor)
      left -= 1
      // A single job, the usual case, costs no look at the clock.
      if left == 0 || jobs.isEmpty { return }
      let now = MonotonicInstant.now().nanoseconds
      guard let end else {
        end = now &+ Self.nanosecondsPerTurn
        continue
      }
      if now >= end { return }
    }
  }

  // MARK: - The end

  /// True once nothing is left to run; from then on work from outside is refused.
  private func isDry() -> Bool {
    guard jobs.isEmpty, !participants.contains(where: { $0.hasPendingWork }) else { return false }
    return foreign.endIfEmpty()
  }

  private func stop() {
    stopping = true
    for participant in participants { participant.stop() }
  }

  /// Cancels the transfers, ends the loop after the jobs that are queued, and waits for the thread.
  ///
  /// The caller has seen the reactor's tasks end; a task that outlives its reactor is a programming error.
  package func shutdown() async {
    precondition(!isCurrent, "a reactor cannot wait for itself")
    guard
      let handle = thread.withLock({ thread in
        defer { thread = nil }
        return thread
      })
    else { return }
    await BlockingExecutor.shared.run {
      self.post { self.stop() }
      pthread_join(handle, nil)
    }
  }

  // MARK: - Looking in

  /// Counts what the reactor holds. From any thread; answers when the loop comes to it.
  package func debugSnapshot() async -> ReactorSnapshot? {
    let slot = WaitSlot()
    let snapshot = Lock<ReactorSnapshot?>(nil)
    let accepted = post {
      var seen = ReactorSnapshot(
        jobs: self.jobs.count + self.foreign.jobCount, continuations: self.waitingContinuations,
        descriptors: self.descriptors.count, timers: self.timers.count, threads: ThreadCount.current,
        iterations: self.iterations)
      for participant in self.participants { participant.count(into: &seen) }
      let counted = seen
      snapshot.withLock { $0 = counted }
      slot.signal()
    }
    guard accepted else { return nil }
    // The loop answers at once, so a cancelled caller waits for it too.
    await slot.wait(cancelling: {})
    return snapshot.withLock { $0 }
  }
}
