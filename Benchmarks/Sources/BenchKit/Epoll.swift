import CLinux
import Glibc

/// An epoll set whose events carry the descriptor.
public final class Epoll {
  private let descriptor: Int32
  private var events: [epoll_event]

  /// - Parameter capacity: The most events taken at once.
  public init(capacity: Int = 512) throws {
    descriptor = bench_epoll_create()
    events = Array(repeating: epoll_event(), count: capacity)
    if descriptor < 0 { throw SystemFailure("epoll_create1") }
  }

  deinit { close(descriptor) }

  /// Starts watching a descriptor for reading, and for room to write if asked.
  public func add(_ watched: Int32, writing: Bool = false) throws {
    if bench_epoll_ctl(descriptor, EPOLL_CTL_ADD, watched, Self.mask(writing)) < 0 { throw SystemFailure("epoll_ctl") }
  }

  /// Changes whether room to write is watched.
  public func change(_ watched: Int32, writing: Bool) throws {
    if bench_epoll_ctl(descriptor, EPOLL_CTL_MOD, watched, Self.mask(writing)) < 0 { throw SystemFailure("epoll_ctl") }
  }

  /// Waits until something is ready or the time is over; nil waits without end.
  public func wait(nanoseconds: Int64?, ready: (_ descriptor: Int32, _ writable: Bool, _ readable: Bool) throws -> Void)
    throws
  {
    let count = events.withUnsafeMutableBufferPointer {
      bench_epoll_wait(descriptor, $0.baseAddress, Int32($0.count), nanoseconds ?? -1)
    }
    if count < 0 {
      if errno == EINTR { return }
      throw SystemFailure("epoll_wait")
    }
    for index in 0..<Int(count) {
      let event = events[index]
      let flags = event.events
      try ready(
        event.data.fd, flags & EPOLLOUT.rawValue != 0,
        flags & (EPOLLIN.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue | EPOLLRDHUP.rawValue) != 0)
    }
  }

  private static func mask(_ writing: Bool) -> UInt32 {
    writing ? EPOLLIN.rawValue | EPOLLOUT.rawValue : EPOLLIN.rawValue
  }
}
