/// A whole native answer: the payload as it came, or one made of the payloads of a stream.
struct NativeWhole: Sendable {
  private var bodies: [[UInt8]] = []

  mutating func add(_ body: [UInt8]) {
    bodies.append(body)
  }

  func write(into output: inout [UInt8]) {
    if bodies.count == 1, let only = bodies.first { return output.append(contentsOf: only) }
    var members = NativeMembers()
    var candidates: [Int: NativeCandidate] = [:]
    for body in bodies {
      guard let view = try? JSONDocument.parse(body) else { continue }
      for (key, value) in view.members {
        guard key == "candidates" else {
          members.set(key, value)
          continue
        }
        for (position, candidate) in value.elements.enumerated() {
          candidates[candidate["index"]?.int ?? position, default: NativeCandidate()].add(candidate)
        }
      }
    }
    output.append(literal: "{\"candidates\":[")
    for (position, candidate) in candidates.sorted(by: { $0.key < $1.key }).enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      candidate.value.write(into: &output)
    }
    output.append(UInt8(ascii: "]"))
    members.write(into: &output)
    output.append(UInt8(ascii: "}"))
  }
}
