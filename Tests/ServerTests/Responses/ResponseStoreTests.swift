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
    table = ResponseTable(maximumBytes: 4000, maximumCount: 100)
    for number in 0..<10 { table.insert(response("\(number)", bytes: 1000), client: "c") }
    #expect(table.count == 2 && table.bytes <= 4000)
    table.insert(response("large", bytes: 5000), client: "c")
    #expect(table.response("large", client: "c") == nil && table.count == 2)
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
