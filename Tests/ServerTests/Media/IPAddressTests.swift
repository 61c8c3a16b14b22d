import Testing

@testable import Server

struct IPAddressTests {
  @Test(arguments: Fixture.table("media/addresses.tsv"))
  func `CF-I3 only a public host's address is global`(_ row: [String]) throws {
    let address = try #require(IPAddress(row[0]))
    #expect(address.isGlobalUnicast == (row[1] == "yes"))
    let again = try #require(IPAddress(address.description))
    #expect(again == address)
  }

  @Test(arguments: [
    "", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4 ",
    "[::1]", "fe80::1%lo", "::1::", "1:2:3:4:5:6:7:8:9", "１２７.0.0.1",
  ])
  func `Other spellings are no addresses here: the resolver reads them, and what it says is checked`(_ text: String) {
    #expect(IPAddress(text) == nil)
  }
}
