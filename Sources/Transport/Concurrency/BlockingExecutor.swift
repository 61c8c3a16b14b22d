internal import CCurl
internal import Glibc

/// The executor for calls that may block (files, name look-ups, joining a thread): up to four threads of our own.
package final class BlockingExecutor: TaskExecutor, @unchecked Sendable {  // guarded by `mutex`
  // Sendable: everything below is read and written only with `mutex` held.
  package static let shared = BlockingExecutor(threads: 4)

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private let maximum: Int
  private var jobs: [UnownedJob] = []
  private var threads = 0
  private var idle = 0

  private init(threads: Int) {
    maximum = threads
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, nil)
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    pthread_mutex_lock(mutex)
    jobs.append(job)
    if idle == 0, threads < maximum, startThread() { threads += 1 }
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
      { _ in
        ccurl_block_all_signals()
        ccurl_name_thread("blocking")
        BlockingExecutor.shared.serve()
      }, nil)
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
      while jobs.isEmpty {
        idle += 1
        pthread_cond_wait(condition, mutex)
        idle -= 1
      }
      let job = jobs.removeFirst()
      pthread_mutex_unlock(mutex)
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
