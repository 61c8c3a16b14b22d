import Glibc
import Transport

/// Two connected sockets, to make a descriptor ready at will.
struct SocketPair {
  let near: Int32
  let far: Int32

  init() {
    var ends: [Int32] = [0, 0]
    precondition(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0)
    (near, far) = (ends[0], ends[1])
  }

  func makeNearReadable() {
    var byte: UInt8 = 1
    _ = write(far, &byte, 1)
  }

  func close() {
    _ = Glibc.close(near)
    _ = Glibc.close(far)
  }
}

/// Calls a closure when its descriptor is ready.
final class ReadyProbe: DescriptorHandler {
  private let action: () -> Void

  init(_ action: @escaping () -> Void) {
    self.action = action
  }

  func descriptorReady(_: DescriptorEvents) { action() }
}
