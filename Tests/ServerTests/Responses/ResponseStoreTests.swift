import Testing
import Translation

@testable import Server

struct ResponseStoreTests {
  private func response(_ id: String, bytes: Int = 10) -> StoredResponse {
    StoredResponse(
      id: id, body: [UInt8](repeating: 0x20, count: bytes), input: Array("1".utf8),
      output: [("\(id)-item", Array("2".utf8))])
  }

  @Test func aClientSeesItsOwnOnly_CL_RS3() {
    let store = ResponseStore()
    store.keep(response("a"), client: "one")
    #expect(store.response("a", client: "one") != nil && store.response("a", client: "two") == nil)
    #expect(store.items(of: "one").history(of: "a") == Array("[1,2]".utf8))
    #expect(store.items(of: "two").history(of: "a") == nil && store.items(of: "two").item("a-item") == nil)
    #expect(store.items(of: "one").item("a-item") == Array("2".utf8))
    #expect(!store.delete("a", client: "two") && store.response("a", client: "one") != nil)
    #expect(store.delete("a", client: "one") && store.items(of: "one").item("a-item") == nil)
  }

  @Test func theOldestGoFirst() {
    var table = ResponseTable(maximumBytes: 1 << 20, maximumCount: 3)
    for number in 0..<10 { table.insert(response("\(number)"), client: "c") }
    #expect(table.count == 3 && table.response("6", client: "c") == nil && table.response("7", client: "c") != nil)
  }

  /// However much one client keeps, another's responses stay.
  @Test func aClientHasAShare() {
    let maximum = 64 * 1024
    var table = ResponseTable(maximumBytes: maximum, maximumCount: 100)
    table.insert(response("mine"), client: "one")
    for number in 0..<50 { table.insert(response("\(number)", bytes: 1000), client: "two") }
    #expect(table.response("mine", client: "one") != nil)
    #expect(table.response("49", client: "two") != nil && table.response("0", client: "two") == nil)
    #expect(table.bytes <= maximum / 4 + 1000)
    table.insert(response("large", bytes: maximum / 16), client: "two")
    #expect(table.response("large", client: "two") == nil && table.response("49", client: "two") != nil)
  }

  @Test func whatIsGoneLeavesNothing() {
    var table = ResponseTable(maximumBytes: 1 << 20, maximumCount: 100)
    for number in 0..<10_000 {
      table.insert(response("\(number)"), client: "c")
      let wasThere = table.remove("\(number)", client: "c")
      #expect(wasThere)
    }
    #expect(table.count == 0 && table.bytes == 0)
  }
}
