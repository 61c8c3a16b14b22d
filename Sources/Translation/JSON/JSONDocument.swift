/// A parsed JSON text: the bytes as they came and where each value lies in them.
///
/// Lossless: numbers keep their text, objects the order of their keys and their duplicates, strings stay slices of
/// the one copy of the bytes. Parsing is strict (see `JSONScanner`), so it suits bodies from strangers.
package final class JSONDocument: Sendable {
  let bytes: [UInt8]
  let nodes: [JSONNode]

  private init(bytes: [UInt8], nodes: [JSONNode]) {
    self.bytes = bytes
    self.nodes = nodes
  }

  /// Parses one JSON value with nothing after it, and returns the view of the whole.
  package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONView {
    guard bytes.count <= Int(UInt32.max) else { throw JSONError(offset: 0, .tooLarge) }
    // The closure API cannot pass a typed error on, hence the result.
    let outcome = bytes.withUnsafeBytes { buffer -> Result<[JSONNode], JSONError> in
      var parser = JSONParser(buffer)
      do throws(JSONError) {
        return .success(try parser.document())
      } catch {
        return .failure(error)
      }
    }
    return JSONView(document: JSONDocument(bytes: bytes, nodes: try outcome.get()), index: 0)
  }
}
