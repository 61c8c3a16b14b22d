/// One turn of a conversation.
package struct Content: Sendable {
  package enum Role: Sendable {
    case user, model
  }

  package var role: Role
  package var parts: [Part]

  package init(role: Role, parts: [Part]) {
    self.role = role
    self.parts = parts
  }
}
