internal import CCurl
internal import Glibc

/// One of libcurl's sockets in the reactor's epoll set.
///
/// A connection is left there between two transfers, in which libcurl does not want to hear of it: taking it out and
/// putting it in again would cost every request two system calls.
final class CurlSocket: DescriptorHandler {
  let descriptor: Int32
  /// Opened for a connection: libcurl says when it closes it.
  let isConnection: Bool
  /// What epoll watches for; empty where it does not.
  var watched: DescriptorEvents = []
  /// Whether libcurl waits for an event.
  var isWanted = false
  /// An event waits for the next curl turn.
  var isPending = false
  private unowned let driver: CurlDriver

  init(_ descriptor: Int32, isConnection: Bool, driver: CurlDriver) {
    self.descriptor = descriptor
    self.isConnection = isConnection
    self.driver = driver
  }

  /// Whether a descriptor can be a connection's: the resolver's are pairs of Unix sockets, or datagram sockets.
  static func mayConnect(_ descriptor: Int32) -> Bool {
    option(SO_TYPE, of: descriptor) == ccurl_stream_type
      && [AF_INET, AF_INET6].contains(option(SO_DOMAIN, of: descriptor))
  }

  private static func option(_ name: Int32, of descriptor: Int32) -> Int32 {
    var value: Int32 = -1
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : -1
  }

  func descriptorReady(_ events: DescriptorEvents) {
    guard isWanted else {
      // The other end has closed, or talks unasked; libcurl looks before it uses the connection again.
      driver.unwatch(self)
      return
    }
    guard !isPending else { return }
    var mask: Int32 = 0
    if events.contains(.readable) || events.contains(.hungUp) { mask |= CURL_CSELECT_IN }
    if events.contains(.writable) { mask |= CURL_CSELECT_OUT }
    if events.contains(.failed) { mask |= CURL_CSELECT_ERR }
    driver.socketReady(self, mask)
  }
}
