/// Which handler owns which descriptor; a generation tells a reused descriptor from the one an event was meant for.
struct DescriptorTable {
  private struct Slot {
    var generation: UInt32 = 0
    var handler: (any DescriptorHandler)?
  }

  private var slots: [Slot] = []
  private(set) var count = 0

  /// Registers `handler` and returns the word to give to epoll: generation above, descriptor below.
  mutating func insert(_ descriptor: Int32, _ handler: any DescriptorHandler) -> UInt64 {
    let index = Int(descriptor)
    while slots.count <= index { slots.append(Slot()) }
    // A number is given out again only when the descriptor is closed: whoever had it did not say so, and hears no more.
    assert(slots[index].handler == nil, "descriptor \(descriptor) is registered twice")
    if slots[index].handler == nil { count += 1 }
    slots[index].generation &+= 1
    slots[index].handler = handler
    return word(descriptor)
  }

  func word(_ descriptor: Int32) -> UInt64 {
    UInt64(slots[Int(descriptor)].generation) << 32 | UInt64(UInt32(bitPattern: descriptor))
  }

  mutating func remove(_ descriptor: Int32) {
    let index = Int(descriptor)
    guard index < slots.count, slots[index].handler != nil else { return }
    slots[index].handler = nil
    count -= 1
  }

  /// The handler an epoll word was made for, or nil where the descriptor was closed (and perhaps reused) since.
  func handler(for word: UInt64) -> (any DescriptorHandler)? {
    let index = Int(UInt32(truncatingIfNeeded: word))
    guard index < slots.count, slots[index].generation == UInt32(truncatingIfNeeded: word >> 32) else { return nil }
    return slots[index].handler
  }
}
