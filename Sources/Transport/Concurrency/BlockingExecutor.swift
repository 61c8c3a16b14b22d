internal import CCurl
internal import DequeModule
internal import Glibc

/// The executor for calls that may block (files, name look-ups, joining a thread): up to four threads of our own.
package final class BlockingExecutor: TaskExecutor, @unchecked Sendable {  // guarded by `mutex`
  // Sendable: everything below is read and written only with `mutex` held.
  package static let shared = BlockingExecutor(threads: 4)
  /// For name look-ups alone: one that hangs must not keep a token from being saved.
  package static let nameLookups = BlockingExecutor(threads: 4)

  private enum Work {
    case job(UnownedJob)
    case body(@Sendable () -> Void)
  }

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private let maximum: Int
  private var works = Deque<Work>()
  private var threads = 0
  private var idle = 0

  /// An executor of up to `threads` threads, which are started on demand and never end.
  package init(threads: Int) {
    maximum = threads
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, nil)
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    add(.job(UnownedJob(job)))
  }

  /// Runs `body` on one of the threads, outside any task; for callers that neither wait nor may suspend.
  package func post(_ body: @escaping @Sendable () -> Void) {
    add(.body(body))
  }

  /// What waits for a thread.
  package var backlog: Int {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return works.count
  }

  private func add(_ work: Work) {
    pthread_mutex_lock(mutex)
    works.append(work)
    // Compared with the queue and not with zero: an idle thread that has been signalled may not have woken yet.
    if works.count > idle, threads < maximum, startThread() { threads += 1 }
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Runs `body` on one of the threads and returns its value.
  package func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withTaskExecutorPreference(self) { await Self.call(body) }
  }

  @concurrent
  private static func call<Value: Sendable>(_ body: @Sendable () -> Value) async -> Value { body() }

  private func startThread() -> Bool {
    var handle = pthread_t()
    let code = pthread_create(
      &handle, nil,
      { context in
        ccurl_block_all_signals()
        ccurl_name_thread("blocking")
        ThreadCount.threadBegins()
        guard let context else { return nil }
        // Unretained: executors are never freed.
        Unmanaged<BlockingExecutor>.fromOpaque(context).takeUnretainedValue().serve()
      }, Unmanaged.passUnretained(self).toOpaque())
    guard code == 0 else {
      precondition(threads > 0, "no thread can be started: \(describeSystemError(code))")
      return false
    }
    pthread_detach(handle)
    return true
  }

  private func serve() -> Never {
    while true {
      pthread_mutex_lock(mutex)
      while works.isEmpty {
        idle += 1
        pthread_cond_wait(condition, mutex)
        idle -= 1
      }
      let work = works.removeFirst()
      pthread_mutex_unlock(mutex)
      switch work {
      case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
      case .body(let body): body()
      }
    }
  }
}
