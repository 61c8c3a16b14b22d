/// Turns offsets in UTF-8 bytes, as Gemini counts, into offsets in characters, as clients do.
struct CharacterOffsets {
  private let text: [UInt8]
  /// Where the last count ended: questions come mostly in rising order.
  private var byte = 0
  private var characters = 0

  init(_ text: [UInt8]) {
    self.text = text
  }

  /// The characters that begin before a byte. Without a text, an offset counts as it is.
  mutating func count(before offset: Int) -> Int {
    guard !text.isEmpty else { return max(offset, 0) }
    if offset < byte {
      byte = 0
      characters = 0
    }
    let end = min(max(offset, 0), text.count)
    while byte < end {
      if text[byte] & 0xC0 != 0x80 { characters += 1 }
      byte += 1
    }
    return characters
  }
}
