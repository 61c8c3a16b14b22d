/// The elements of an array, one after the other.
package struct JSONElements: Sequence, IteratorProtocol {
  let document: JSONDocument
  var index: Int
  let end: Int

  package mutating func next() -> JSONView? {
    guard index < end else { return nil }
    defer { index = Int(document.nodes[index].next) }
    return JSONView(document: document, index: index)
  }
}
