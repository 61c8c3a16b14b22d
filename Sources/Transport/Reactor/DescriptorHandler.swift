internal import CCurl

/// Something that owns a file descriptor and is told, on the reactor's thread, when the descriptor is ready.
package protocol DescriptorHandler: AnyObject {
  func descriptorReady(_ events: DescriptorEvents)
}

/// What `epoll` says about a descriptor, and what a handler asks for.
package struct DescriptorEvents: OptionSet, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  package static let readable = DescriptorEvents(rawValue: EPOLLIN.rawValue)
  package static let writable = DescriptorEvents(rawValue: EPOLLOUT.rawValue)
  package static let peerClosed = DescriptorEvents(rawValue: EPOLLRDHUP.rawValue)
  package static let hungUp = DescriptorEvents(rawValue: EPOLLHUP.rawValue)
  package static let failed = DescriptorEvents(rawValue: EPOLLERR.rawValue)
  package static let edgeTriggered = DescriptorEvents(rawValue: EPOLLET.rawValue)
  /// One of the epoll sets that share a descriptor is woken, not all of them.
  package static let exclusive = DescriptorEvents(rawValue: ccurl_epoll_exclusive)
}
