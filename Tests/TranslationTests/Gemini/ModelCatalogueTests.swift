import Testing

@testable import Translation

struct ModelCatalogueTests {
  private static let created = Timestamp(unix: 1_768_010_133, rfc3339: "2026-01-10T01:55:33Z")
  private static let standard = ModelCatalogue.standard
  private static let codeAssist = standard.available(on: .codeAssist)

  @Test(arguments: ModelCatalogue.standard.models.map(\.id))
  func `Every entry has ids that may be asked for, and a thinking that models know`(_ id: String) throws {
    let entry = try #require(Self.standard[id])
    #expect(entry.id == id)
    let names = [entry.id] + entry.aliases + entry.variants + [entry.codeAssistID].compactMap { $0 }
    for name in names {
      #expect(ModelID(name)?.description == name)
      #expect(Self.standard[name]?.id == id, "\(name) means two models")
      #expect(Self.standard["models/\(name)"]?.id == id)
    }
    #expect(!entry.upstreams.isEmpty)
    #expect(ModelTraits(try #require(ModelID(id))).thinking == entry.thinking)
    switch entry.thinking {
    case .levels(let levels): #expect(levels == levels.sorted() && id.hasPrefix("gemini-3"))
    case .budget(let range, _): #expect(range.lowerBound > 0 && id.hasPrefix("gemini-2.5"))
    case .absent: #expect(!entry.callsFunctions || id.hasPrefix("gemma"))
    }
  }

  @Test(arguments: [
    ("gemini-3.5-flash", UpstreamKind.codeAssist, "gemini-3-flash"),
    ("gemini-3.5-flash", .aiStudio, "gemini-3.5-flash"), ("gemini-3-flash", .aiStudio, "gemini-3.5-flash"),
    ("gemini-3-flash", .codeAssist, "gemini-3-flash"), ("models/gemini-3.5-flash", .codeAssist, "gemini-3-flash"),
    ("pro", .codeAssist, "gemini-2.5-pro"), ("gemini-3.1-flash-lite-preview", .vertexAI, "gemini-3.1-flash-lite"),
    ("gemini-3-pro-image-preview", .aiStudio, "gemini-3-pro-image-preview"),
    ("gemini-9-ultra", .codeAssist, "gemini-9-ultra"),
    ("tunedModels/gemini-3.5-flash", .aiStudio, "tunedModels/gemini-3.5-flash"),
    ("../x", .codeAssist, "../x"), ("", .codeAssist, ""),
  ])
  func `CL-MO7 names become those of the upstream, unknown ones stay`(
    _ name: String, _ upstream: UpstreamKind, _ expected: String
  ) {
    #expect(Self.standard.resolve(name, on: upstream) == expected)
  }

  @Test func `Only what an upstream serves is listed for it`() {
    let ids = Self.codeAssist.models.map(\.id)
    #expect(ids.contains("gemini-2.5-pro") && ids.contains("gemini-3.5-flash"))
    #expect(!ids.contains { $0.contains("image") || $0.contains("gemma") || $0.contains("embedding") })
    #expect(!ids.contains("gemini-3-flash"))
    #expect(Self.standard.available(on: .aiStudio).models.count > ids.count)
  }

  private func hasNull(_ view: JSONView) -> Bool {
    view.isNull || view.members.contains { hasNull($0.value) } || view.elements.contains { hasNull($0) }
  }

