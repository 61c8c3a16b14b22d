/// A signature that came with a call, to be remembered until the client sends the call back.
package struct CallSignature: Sendable, Equatable {
  /// The id the client was given.
  package let callID: String
  /// The function, as upstream knows it.
  package let function: String
  package let signature: String
}
