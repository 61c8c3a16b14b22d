/// The keys that clients may show, and where in a request a key may stand.
package struct ClientKeys: Sendable {
  private let keys: [[UInt8]]

  /// Without a key, every request is accepted; who may connect is then the listener's business.
  package init(_ keys: [String]) {
    self.keys = keys.map { Array($0.utf8) }
  }

  /// Whether the request carries one of the keys, in any of the places that clients use.
  package func accept(_ head: HTTPRequestHead) -> Bool {
    guard !keys.isEmpty else { return true }
    return Self.presented(by: head).contains { candidate in
      let candidate = Array(candidate.utf8)
      // Every key is compared in full, so that the time does not tell which one was nearly right.
      return keys.reduce(false) { found, key in Self.isEqual(key, candidate) || found }
    }
  }

  private static func presented(by head: HTTPRequestHead) -> [String] {
    var found: [String] = []
    if let authorization = head.fields.first("authorization") {
      let parts = authorization.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      if parts.count == 2, parts[0].lowercased() == "bearer" {
        found.append(String(parts[1].drop { $0 == " " }))
      }
    }
    for name in ["x-api-key", "x-goog-api-key", "api-key"] {
      if let value = head.fields.first(name) { found.append(value) }
    }
    if let value = head.target.queryItem("key") { found.append(value) }
    return found
  }

  /// Takes the same time for every candidate of one length.
  static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    var difference = left.count ^ right.count
    for index in left.indices {
      difference |= Int(left[index] ^ (index < right.count ? right[index] : 0))
    }
    return difference == 0
  }
}
