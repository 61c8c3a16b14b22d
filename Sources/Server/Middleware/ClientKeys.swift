/// Which client may use the API, by the key it shows, and where in a request a key may stand.
package struct ClientKeys: Sendable {
  private let isOpen: Bool
  private let owner: @Sendable (String) -> ClientIdentity?

  /// `owner` tells whose key a text is, in a time that does not depend on how much of it is right.
  package init(owner: @escaping @Sendable (String) -> ClientIdentity?) {
    isOpen = false
    self.owner = owner
  }

  private init() {
    isOpen = true
    owner = { _ in nil }
  }

  /// Lets everybody in: who may connect is then the listener's business.
  package static let open = ClientKeys()

  /// Who asks, by the first good key in any of the places that clients use; nil if there is none.
  package func client(of head: HTTPRequestHead) -> ClientIdentity? {
    if isOpen { return .anyone }
    for text in Self.presented(by: head) {
      if let client = owner(text) { return client }
    }
    return nil
  }

  /// Whether no keys are set.
  package var isKeyless: Bool { isOpen }

  /// Whether the request shows a key at all.
  static func isShown(by head: HTTPRequestHead) -> Bool { presented(by: head).contains { !$0.isEmpty } }

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
