/// Header fields in the order they were sent or appended; names compare without ASCII case.
///
/// All names and values share one byte buffer, so a parsed head costs two allocations however many fields it has, and a
/// string is made only for a field that somebody asks for.
package struct HTTPFields: Sendable {
  /// Offsets into `bytes`; 32 bits are enough because a head is bounded far below 4 GiB.
  struct Entry {
    var nameStart: UInt32
    var nameEnd: UInt32
    var valueStart: UInt32
    var valueEnd: UInt32

    var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
  }

  private(set) var bytes: [UInt8]
  private(set) var entries: [Entry]

  package init() {
    bytes = []
    entries = []
  }

  /// Takes over a parsed head; every entry must lie inside `bytes`.
  init(bytes: [UInt8], entries: [Entry]) {
    self.bytes = bytes
    self.entries = entries
  }

  /// Adds a field after those already there; nothing is validated here, `HTTPResponseSerializer` refuses what must not be sent.
  package mutating func append(_ name: String, _ value: String) {
    let nameStart = UInt32(bytes.count)
    bytes.append(contentsOf: name.utf8)
    let valueStart = UInt32(bytes.count)
    bytes.append(contentsOf: value.utf8)
    entries.append(
      Entry(nameStart: nameStart, nameEnd: valueStart, valueStart: valueStart, valueEnd: UInt32(bytes.count)))
  }

  /// Adds a field in the place of all others of its name.
  package mutating func set(_ name: String, _ value: String) {
    remove(name)
    append(name, value)
  }

  /// Takes out all fields of a name.
  package mutating func remove(_ name: String) {
    entries = entries.filter { !isNamed(name, $0) }
  }

  /// The value of the first field called `name`; bytes that are not UTF-8 are replaced by U+FFFD.
  package func first(_ name: String) -> String? {
    guard let entry = entries.first(where: { isNamed(name, $0) }) else { return nil }
    return String(decoding: bytes[entry.value], as: UTF8.self)
  }

  /// The values of all fields called `name`, in order.
  package func all(_ name: String) -> [String] {
    entries.filter { isNamed(name, $0) }.map { String(decoding: bytes[$0.value], as: UTF8.self) }
  }

  /// Whether a field called `name` exists.
  package func contains(_ name: String) -> Bool { entries.contains { isNamed(name, $0) } }

  /// Whether `token` is an element of the comma-separated list that all fields called `name` form, without ASCII case.
  ///
  /// Parameters after a semicolon count as part of the element, and quoted strings are not understood: this is for lists of
  /// plain tokens such as `Connection`.
  package func contains(_ name: String, token: String) -> Bool {
    entries.contains { entry in
      isNamed(name, entry)
        && bytes[entry.value].split(separator: 0x2C).contains {
          $0.trimmingBlanks().equalsIgnoringASCIICase(token.utf8)
        }
    }
  }

  private func isNamed(_ name: String, _ entry: Entry) -> Bool {
    // The length decides almost always, before a byte is compared.
    name.utf8.count == Int(entry.nameEnd - entry.nameStart) && bytes[entry.name].equalsIgnoringASCIICase(name.utf8)
  }
}

extension HTTPFields: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }

  package subscript(position: Int) -> (name: String, value: String) {
    let entry = entries[position]
    return (
      String(decoding: bytes[entry.name], as: UTF8.self), String(decoding: bytes[entry.value], as: UTF8.self)
    )
  }
}

extension HTTPFields: Equatable {
  /// Same fields in the same order, byte for byte.
  package static func == (left: HTTPFields, right: HTTPFields) -> Bool {
    left.entries.elementsEqual(right.entries) {
      left.bytes[$0.name] == right.bytes[$1.name] && left.bytes[$0.value] == right.bytes[$1.value]
    }
  }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init()
    for (name, value) in elements { append(name, value) }
  }
}
