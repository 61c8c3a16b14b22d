/// Who asks, as far as the proxy cares: which of the client keys a request carries.
package struct ClientIdentity: Sendable, Equatable {
  /// Tells one key from another without being the key; the same after a restart, empty for everybody without one.
  package let id: String
  /// What logs call the key: its name, or its place in the list.
  package let name: String

  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }

  /// Whoever comes, where no keys are set.
  package static let anyone = ClientIdentity(id: "", name: "")
}
