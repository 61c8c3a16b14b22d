/// A request method; names are case-sensitive, so `get` is `.other("get")`.
package enum HTTPMethod: Hashable, Sendable {
  case get, head, post, put, delete, options, patch
  /// Any other token. `init(_:)` keeps the seven names above and non-tokens out of here.
  case other(String)

  /// Nil when `name` is not an RFC 9110 token.
  package init?(_ name: String) {
    guard !name.isEmpty, name.utf8.allSatisfy(HTTPCharacter.isToken) else { return nil }
    self.init(validated: name)
  }

  init(validated name: String) {
    switch name {
    case "GET": self = .get
    case "POST": self = .post
    case "HEAD": self = .head
    case "PUT": self = .put
    case "DELETE": self = .delete
    case "OPTIONS": self = .options
    case "PATCH": self = .patch
    default: self = .other(name)
    }
  }

  /// The name as it stands in a request line.
  package var name: String {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    case .delete: "DELETE"
    case .options: "OPTIONS"
    case .patch: "PATCH"
    case .other(let name): name
    }
  }
}
