extension JSONView {
  /// Where the value is in its document, such as `messages[0].content`; empty for the whole.
  ///
  /// Found by walking down from the top, so that views need not carry it: only errors ask.
  package var path: String {
    var path = ""
    var current = JSONView(document: document, index: 0)
    while current.index != index {
      guard let step = current.step(towards: index) else { return path }
      path += step.name
      current = step.view
    }
    return path.first == "." ? String(path.dropFirst()) : path
  }

  /// The path that a member of this object has or would have.
  package func path(of key: StaticString) -> String {
    let own = path
    return own.isEmpty ? "\(key)" : "\(own).\(key)"
  }

  private func step(towards target: Int) -> (name: String, view: JSONView)? {
    let nodes = document.nodes
    var child = index + 1
    var position = 0
    while child < Int(node.next) {
      let isObject = node.kind == .object
      let value = isObject ? child + 1 : child
      let next = Int(nodes[value].next)
      if target < next {
        // A path is read by people: a key as long as the body helps nobody.
        let key = JSONText(bytes: document.bytes, slice: nodes[child].slice)
        let name = isObject ? "." + key.string.prefix(64) : "[\(position)]"
        return (name, JSONView(document: document, index: value))
      }
      child = next
      position += 1
    }
    return nil
  }
}
