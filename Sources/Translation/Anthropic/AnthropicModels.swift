/// Anthropic's list of models.
package enum AnthropicModels {
  /// Which part of the list a client wants.
  package struct Page: Sendable {
    /// The most entries; nil for all.
    package var limit: Int?
    package var afterID: String?
    package var beforeID: String?

    package init(limit: Int? = nil, afterID: String? = nil, beforeID: String? = nil) {
      self.limit = limit
      self.afterID = afterID
      self.beforeID = beforeID
    }
  }

  /// The body of `GET /v1/models`.
  ///
  /// Throws if the page begins or ends at a model that is not in the list.
  package static func list(
    _ catalogue: ModelCatalogue, page: Page = Page(), created: Timestamp
  ) throws(TranslationError) -> [UInt8] {
    var models = catalogue.models[...]
    if let id = page.afterID { models = models[(try position(of: id, "after_id", models) + 1)...] }
    if let id = page.beforeID { models = models[..<(try position(of: id, "before_id", models))] }
    if let limit = page.limit {
      guard limit > 0 else { throw TranslationError(path: "limit", message: "must be at least 1.") }
      // A page before an entry is the one next to it.
      let part = page.beforeID == nil ? models.prefix(limit) : models.suffix(limit)
      return write(part, hasMore: part.count < models.count, created: created)
    }
    return write(models, hasMore: false, created: created)
  }

  /// The body of `GET /v1/models/{id}`; `id` as the client asked, which may be an alias.
  package static func model(_ model: ModelEntry, as id: String, created: Timestamp) -> [UInt8] {
    var output: [UInt8] = []
    write(model, as: id, created: created, into: &output)
    return output
  }

  private static func position(
    of id: String, _ parameter: String, _ models: ArraySlice<ModelEntry>
  ) throws(TranslationError) -> Int {
    guard let position = models.firstIndex(where: { $0.id == id }) else {
      throw TranslationError(path: parameter, message: "is not the id of a model in the list.")
    }
    return position
  }

  private static func write(_ models: ArraySlice<ModelEntry>, hasMore: Bool, created: Timestamp) -> [UInt8] {
    var output: [UInt8] = []
    output.append(literal: "{\"data\":[")
    for model in models {
      if model.id != models.first?.id { output.append(UInt8(ascii: ",")) }
      write(model, as: model.id, created: created, into: &output)
    }
    output.append(literal: hasMore ? "],\"has_more\":true,\"first_id\":" : "],\"has_more\":false,\"first_id\":")
    write(models.first?.id, into: &output)
    output.append(literal: ",\"last_id\":")
    write(models.last?.id, into: &output)
    output.append(UInt8(ascii: "}"))
    return output
  }

  private static func write(_ model: ModelEntry, as id: String, created: Timestamp, into output: inout [UInt8]) {
    output.append(literal: "{\"type\":\"model\",\"id\":")
    JSONWriter.string(id, into: &output)
    output.append(literal: ",\"display_name\":")
    JSONWriter.string(model.displayName, into: &output)
    output.append(literal: ",\"created_at\":")
    JSONWriter.string(created.rfc3339, into: &output)
    if let limit = model.inputTokenLimit {
      output.append(literal: ",\"max_input_tokens\":")
      JSONWriter.integer(limit, into: &output)
    }
    if let limit = model.outputTokenLimit {
      output.append(literal: ",\"max_tokens\":")
      JSONWriter.integer(limit, into: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  /// An empty page has no ids, which is null in Anthropic's form.
  private static func write(_ id: String?, into output: inout [UInt8]) {
    if let id { JSONWriter.string(id, into: &output) } else { output.append(literal: "null") }
  }
}
