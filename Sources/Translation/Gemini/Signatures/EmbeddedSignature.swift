/// A signature inside the id of a call, where some other proxies put it: their users' histories come here too.
enum EmbeddedSignature {
  /// Longer signatures, in bytes, are not taken from an id.
  private static let maximumBytes = 1024

  /// The id itself, and the signature behind it if there is one.
  static func split(_ id: String) -> (id: String, signature: String?) {
    guard hasMark(id) else { return (id, nil) }
    for mark in ["__sig__", "__thought__"] {
      guard let range = id.firstRange(of: mark), range.lowerBound > id.startIndex, range.upperBound < id.endIndex else {
        continue
      }
      let signature = id[range.upperBound...]
      return (String(id[..<range.lowerBound]), signature.utf8.count <= maximumBytes ? String(signature) : nil)
    }
    return (id, nil)
  }

  /// A look that costs nothing, at what nearly no id has.
  private static func hasMark(_ id: String) -> Bool {
    zip(id.utf8, id.utf8.dropFirst()).contains { $0 == UInt8(ascii: "_") && $1 == UInt8(ascii: "_") }
  }
}
