/// Whose call: the ids of calls mean something to one client only.
package struct SignatureKey: Sendable, Hashable {
  /// The client key's id, as `ClientIdentity` has it.
  package let client: String
  /// The id that the client was given for the call.
  package let callID: String

  package init(client: String, callID: String) {
    self.client = client
    self.callID = callID
  }
}
