/// JSON under construction of which long values stay where they are in the client's body.
///
/// An image of twenty megabytes is put into four containers on its way; and even `write` does not copy it.
struct NativeText: Sendable {
  private var bytes: [UInt8] = []
  /// Ranges of the body, each with the position in `bytes` that it stands before.
  private var slices: [(position: Int, range: Range<Int>)] = []
  /// Where signatures go, by their positions in the body's list.
  private var marks: [(position: Int, signature: Int)] = []

  /// The length once it is written.
  var count: Int { slices.reduce(bytes.count) { $0 + $1.range.count } }
  var isEmpty: Bool { bytes.isEmpty && slices.isEmpty }

  /// Whether it is this text and nothing else.
  func equals(_ text: StaticString) -> Bool {
    slices.isEmpty && bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(literal text: StaticString) { bytes.append(literal: text) }

  mutating func append(string text: String) { JSONWriter.string(text, into: &bytes) }

  mutating func append(_ part: Part) {
    var written = SlicedBytes()
    part.write(into: &written)
    written.write(into: &bytes)
  }

  /// Takes off bytes that were appended last, not as a range of the body.
  mutating func removeLast(_ count: Int) { bytes.removeLast(count) }

  mutating func append(_ other: NativeText) {
    for slice in other.slices { slices.append((bytes.count + slice.position, slice.range)) }
    for mark in other.marks { marks.append((bytes.count + mark.position, mark.signature)) }
    bytes.append(contentsOf: other.bytes)
  }

  /// Appends a member of an object that is not its first.
  mutating func appendMember(_ name: String, _ value: NativeText) {
    append(UInt8(ascii: ","))
    append(string: name)
    append(UInt8(ascii: ":"))
    append(value)
  }

  /// The place for a signature: a member more in the object that stands open, and not its first.
  mutating func append(signature: Int) { marks.append((bytes.count, signature)) }

  /// Appends a range of the client's body.
  mutating func append(_ range: Range<Int>, of body: UnsafeRawBufferPointer) {
    if range.count >= SlicedBytes.minimumSlice {
      slices.append((bytes.count, range))
    } else {
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: body[range]))
    }
  }

  /// Of how the text begins, long values in it included; `body` is the client's.
  func fingerprint(in body: UnsafeRawBufferPointer) -> UInt64 {
    var hash = Fingerprint()
    hash.add(bytes.prefix(Fingerprint.maximumBytes))
    for slice in slices.prefix(Fingerprint.maximumParts) {
      hash.add(body[slice.range].prefix(Fingerprint.maximumBytes))
    }
    return hash.value
  }

  /// Appends the text to `output`; `body` and `signatures` are the client's.
  func write(from body: [UInt8], signatures: [NativeSignature] = [], into output: inout SlicedBytes) {
    var start = 0
    var rest = marks[...]
    func sign(before position: Int, into output: inout SlicedBytes) {
      while let mark = rest.first, mark.position <= position {
        rest = rest.dropFirst()
        guard signatures.indices.contains(mark.signature), let value = signatures[mark.signature].value else {
          continue
        }
        output.append(bytes[start..<mark.position])
        start = mark.position
        output.append(literal: ",\"thoughtSignature\":")
        JSONWriter.string(value, into: &output.open)
      }
    }
    for slice in slices {
      sign(before: slice.position, into: &output)
      output.append(bytes[start..<slice.position])
      output.append(body[slice.range])
      start = slice.position
    }
    sign(before: bytes.count, into: &output)
    output.append(bytes[start...])
  }
}
