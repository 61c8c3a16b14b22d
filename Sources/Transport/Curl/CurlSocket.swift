internal import CCurl

/// One of libcurl's sockets in the reactor's epoll set.
final class CurlSocket: DescriptorHandler {
  let descriptor: Int32
  var events: DescriptorEvents
  /// An event waits for the next curl turn.
  var isPending = false
  private unowned let driver: CurlDriver

  init(descriptor: Int32, events: DescriptorEvents, driver: CurlDriver) {
    self.descriptor = descriptor
    self.events = events
    self.driver = driver
  }

  func descriptorReady(_ events: DescriptorEvents) {
    guard !isPending else { return }
    var mask: Int32 = 0
    if events.contains(.readable) || events.contains(.hungUp) { mask |= CURL_CSELECT_IN }
    if events.contains(.writable) { mask |= CURL_CSELECT_OUT }
    if events.contains(.failed) { mask |= CURL_CSELECT_ERR }
    driver.socketReady(self, mask)
  }
}
