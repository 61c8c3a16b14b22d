extension String {
  /// Whether `part`, ASCII, is in it. Looks at bytes: what `contains` does to compare characters costs a hundred times as much.
  func hasBytes(_ part: StaticString) -> Bool {
    part.withUTF8Buffer { part in
      utf8.withContiguousStorageIfAvailable { Self.find(part, in: $0) }
        ?? Array(utf8).withUnsafeBufferPointer { Self.find(part, in: $0) }
    }
  }

  private static func find(_ part: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = part.first, bytes.count >= part.count else { return part.isEmpty }
    for start in 0...(bytes.count - part.count) where bytes[start] == first {
      if bytes[start..<(start + part.count)].elementsEqual(part) { return true }
    }
    return false
  }
}
