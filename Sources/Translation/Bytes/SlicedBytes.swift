/// Bytes under construction of which long runs stay in the memory they were read into.
///
/// A request with a large image is sent from these slices, so the image exists once and not once more for upstream.
package struct SlicedBytes: Sendable {
  /// Shorter runs are cheaper to copy than to keep apart.
  package static let minimumSlice = 64 << 10

  private var closed: [ArraySlice<UInt8>] = []
  /// The end, to which everything short is appended.
  package var open: [UInt8] = []

  package init() {}

  package var count: Int { closed.reduce(open.count) { $0 + $1.count } }

  package var isEmpty: Bool { closed.isEmpty && open.isEmpty }

  /// The bytes in order.
  package var slices: [ArraySlice<UInt8>] { open.isEmpty ? closed : closed + [open[...]] }

  /// The bytes in one array.
  package var joined: [UInt8] {
    guard !closed.isEmpty else { return open }
    var whole: [UInt8] = []
    whole.reserveCapacity(count)
    write(into: &whole)
    return whole
  }

  /// Appends bytes of an array that is not going to change.
  package mutating func append(_ run: ArraySlice<UInt8>) {
    guard run.count >= Self.minimumSlice else { return open.append(contentsOf: run) }
    if !open.isEmpty {
      closed.append(open[...])
      open = []
    }
    closed.append(run)
  }

  mutating func append(_ byte: UInt8) { open.append(byte) }

  mutating func append(literal text: StaticString) { open.append(literal: text) }

  mutating func append(_ other: SlicedBytes) {
    for run in other.closed { append(run) }
    append(other.open[...])
  }

  /// Takes off the last byte.
  mutating func removeLast() {
    if open.isEmpty, let last = closed.popLast() {
      closed.append(last.dropLast())
    } else {
      open.removeLast()
    }
  }

  /// Appends the bytes to an array.
  func write(into output: inout [UInt8]) {
    for run in closed { output.append(contentsOf: run) }
    output.append(contentsOf: open)
  }
}
