/// A signature that an upstream gave to a call, and what it must agree with to be given back.
package struct RememberedSignature: Sendable, Equatable {
  /// The function, as upstream knows it.
  package let function: String
  /// The model that made the call. Kept to be looked at: models of one service take each other's signatures.
  package let model: String
  package let origin: SignatureOrigin
  package let signature: String

  package init(function: String, model: String, origin: SignatureOrigin, signature: String) {
    self.function = function
    self.model = model
    self.origin = origin
    self.signature = signature
  }
}
