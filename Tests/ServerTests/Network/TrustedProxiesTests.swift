import Testing

@testable import Server

struct TrustedProxiesTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.128/25", "192.0.2.127", false),
    ("192.0.2.128/25", "192.0.2.129", true), ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
    ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "::1", false), ("fd00::/8", "fdff::1", true),
    ("fd00::/8", "fe00::1", false), ("::1", "::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
  ])
  func `A network has the addresses that share its bits`(_ network: String, address: String, isIn: Bool) throws {
    #expect(try #require(IPNetwork(network)).contains(try #require(IPAddress(address))) == isIn)
  }

  @Test(arguments: [
    "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "fd00::/129", "a.example", "10.0.0.0/8/8", "::1/+3",
  ])
  func `What is no network is refused`(_ text: String) {
    #expect(IPNetwork(text) == nil)
  }

  @Test(arguments: [
    // Nobody is trusted, or not this one: what a caller writes counts for nothing.
    ([], "203.0.113.9", "198.51.100.1", "203.0.113.9"), (["10.0.0.0/8"], "203.0.113.9", "198.51.100.1", "203.0.113.9"),
    (["10.0.0.0/8"], "10.0.0.1", "198.51.100.1", "198.51.100.1"), (["10.0.0.0/8"], "10.0.0.1", "", "10.0.0.1"),
    // Only the last that is no trusted proxy was seen by one.
    (["10.0.0.0/8"], "10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
    (["10.0.0.0/8"], "10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
    (["10.0.0.0/8"], "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
    (["10.0.0.0/8"], "10.0.0.1", "198.51.100.1, nonsense", "10.0.0.1"),
    (["10.0.0.0/8"], "10.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
    (["10.0.0.0/8"], "10.0.0.1", "[2001:db8::7]:4711", "2001:db8:0:0:0:0:0:7"),
    (["127.0.0.1"], "127.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
  ])
  func `A client is the last address that a trusted proxy saw`(
    _ trusted: [String], peer: String, forwarded: String, client: String
  ) throws {
    let found = TrustedProxies(trusted).client(
      of: HTTPRequestHead(
        method: .get, target: HTTPTarget(path: "/"), fields: ["x-forwarded-for": forwarded], host: "localhost"),
      from: try #require(IPAddress(peer)))
    #expect(found.description == client)
  }
}
