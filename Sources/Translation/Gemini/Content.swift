/// One turn of a conversation.
package struct Content: Sendable {
  package enum Role: Sendable {
    case user, model
  }

  package var role: Role
  package var parts: [Part]

  /// What the user says where a model wants to hear something of them.
  static let goOn = Content(role: .user, parts: [.text(JSONText("Continue."))])

  package init(role: Role, parts: [Part]) {
    self.role = role
    self.parts = parts
  }

  func write(into output: inout SlicedBytes) {
    output.append(literal: role == .user ? "{\"role\":\"user\",\"parts\":[" : "{\"role\":\"model\",\"parts\":[")
    for (position, part) in parts.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      part.write(into: &output)
    }
    output.append(literal: "]}")
  }
}
