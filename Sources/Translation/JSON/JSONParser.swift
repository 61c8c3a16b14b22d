/// Lists the values of a text in the order they begin, each with where the next one after it is.
struct JSONParser {
  private var scanner: JSONScanner
  private var nodes: [JSONNode] = []
  /// The indices of the containers that are open.
  private var open: [Int] = []

  init(_ buffer: UnsafeRawBufferPointer) {
    scanner = JSONScanner(buffer)
  }

  mutating func document() throws(JSONError) -> [JSONNode] {
    value: while true {
      let kind = try scanner.peek()
      switch kind {
      case .object, .array:
        let isObject = kind == .object
        append(kind, JSONSlice(start: scanner.offset, end: 0))
        open.append(nodes.count - 1)
        try scanner.open()
        if try scanner.nextByte() != (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          if isObject { append(.string, try scanner.key()) }
          continue value
        }
        close()
      case .string: append(.string, try scanner.scanString())
      case .number: append(.number, try scanner.scanNumber())
      case .bool, .null:
        let start = scanner.offset
        try scanner.scalar()
        append(kind, start..<scanner.offset)
      }
      while let container = open.last {
        let isObject = nodes[container].kind == .object
        let byte = try scanner.nextByte()
        if byte == UInt8(ascii: ",") {
          scanner.offset += 1
          if isObject { append(.string, try scanner.key()) }
          continue value
        }
        guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw scanner.error(.expectedCommaOrEnd)
        }
        close()
      }
      try scanner.end()
      return nodes
    }
  }

  private mutating func append(_ kind: JSONKind, _ range: Range<Int>) {
    append(kind, JSONSlice(start: range.lowerBound, end: range.upperBound))
  }

  private mutating func append(_ kind: JSONKind, _ slice: JSONSlice) {
    nodes.append(
      JSONNode(
        start: UInt32(slice.start), end: UInt32(slice.end), next: UInt32(nodes.count + 1), kind: kind,
        hasEscapes: slice.hasEscapes, hasLoneSurrogates: slice.hasLoneSurrogates))
  }

  private mutating func close() {
    scanner.close()
    guard let index = open.popLast() else { return }
    nodes[index].end = UInt32(scanner.offset)
    nodes[index].next = UInt32(nodes.count)
  }
}
