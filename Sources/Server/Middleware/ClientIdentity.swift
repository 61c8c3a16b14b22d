package import Translation

/// Who asks, as far as the proxy cares: which of the client keys a request carries, and what that key allows.
package struct ClientIdentity: Sendable, Equatable {
  /// Tells one key from another without being the key; the same after a restart, empty for everybody without one.
  package let id: String
  /// What logs call the key: its name, or its place in the list.
  package let name: String
  /// The models it may use; empty for all.
  package var models: [WildcardPattern]
  /// How much it may ask for.
  package var limits: ClientLimits
  /// What the key is called where its usage is kept: the beginning of its id.
  let usageID: String

  package init(id: String, name: String, models: [WildcardPattern] = [], limits: ClientLimits = ClientLimits()) {
    self.id = id
    self.name = name
    self.models = models
    self.limits = limits
    usageID = UsageTable.id(of: id)
  }

  /// Whoever comes, where no keys are set.
  package static let anyone = ClientIdentity(id: "", name: "")

  /// Whether a model may be used, by what it is or by the name the operator gave it.
  func mayUse(_ names: String...) -> Bool {
    models.isEmpty || names.contains { name in models.contains { $0.matches(name) } }
  }
}
