/// Tells one client's conversation from another without holding any of it.
package struct ConversationKey: Sendable, Hashable {
  /// The client key's id.
  package var client: String
  /// Of how the conversation began.
  package var fingerprint: UInt64

  package init(client: String, fingerprint: UInt64) {
    self.client = client
    self.fingerprint = fingerprint
  }
}
