/// Whether a client may use the API, by the key it shows, and where in a request a key may stand.
package struct ClientKeys: Sendable {
  private let isOpen: Bool
  private let isKey: @Sendable (String) -> Bool

  /// `isOpen` lets everybody in: who may connect is then the listener's business. `isKey` compares in constant time.
  package init(isOpen: Bool, isKey: @escaping @Sendable (String) -> Bool) {
    self.isOpen = isOpen
    self.isKey = isKey
  }

  /// Whether the request carries one of the keys, in any of the places that clients use.
  package func accept(_ head: HTTPRequestHead) -> Bool {
    isOpen || Self.presented(by: head).contains(where: isKey)
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
}
