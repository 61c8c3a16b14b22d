package import Translation

/// One remembered signature, as the table holds it and the file stores it.
package struct SignatureRecord: Sendable, Equatable {
  package let key: SignatureKey
  package let value: RememberedSignature
  /// Seconds since 1970.
  package let time: Int64

  package init(key: SignatureKey, value: RememberedSignature, time: Int64) {
    self.key = key
    self.value = value
    self.time = time
  }

  /// Longer ones are not kept: real signatures have a few kilobytes.
  static let maximumSignatureBytes = 64 * 1024
  /// The longest id or name.
  static let maximumNameBytes = 512

  /// Whether it is worth its place; a caller chooses most of these lengths.
  var isReasonable: Bool {
    let names = [key.client, key.callID, value.function, value.model, value.origin.account]
    return names.allSatisfy { $0.utf8.count <= Self.maximumNameBytes } && !key.callID.isEmpty
      && (1...Self.maximumSignatureBytes).contains(value.signature.utf8.count)
  }

  /// About what it takes in memory, in bytes: the texts and what holds them.
  var cost: Int {
    let texts = [key.client, key.callID, value.function, value.model, value.origin.account, value.signature]
    return texts.reduce(Self.overhead) { $0 + $1.utf8.count }
  }

  /// Two table slots, a place in the queue, and the heads of the texts (573 bytes measured).
  private static let overhead = 640
}
