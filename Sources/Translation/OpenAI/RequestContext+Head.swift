extension RequestContext {
  /// `"id":…,"object":…,"created":…,"model":…`, the same in everything that answers one request.
  func head(id prefix: String, object: StaticString, model: String) -> [UInt8] {
    var head: [UInt8] = []
    head.append(literal: "\"id\":")
    JSONWriter.string(prefix + id, into: &head)
    head.append(literal: ",\"object\":\"")
    head.append(literal: object)
    head.append(literal: "\",\"created\":")
    JSONWriter.integer(created, into: &head)
    head.append(literal: ",\"model\":")
    JSONWriter.string(model, into: &head)
    return head
  }
}
