/// Names a call whose id the client does not send back: by what it says, what it answers and its place in the answer.
///
/// Ollama's calls had no ids for long, and many of its clients drop those they get; `TurnKey` does the same for texts.
struct CallKey: Sendable {
  private let question: String

  /// The key of calls in answers to a turn.
  init(answering content: Content?) {
    question = content.map { TextFingerprint($0).text } ?? ""
  }

  /// The id of the call at a position of its answer; `arguments` is a JSON object.
  func id(at position: Int, _ function: String, _ arguments: [UInt8]) -> String {
    var hash = FNVHash()
    for byte in function.utf8 { hash.add(byte) }
    if let view = try? JSONDocument.parse(arguments) { hash.addNumber(Self.meaning(of: view)) }
    return "call-\(question)-\(position)-\(hash.text)"
  }

  /// The same for values that mean the same: clients sort keys, and write numbers and characters in their own way.
  ///
  /// Recurses at most `JSONScanner.maximumDepth` deep.
  private static func meaning(of value: JSONView) -> UInt64 {
    var hash = FNVHash()
    hash.add(value.kind.rawValue)
    switch value.kind {
    case .object:
      var sum: UInt64 = 0
      for (key, member) in value.members {
        var pair = FNVHash()
        for byte in key.string.utf8 { pair.add(byte) }
        // No byte of UTF-8: the end of the key.
        pair.add(0xFF)
        pair.addNumber(meaning(of: member))
        sum &+= pair.value
      }
      hash.addNumber(sum)
    case .array: for element in value.elements { hash.addNumber(meaning(of: element)) }
    case .string: for byte in (value.string ?? "").utf8 { hash.add(byte) }
    case .number: hash.addNumber(value.double?.bitPattern ?? 0)
    case .bool: hash.add(value.bool == true ? 1 : 0)
    case .null: break
    }
    return hash.value
  }
}

extension FNVHash {
  fileprivate mutating func addNumber(_ number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
  }
}

extension GenerateRequest {
  /// Gives the calls of the history that came without an id the ones that their signatures are remembered under.
  mutating func nameCallsWithoutIDs() {
    for turn in contents.indices where contents[turn].role == .model {
      let key = CallKey(answering: turn > 0 ? contents[turn - 1] : nil)
      var count = 0
      for position in contents[turn].parts.indices {
        guard case .call(var call) = contents[turn].parts[position] else { continue }
        if call.clientID == nil {
          call.clientID = key.id(at: count, call.name, call.arguments)
          contents[turn].parts[position] = .call(call)
        }
        count += 1
      }
    }
  }
}