  @Test(arguments: UpstreamKind.allCases) func `CL-MO1 OpenAI's list`(_ upstream: UpstreamKind) throws {
    let catalogue = Self.standard.available(on: upstream)
    let list = try JSONDocument.parse(OpenAIModels.list(catalogue, created: Self.created))
    #expect(!hasNull(list))
    #expect(list["object"]?.string == "list")
    let models = Array(try #require(list["data"]).elements)
    #expect(models.map { $0["id"]?.string } == catalogue.models.map(\.id))
    for model in models {
      #expect(model["object"]?.string == "model")
      #expect(model["created"]?.int == 1_768_010_133)
      #expect(model["owned_by"]?.string == "google")
      // Anthropic's keys too, for clients that read that form without saying so.
      #expect(model["type"]?.string == "model" && model["created_at"]?.string == "2026-01-10T01:55:33Z")
      #expect(model["display_name"]?.string?.isEmpty == false)
    }
    let pro = try #require(models.first { $0["id"]?.string == "gemini-2.5-pro" })
    #expect(pro["context_length"]?.int == 1_048_576)
    #expect(pro["max_output_tokens"]?.int == 65_536)
    #expect(pro["capabilities"]?["vision"]?.bool == true)
    #expect(pro["capabilities"]?["reasoning"]?.bool == true)
    #expect(pro["architecture"]?["input_modalities"]?[1]?.string == "image")
    if let embedding = models.first(where: { $0["id"]?.string == "gemini-embedding-001" }) {
      #expect(embedding["capabilities"]?["function_calling"]?.bool == false)
      #expect(embedding["max_output_tokens"] == nil)
    }
  }

  private func anthropic(_ page: AnthropicModels.Page) throws -> (ids: [String], list: JSONView) {
    let list = try JSONDocument.parse(AnthropicModels.list(Self.codeAssist, page: page, created: Self.created))
    return (list["data"].map { $0.elements.compactMap { $0["id"]?.string } } ?? [], list)
  }

  @Test func `CL-MO2 Anthropic's list and its pages`() throws {
    let all = Self.codeAssist.models.map(\.id)
    let (ids, list) = try anthropic(AnthropicModels.Page())
    #expect(ids == all)
    #expect(list["has_more"]?.bool == false)
    #expect(list["first_id"]?.string == all.first && list["last_id"]?.string == all.last)
    let entry = try #require(list["data"]?[0])
    #expect(entry["type"]?.string == "model" && entry["created_at"]?.string == "2026-01-10T01:55:33Z")
    #expect(entry["display_name"]?.string?.isEmpty == false && entry["max_input_tokens"]?.int == 1_048_576)
    var gathered: [String] = []
    var after: String?
    while true {
      let (page, list) = try anthropic(AnthropicModels.Page(limit: 3, afterID: after))
      gathered += page
      guard list["has_more"]?.bool == true, gathered.count <= all.count else { break }
      after = list["last_id"]?.string
    }
    #expect(gathered == all)
    let before = try anthropic(AnthropicModels.Page(limit: 2, beforeID: all[4]))
    #expect(before.ids == [all[2], all[3]] && before.list["has_more"]?.bool == true)
    let empty = try anthropic(AnthropicModels.Page(afterID: all.last))
    #expect(empty.ids.isEmpty && empty.list["first_id"]?.isNull == true)
    for page in [
      AnthropicModels.Page(limit: 0), AnthropicModels.Page(limit: -1), AnthropicModels.Page(afterID: "none"),
    ] {
      #expect(throws: TranslationError.self) { try anthropic(page) }
    }
  }

  @Test func `CF-N7 CL-MO4 CL-MO5 Gemini's list and its pages`() throws {
    let catalogue = Self.standard.available(on: .aiStudio)
    let list = try JSONDocument.parse(GeminiModels.list(catalogue))
    let models = Array(try #require(list["models"]).elements)
    #expect(models.count == catalogue.models.count && list["nextPageToken"] == nil)
    #expect(!hasNull(list))
    for model in models {
      for key in ["name", "baseModelId", "version", "displayName", "description"] as [StaticString] {
        #expect(model[key]?.string?.isEmpty == false)
      }
    }
    let entry = try #require(catalogue["models/gemini-2.5-pro"])
    let model = try JSONDocument.parse(GeminiModels.model(entry, as: "gemini-2.5-pro"))
    #expect(model["name"]?.string == "models/gemini-2.5-pro" && model["inputTokenLimit"]?.int == 1_048_576)
    #expect(model["supportedGenerationMethods"]?[0]?.string == "generateContent")
    #expect(model["thinking"]?.bool == true)
    let embedding = try #require(models.last)
    #expect(embedding["supportedGenerationMethods"]?[0]?.string == "embedContent" && embedding["thinking"] == nil)

    var gathered: [String] = []
    var token: String?
    repeat {
      let page = try JSONDocument.parse(GeminiModels.list(catalogue, size: "4", token: token))
      gathered += page["models"].map { $0.elements.compactMap { $0["baseModelId"]?.string } } ?? []
      token = page["nextPageToken"]?.string
    } while token != nil && gathered.count <= catalogue.models.count
    #expect(gathered == catalogue.models.map(\.id))
    for size in ["0", "", "1000", "99999999"] {
      let page = try JSONDocument.parse(GeminiModels.list(catalogue, size: size))
      #expect(page["nextPageToken"] == nil)
    }
    for (size, token) in [("-1", nil), ("x", nil), ("1.5", nil), (nil, "none"), (nil, "models/gemini-2.5-pro")] {
      #expect(throws: TranslationError.self) { try GeminiModels.list(catalogue, size: size, token: token) }
    }
  }
}
