import Testing

@testable import Translation

/// Strings are read eight bytes at a time where they can be: what lies around a character must not change its verdict.
struct JSONStringTests {
  /// Every pair of first two bytes of a character of three, in the middle of Chinese text and at its end.
  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7, 8, 20])
  func judgesThreeByteCharactersLikeTheStandardLibrary(behind: Int) {
    for first in UInt8(0xE0)...0xEF {
      for second in UInt8(0x70)...0xC8 {
        for third in [UInt8(0x22), 0x5C, 0x7F, 0x80, 0xBF, 0xC0, 0xE4] {
          let character = [first, second, third]
          let inside = Array("你好".utf8) + character + Array(repeating: UInt8(ascii: "a"), count: behind)
          let isSound = String(validating: character, as: UTF8.self) != nil
          #expect(Self.reads(inside) == isSound, "\(character) before \(behind)")
        }
      }
    }
  }

  @Test func judgesEveryEscape() {
    let short = Set("\"\\/bfnrt".utf8)
    for kind in UInt8.min...UInt8.max where kind != UInt8(ascii: "u") {
      #expect(Self.reads(Array("ab\\".utf8) + [kind] + Array("cdefghijkl".utf8)) == short.contains(kind), "\(kind)")
    }
    #expect(Self.reads(Array(#"ab\u00e9cd"#.utf8)) && !Self.reads(Array(#"ab\u00g9cd"#.utf8)))
    #expect(!Self.reads(Array("ab\\".utf8), closed: false))
  }

  @Test(arguments: [0, 1, 6, 7, 8, 9, 15, 16, 17, 40], [0, 1, 7, 8, 9])
  func unescapesWhereverTheEscapesLie(before: Int, between: Int) {
    let plain = String(repeating: "x", count: before)
    let gap = String(repeating: "好y", count: between)
    let text = plain + #"\n\"\\\/"# + gap + #"\u00e9\ud83d\ude00\t"# + gap + #"\ud800"# + plain
    let value = plain + "\n\"\\/" + gap + "é😀\t" + gap + "\u{FFFD}" + plain
    var output = Array("kept".utf8)
    Array(text.utf8).withUnsafeBytes { JSONUnescape.append($0, to: &output) }
    #expect(String(decoding: output, as: UTF8.self) == "kept" + value)
  }

  private static func reads(_ inside: [UInt8], closed: Bool = true) -> Bool {
    let text = [UInt8(ascii: "\"")] + inside + (closed ? [UInt8(ascii: "\"")] : [])
    return (try? JSONDocument.parse(text)) != nil
  }
}
