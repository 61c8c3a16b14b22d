import Testing
import Translation

@testable import Server

struct SignatureLogTests {
  private static let records: [SignatureRecord] = [
    .test("call_1", client: "", signature: "UzE=", time: 1),
    .test("好 😀\u{0}", signature: "AA", kind: .vertexAI, time: -5),
    .test("c", signature: String(repeating: "x", count: 64 * 1024), kind: .aiStudio, time: .max),
  ]

  private func file(_ records: [SignatureRecord]) -> [UInt8] {
    records.reduce(into: SignatureLog.head) { SignatureLog.append($1, to: &$0) }
  }

  @Test func `What is written is read`() {
    let contents = SignatureLog.read(file(Self.records))
    #expect(contents.records == Self.records)
    #expect(contents.length == file(Self.records).count)
    #expect(!contents.isDamaged)
    #expect(SignatureLog.read(SignatureLog.head).records.isEmpty)
  }

  @Test func `A file cut anywhere gives its whole records and is not called damaged`() {
    let whole = file([Self.records[0], Self.records[1]])
    let first = file([Self.records[0]]).count
    for length in 0...whole.count {
      let contents = SignatureLog.read(Array(whole[..<length]))
      let complete = length == whole.count ? 2 : length >= first ? 1 : 0
      #expect(contents.records.count == complete, "\(length)")
      #expect(!contents.isDamaged, "\(length)")
      #expect(contents.length <= length)
    }
  }

  @Test func `Any changed byte is noticed, and what stands before it is kept`() {
    let whole = file([Self.records[0], Self.records[1]])
    let first = file([Self.records[0]]).count
    for position in whole.indices {
      var changed = whole
      changed[position] ^= 0x41
      let contents = SignatureLog.read(changed)
      #expect(contents.records == (position < first ? [] : [Self.records[0]]), "\(position)")
      // A length that points past the end looks like an append that was interrupted.
      #expect(contents.isDamaged || contents.length < changed.count, "\(position)")
    }
  }

  @Test(arguments: ["gemini-proxy signatures 2\n", "SQLite format 3\u{0}", "{}", "\n"])
  func `Another version, or another program's file, is set aside`(_ text: String) {
    let contents = SignatureLog.read(Array(text.utf8))
    #expect(contents.isDamaged)
    #expect(contents.records.isEmpty)
    #expect(contents.length == 0)
  }

  @Test func `The checksum is the common one`() {
    #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
  }
}
