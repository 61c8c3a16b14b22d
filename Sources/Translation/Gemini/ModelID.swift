/// The name of a model that is safe inside an upstream URL.
///
/// `[A-Za-z0-9][A-Za-z0-9._-]{0,127}` behind an optional `models/`, `tunedModels/` or
/// `publishers/{[a-z0-9-]+}/models/`. Nothing else that a caller sends becomes part of a URL.
package struct ModelID: Sendable, Hashable, CustomStringConvertible {
  /// The collection in front of the name without the last slash: empty, `models`, `tunedModels`, `publishers/x/models`.
  package let collection: String
  /// The bare name, such as `gemini-2.5-pro`.
  package let name: String

  /// Fails if `text`, percent-decoded once already, is no model id.
  package init?(_ text: String) {
    // Most have nothing in front.
    if Self.isName(text[...]) {
      (collection, name) = ("", text)
      return
    }
    let segments = text.split(separator: "/", omittingEmptySubsequences: false)
    switch segments.count {
    case 2 where segments[0] == "models" || segments[0] == "tunedModels": collection = String(segments[0])
    case 4 where segments[0] == "publishers" && segments[2] == "models" && Self.isPublisher(segments[1]):
      collection = "publishers/\(segments[1])/models"
    default: return nil
    }
    guard let last = segments.last, Self.isName(last) else { return nil }
    name = String(last)
  }

  package var description: String { collection.isEmpty ? name : "\(collection)/\(name)" }

  private static func isName(_ text: Substring) -> Bool {
    var count = 0
    for byte in text.utf8 {
      count += 1
      let isOther = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      guard isAlphanumeric(byte) || isOther && count > 1, count <= 128 else { return false }
    }
    return count > 0
  }

  private static func isPublisher(_ text: Substring) -> Bool {
    let bytes = text.utf8
    return !bytes.isEmpty && bytes.count <= 63
      && bytes.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || $0 == UInt8(ascii: "-")
      }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    let lowered = byte | 0x20
    return lowered >= UInt8(ascii: "a") && lowered <= UInt8(ascii: "z")
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
