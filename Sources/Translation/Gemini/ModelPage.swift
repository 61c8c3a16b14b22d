/// One page of the Gemini API's list of models.
package struct ModelPage: Sendable, Equatable {
  /// Longer tokens are no part of an address.
  private static let longestToken = 2048

  /// Those that can be asked for an answer or for vectors.
  package private(set) var models: [ModelEntry] = []
  /// What the next page is asked for with; nil on the last.
  package private(set) var next: String?

  /// Nil for what is no such page; further models than `limit` are left.
  package init?(_ body: [UInt8], limit: Int) {
    guard let view = try? JSONDocument.parse(body), view.kind == .object else { return nil }
    if let list = view["models"] { models = Array(list.elements.lazy.compactMap(Self.entry).prefix(limit)) }
    next = view["nextPageToken"]?.string.flatMap { $0.isEmpty || $0.utf8.count > Self.longestToken ? nil : $0 }
  }

  private static func entry(_ view: JSONView) -> ModelEntry? {
    guard let name = view["name"]?.string, let id = ModelID(name), id.collection == "models" else { return nil }
    let methods = (view["supportedGenerationMethods"]?.elements.compactMap(\.string)) ?? []
    let generates = methods.contains("generateContent")
    guard generates || methods.contains("embedContent") else { return nil }
    return ModelEntry(
      learned: id.name, displayName: view["displayName"]?.string.map { String($0.prefix(128)) },
      inputTokenLimit: view["inputTokenLimit"]?.int, outputTokenLimit: view["outputTokenLimit"]?.int,
      embeds: !generates, on: .aiStudio)
  }
}
