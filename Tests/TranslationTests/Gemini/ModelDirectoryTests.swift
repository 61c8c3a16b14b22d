import Testing

@testable import Translation

struct ModelDirectoryTests {
  private func entry(_ id: String, on kind: UpstreamKind = .codeAssist) throws -> ModelEntry {
    try #require(ModelEntry(learned: id, on: kind))
  }

  @Test func whatIsNamedIsAddedAndAvailableWhereItIsNamed() throws {
    var directory = ModelDirectory(.standard)
    directory.keep(accounts: ["a", "s"], kinds: [.codeAssist, .aiStudio])
    let before = directory.listed.models.count
    directory.learn(
      [try entry("gemini-9-ultra"), try entry("gemini-3-flash"), try entry("gemini-3.8-flash")], on: .codeAssist,
      by: "a")
    #expect(directory.listed.models.count == before + 1, "two are known under a name of theirs")
    #expect(directory.listed["gemini-9-ultra"]?.upstreams == [.codeAssist])
    #expect(directory.all["gemini-3.8-flash"]?.upstreams == [.codeAssist, .aiStudio, .vertexAI])
    directory.learn([try entry("gemini-9-ultra", on: .aiStudio)], on: .aiStudio, by: "s")
    #expect(directory.listed["gemini-9-ultra"]?.upstreams == [.codeAssist, .aiStudio])
    #expect(ModelCatalogue.standard["gemini-9-ultra"] == nil)
  }

  @Test func aLaterListReplacesTheOneBefore() throws {
    var directory = ModelDirectory(.standard)
    directory.learn([try entry("gemini-9-a"), try entry("gemini-9-b")], on: .codeAssist, by: "a")
    directory.learn([try entry("gemini-9-a"), try entry("gemini-9-b")], on: .codeAssist, by: "b")
    directory.learn([try entry("gemini-9-b")], on: .codeAssist, by: "a")
    #expect(directory.listed["gemini-9-a"] != nil, "the other account still has it")
    directory.learn([try entry("gemini-9-b")], on: .codeAssist, by: "b")
    #expect(directory.listed["gemini-9-a"] == nil && directory.listed["gemini-9-b"] != nil)
    directory.keep(accounts: ["c"], kinds: [.codeAssist])
    #expect(directory.listed["gemini-9-b"] == nil)
  }

  @Test func onlyTheServicesThereAreAccountsForAreListed() throws {
    var directory = ModelDirectory(.standard)
    directory.learn([try entry("gemini-9-x", on: .aiStudio)], on: .aiStudio, by: "s")
    directory.keep(accounts: ["a", "s"], kinds: [.codeAssist])
    #expect(directory.listed["gemini-9-x"] == nil)
    #expect(directory.listed == ModelCatalogue.standard.available(on: .codeAssist))
  }

  @Test func listsAreBounded() throws {
    var directory = ModelDirectory(.standard)
    for account in 0..<20 {
      directory.learn(
        try (0..<256).map { try entry("gemini-9-\(account)-\($0)") }, on: .codeAssist, by: "a\(account)")
    }
    #expect(directory.all.models.count == ModelCatalogue.standard.models.count + ModelDirectory.maximumLearned)
    var same = ModelDirectory(.standard)
    for account in 0..<1000 { same.learn([try entry("gemini-9-x")], on: .codeAssist, by: "a\(account)") }
    #expect(same.all.models.count == ModelCatalogue.standard.models.count + 1)
  }

  @Test(arguments: [
    ("gemini-9-image", [ModelEntry.Modality.text, .image]), ("gemini-9-tts", [.audio]), ("gemini-9-pro", [.text]),
  ])
  func theNameTellsWhatAModelIsFor(_ name: String, _ output: [ModelEntry.Modality]) throws {
    #expect(try entry(name).output == output)
  }

  @Test(arguments: ["Gemini-9", "models/gemini-9", "../x", "", "a b", String(repeating: "x", count: 129)])
  func whatCannotBeAskedForIsNotListed(_ name: String) {
    #expect(ModelEntry(learned: name, on: .aiStudio) == nil)
  }

  @Test func aPageOfTheListIsRead() throws {
    let body = #"""
      {"models":[
        {"name":"models/gemini-9-pro","displayName":"Gemini 9 Pro","inputTokenLimit":5,"outputTokenLimit":"7",
         "supportedGenerationMethods":["generateContent","countTokens"],"thinking":true},
        {"name":"models/vectors-9","supportedGenerationMethods":["embedContent"]},
        {"name":"models/veo-9","supportedGenerationMethods":["predictLongRunning"]},
        {"name":"tunedModels/x","supportedGenerationMethods":["generateContent"]},
        {"name":7}, null, {"name":"models/gemini-9-flash","supportedGenerationMethods":["generateContent"]}],
       "nextPageToken":"t"}
      """#
    let page = try #require(ModelPage(Array(body.utf8), limit: 10))
    #expect(page.models.map(\.id) == ["gemini-9-pro", "vectors-9", "gemini-9-flash"] && page.next == "t")
    #expect(page.models[0].displayName == "Gemini 9 Pro" && page.models[0].inputTokenLimit == 5)
    #expect(!page.models[1].isForChat && page.models[2].inputTokenLimit == nil)
    #expect(ModelPage(Array(body.utf8), limit: 2)?.models.count == 2)
    #expect(ModelPage(Array("[]".utf8), limit: 2) == nil)
    #expect(ModelPage(Array(#"{"nextPageToken":""}"#.utf8), limit: 2)?.next == nil)
  }
}
