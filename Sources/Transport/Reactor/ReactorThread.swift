internal import CCurl
internal import Glibc

/// The POSIX thread of a reactor, and the thread-local word that says which reactor the current thread is.
enum ReactorThread {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    precondition(pthread_key_create(&key, nil) == 0, "no thread-local storage left")
    return key
  }()

  static var current: Reactor? {
    guard let context = pthread_getspecific(key) else { return nil }
    return Unmanaged<Reactor>.fromOpaque(context).takeUnretainedValue()
  }

  /// Starts a thread that runs `reactor.run()` and keeps the reactor alive until it returns.
  static func start(name: String, reactor: Reactor) throws(ReactorError) -> pthread_t {
    var handle = pthread_t()
    let context = Unmanaged.passRetained(reactor).toOpaque()
    let code = pthread_create(&handle, nil, reactorThreadBody, context)
    guard code == 0 else {
      Unmanaged<Reactor>.fromOpaque(context).release()
      throw ReactorError(operation: "pthread_create", code: code)
    }
    return handle
  }

  /// The life of the thread; `context` is a retained `Reactor`.
  fileprivate static func live(_ context: UnsafeMutableRawPointer) {
    let reactor = Unmanaged<Reactor>.fromOpaque(context).takeRetainedValue()
    pthread_setspecific(key, context)
    ccurl_block_all_signals()
    // The kernel keeps fifteen characters of a thread's name.
    ccurl_name_thread(String(reactor.name.prefix(15)))
    ThreadCount.threadBegins()
    reactor.run()
    ThreadCount.threadEnds()
    pthread_setspecific(key, nil)
  }
}

/// A function and not a closure: region analysis of Swift 6.3.1 fails on the closure.
private func reactorThreadBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context { ReactorThread.live(context) }
  return nil
}
