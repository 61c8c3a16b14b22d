package import Translation

/// What a client must know to talk to a running proxy.
package struct ConnectionFacts: Sendable {
  /// Scheme, host and port, without a slash at the end.
  package var base: String
  /// Any text where the proxy asks for no key.
  package var key: String
  /// The model that a client uses unless its user says otherwise.
  package var model: String
  /// The one for small work of its own.
  package var smallModel: String
  /// The models that can be chosen.
  package var models: [ModelEntry]

  package init(base: String, key: String, model: String, smallModel: String, models: [ModelEntry]) {
    self.base = base
    self.key = key
    self.model = model
    self.smallModel = smallModel
    self.models = models
  }
}
