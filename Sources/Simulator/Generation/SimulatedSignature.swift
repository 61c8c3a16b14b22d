internal import OAuth

/// Thought signatures: opaque to callers, and recognisable to the simulator and surface that made them.
enum SimulatedSignature {
  /// Values that the service documents for history of other models (protocol 10).
  static let sentinels = ["skip_thought_signature_validator", "context_engineering_is_the_way_to_go"]

  private static let nonceLength = 24
  /// The first bytes seen on the real service.
  private static let prefix: [UInt8] = [0x12, 0x9A, 0x02, 0x0A]

  static func make(salt: String, surface: Surface) -> String {
    let nonce = Entropy.system.bytes(nonceLength)
    return Base64.encode(prefix + nonce + seal(nonce, salt, surface))
  }

  static func isIssued(_ signature: String, salt: String, surface: Surface) -> Bool {
    guard let bytes = Base64.decode(signature), bytes.starts(with: prefix) else { return false }
    let rest = Array(bytes.dropFirst(prefix.count))
    guard rest.count > nonceLength else { return false }
    let nonce = Array(rest.prefix(nonceLength))
    return Array(rest.dropFirst(nonceLength)) == seal(nonce, salt, surface)
  }

  static func isSentinel(_ signature: String) -> Bool {
    let bytes = Base64.decode(signature)
    return sentinels.contains { $0 == signature || Base64.decode($0) == bytes }
  }

  private static func seal(_ nonce: [UInt8], _ salt: String, _ surface: Surface) -> [UInt8] {
    Digest.sha256(nonce + Array((salt + surface.rawValue).utf8))
  }
}
