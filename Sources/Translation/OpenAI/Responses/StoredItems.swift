/// The items of earlier responses that a client may refer to: its own.
package protocol StoredItems: Sendable {
  /// What was said up to and with a response, as a JSON array of items; nil if it is not kept.
  func history(of responseID: String) -> [UInt8]?
  /// One item of a response, as a JSON object; nil if it is not kept.
  func item(_ id: String) -> [UInt8]?
}

/// A response to be kept for the client's next request.
package struct StoredResponse: Sendable {
  package let id: String
  /// The response as the client got it.
  package let body: [UInt8]
  /// The items that were asked with, separated by commas; nil where they were too much to be kept.
  package let input: [UInt8]?
  /// The items of the answer, each with its id.
  package let output: [(id: String, item: [UInt8])]

  package init(id: String, body: [UInt8], input: [UInt8]?, output: [(id: String, item: [UInt8])]) {
    self.id = id
    self.body = body
    self.input = input
    self.output = output
  }

  /// About the memory it takes, in bytes.
  package var cost: Int { output.reduce(body.count + (input?.count ?? 0) + 512) { $0 + $1.item.count + 128 } }

  /// What was said up to and with it, as a JSON array; nil where not all of that is kept.
  package var history: [UInt8]? {
    guard let input else { return nil }
    var list = [UInt8(ascii: "[")]
    list += input
    for (_, item) in output {
      if list.count > 1 { list.append(UInt8(ascii: ",")) }
      list += item
    }
    list.append(UInt8(ascii: "]"))
    return list
  }
}
