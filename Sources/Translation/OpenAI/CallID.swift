/// The id of a call as a client sends it back, with what other proxies have written behind it.
///
/// Some of them keep the signature of a call in its id, because every client returns that. A conversation begun there
/// can go on here.
struct CallID {
  let id: String
  let signature: String?

  /// A longer signature, in bytes, is not taken from an id.
  static let maximumSignature = 1024
  private static let marks = ["__thought__", "__sig__"]

  init(_ text: String) {
    for mark in Self.marks {
      guard let (head, tail) = Self.split(text, at: mark), !head.isEmpty else { continue }
      id = head
      signature = tail.isEmpty || tail.utf8.count > Self.maximumSignature ? nil : tail
      return
    }
    id = text
    signature = nil
  }

  /// What stands before and behind the first `mark`.
  private static func split(_ text: String, at mark: String) -> (String, String)? {
    let bytes = Array(text.utf8)
    let wanted = Array(mark.utf8)
    guard bytes.count >= wanted.count else { return nil }
    for start in 0...(bytes.count - wanted.count) where bytes[start...].starts(with: wanted) {
      return (
        String(decoding: bytes[..<start], as: UTF8.self),
        String(decoding: bytes[(start + wanted.count)...], as: UTF8.self)
      )
    }
    return nil
  }
}
