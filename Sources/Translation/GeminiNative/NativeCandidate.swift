/// One candidate, put together from the payloads of a stream.
struct NativeCandidate {
  private var parts: [UInt8] = []
  private var members = NativeMembers()

  mutating func add(_ candidate: JSONView) {
    for (key, value) in candidate.members {
      guard key == "content" else {
        members.set(key, value)
        continue
      }
      for part in value["parts"].map({ Array($0.elements) }) ?? [] {
        if !parts.isEmpty { parts.append(UInt8(ascii: ",")) }
        part.write(into: &parts)
      }
    }
  }

  func write(into output: inout [UInt8]) {
    output.append(literal: "{\"content\":{\"role\":\"model\",\"parts\":[")
    output.append(contentsOf: parts)
    output.append(literal: "]}")
    members.write(into: &output)
    output.append(UInt8(ascii: "}"))
  }
}
