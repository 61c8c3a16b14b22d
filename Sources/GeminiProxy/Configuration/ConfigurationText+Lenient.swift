internal import Translation

extension ConfigurationText {
  /// The text with the value at the end of `path`, objects made on the way; comments and surplus commas are passed over.
  static func setting(
    _ path: [String], to json: [UInt8], lenientlyIn text: [UInt8]
  ) throws(Problem) -> [UInt8] {
    let text = withoutMark(text)
    var object = try parse(strict(text)).get()
    for (depth, key) in path.enumerated() {
      let rest = path.dropFirst(depth + 1)
      guard let inner = object.members.last(where: { $0.key.string == key })?.value, inner.kind == .object,
        !rest.isEmpty
      else {
        if let taken = object.members.last(where: { $0.key.string == key })?.value, !rest.isEmpty, !taken.isNull {
          throw Problem(message: "\"\(path.prefix(depth + 1).joined(separator: "."))\" is no object")
        }
        return setting(key, to: nested(json, in: rest), of: object, in: text)
      }
      object = inner
    }
    return text
  }

  private static func nested(_ json: [UInt8], in keys: some BidirectionalCollection<String>) -> [UInt8] {
    keys.reversed().reduce(json) { inner, key in
      Array("{".utf8) + quoted(key) + Array(": ".utf8) + inner + Array("}".utf8)
    }
  }

  /// A copy of the same length in which comments, and commas before a closing bracket, are spaces.
  private static func strict(_ text: [UInt8]) -> [UInt8] {
    var output = text
    var index = 0
    var comma: Int?
    while index < text.count {
      let next = index + 1 < text.count ? text[index + 1] : 0
      switch text[index] {
      case UInt8(ascii: "\""):
        comma = nil
        index = endOfString(text, index)
        continue
      case UInt8(ascii: "/") where next == UInt8(ascii: "/"):
        while index < text.count, text[index] != 0x0A {
          output[index] = 0x20
          index += 1
        }
        continue
      case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
        let end = (index + 2..<text.count).first {
          text[$0] == UInt8(ascii: "/") && text[$0 - 1] == UInt8(ascii: "*") && $0 > index + 2
        }
        for position in index...(end ?? text.count - 1) where text[position] != 0x0A { output[position] = 0x20 }
        index = (end ?? text.count - 1) + 1
        continue
      case UInt8(ascii: ","): comma = index
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if let comma { output[comma] = 0x20 }
        comma = nil
      case 0...0x20: break
      default: comma = nil
      }
      index += 1
    }
    return output
  }

  /// The offset behind a string that begins at `start`.
  private static func endOfString(_ text: [UInt8], _ start: Int) -> Int {
    var index = start + 1
    while index < text.count, text[index] != UInt8(ascii: "\"") {
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, text.count)
  }
}
