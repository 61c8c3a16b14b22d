import Testing
import Translation

@testable import Server

struct SignatureTableTests {
  private func found(_ table: SignatureTable, _ callID: String, client: String = "c", now: Int64 = 0) -> String? {
    table.signature(for: SignatureKey(client: client, callID: callID), now: now)?.signature
  }

  @Test func `A call is remembered for its client alone`() {
    var table = SignatureTable()
    _ = table.insert(.test("a", client: "one", signature: "MQ=="), now: 0)
    _ = table.insert(.test("a", client: "two", signature: "Mg=="), now: 0)
    #expect(found(table, "a", client: "one") == "MQ==")
    #expect(found(table, "a", client: "two") == "Mg==")
    #expect(found(table, "a", client: "") == nil)
    #expect(found(table, "b", client: "one") == nil)
  }

  @Test func `After a week a signature is gone, also from memory`() {
    var table = SignatureTable()
    let week = SignatureTable.standardSeconds
    _ = table.insert(.test("a", time: 1000), now: 1000)
    #expect(found(table, "a", now: 1000 + week - 1) != nil)
    #expect(found(table, "a", now: 1000 + week) == nil)
    _ = table.insert(.test("b", time: 1000 + week), now: 1000 + week)
    #expect(table.count == 1)
    let late = table.insert(.test("c", time: 1000), now: 1000 + week)
    #expect(!late)
  }

  @Test func `A record of the future counts as new`() {
    var table = SignatureTable()
    _ = table.insert(.test("a", time: 5_000_000), now: 0)
    _ = table.insert(.test("b", time: .max), now: 0)
    #expect(found(table, "a") != nil)
    #expect(found(table, "b") != nil)
    let past = table.insert(.test("c", time: .min), now: 0)
    #expect(!past)
  }

  @Test func `The oldest go when the bytes are used up, and one that came again is new`() {
    let cost = SignatureRecord.test("0").cost
    var table = SignatureTable(maximumBytes: 10 * cost)
    for number in 0..<10 { _ = table.insert(.test("\(number)"), now: 0) }
    #expect(table.count == 10)
    _ = table.insert(.test("0"), now: 0)
    _ = table.insert(.test("x"), now: 0)
    _ = table.insert(.test("y"), now: 0)
    #expect(table.count == 10)
    #expect(table.bytes == 10 * cost)
    #expect(found(table, "0") != nil)
    #expect(found(table, "1") == nil)
    #expect(found(table, "2") == nil)
    #expect(found(table, "3") != nil)
    #expect(table.records.map(\.key.callID) == ["3", "4", "5", "6", "7", "8", "9", "0", "x", "y"])
  }

  @Test func `What nobody would sign is not kept`() {
    var table = SignatureTable()
    let long = String(repeating: "A", count: 64 * 1024 + 1)
    for record in [SignatureRecord.test("a", signature: long), .test("a", signature: ""), .test(""), .test(long)] {
      let isKept = table.insert(record, now: 0)
      #expect(!isKept)
    }
    #expect(table.count == 0)
    #expect(table.bytes == 0)
    let isKept = table.insert(.test("a", signature: String(long.dropLast())), now: 0)
    #expect(isKept)
  }

  /// 400 000 insertions into a table that holds 1 000, half of them of one id: quadratic work would take minutes.
  @Test(.timeLimit(.minutes(1))) func `Eviction stays linear, whatever ids a client chooses`() {
    let cost = SignatureRecord.test("100000").cost
    var table = SignatureTable(maximumBytes: 1000 * cost)
    for number in 0..<200_000 {
      _ = table.insert(.test("\(100_000 + number)"), now: 0)
      _ = table.insert(.test("always"), now: 0)
    }
    #expect(table.count >= 999)
    #expect(table.bytes <= 1000 * cost)
    #expect(found(table, "always") != nil)
    #expect(found(table, "299999") != nil)
    #expect(found(table, "100000") == nil)
  }
}
