internal import Crypto

/// SHA-256, which PKCE, the sign-in cookie and hashed client keys need.
package enum Digest {
  package static func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var hash = SHA256()
    Array(bytes).withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }

  /// The digest of a text's UTF-8 in hexadecimal.
  package static func sha256Hex(_ text: String) -> String { Hexadecimal.encode(sha256(text.utf8)) }
}
