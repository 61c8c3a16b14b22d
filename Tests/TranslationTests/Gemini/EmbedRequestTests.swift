import Testing

@testable import Translation

struct EmbedRequestTests {
  private static let vertex = UpstreamService.vertex(project: "p", location: "us-central1")
  private static let one =
    #"{"model":"models/other","content":{"parts":[{"text":"a\"b"},{"text":"c"}]},"taskType":"CLUSTERING","#
    + #""title":"t","outputDimensionality":8}"#

  private func calls(
    _ body: String, isBatch: Bool = false, on service: UpstreamService, model: String = "gemini-embedding-001"
  ) throws -> [String] {
    let request = try EmbedRequest(native: Array(body.utf8), isBatch: isBatch)
    let id = try #require(ModelID(model))
    return try #require(request.calls(on: service, model: id)).map {
      ($0.target.split(separator: ":").last ?? "") + " " + String(decoding: $0.body, as: UTF8.self)
    }
  }

  @Test func `The Gemini API takes what it is its own, under the model that is asked`() throws {
    let item =
      #"{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a\"b"},{"text":"c"}]},"#
      + #""taskType":"CLUSTERING","title":"t","outputDimensionality":8}"#
    #expect(try calls(Self.one, on: .aiStudio) == ["embedContent " + item])
    #expect(
      try calls(#"{"requests":[\#(Self.one),\#(Self.one)]}"#, isBatch: true, on: .aiStudio)
        == [#"batchEmbedContents {"requests":[\#(item),\#(item)]}"#])
  }

  @Test func `Vertex AI predicts with the older models, one text at a time with one of them`() throws {
    let instance = #"{"content":"a\"bc","task_type":"CLUSTERING","title":"t"}"#
    let parameters = #""parameters":{"outputDimensionality":8}"#
    let single = #"predict {"instances":[\#(instance)],\#(parameters)}"#
    #expect(try calls(Self.one, on: Self.vertex) == [single])
    let batch = #"{"requests":[\#(Self.one),\#(Self.one)]}"#
    #expect(try calls(batch, isBatch: true, on: Self.vertex) == [single, single])
    #expect(
      try calls(batch, isBatch: true, on: .vertexExpress, model: "text-embedding-005")
        == [#"predict {"instances":[\#(instance),\#(instance)],\#(parameters)}"#])
    let mixed = #"{"requests":[{"content":"x"},{"content":"y","output_dimensionality":3}]}"#
    #expect(
      try calls(mixed, isBatch: true, on: Self.vertex, model: "text-embedding-005") == [
        #"predict {"instances":[{"content":"x"}]}"#,
        #"predict {"instances":[{"content":"y"}],"parameters":{"outputDimensionality":3}}"#,
      ])
  }

  @Test func `Vertex AI takes contents with the newer models`() throws {
    #expect(
      try calls(#"{"content":"x"}"#, on: Self.vertex, model: "gemini-embedding-2")
        == [#"embedContent {"content":{"parts":[{"text":"x"}]}}"#])
  }

  @Test func `Code Assist has none`() throws {
    let request = try EmbedRequest(native: Array(Self.one.utf8), isBatch: false)
    #expect(request.calls(on: .codeAssist(project: "p"), model: try #require(ModelID("gemini-embedding-001"))) == nil)
  }

  @Test(arguments: [
    ("{", false, ""), ("[]", false, ""), ("5", true, ""), ("{}", false, "content"),
    (#"{"content":5}"#, false, "content"),
    (#"{"content":{"parts":"x"}}"#, false, "content"), ("{}", true, "requests"),
    (#"{"requests":[]}"#, true, "requests"),
    (#"{"requests":[{"content":"x"},{"text":"y"}]}"#, true, "requests[1].content"),
    (#"{"requests":[\#(Array(repeating: #"{"content":"x"}"#, count: 101).joined(separator: ","))]}"#, true, "requests"),
  ])
  func `What cannot be read is told with its place`(_ body: String, _ isBatch: Bool, _ path: String) {
    #expect {
      try EmbedRequest(native: Array(body.utf8), isBatch: isBatch)
    } throws: { ($0 as? TranslationError)?.path == path }
  }

  @Test(arguments: [
    ("{\"embedding\": {\"values\": [\n 0.10,\n 2e1 ]}}", ["[0.10,2e1]"], 0),
    (#"{"embeddings":[{"values":[1]},{"values":[2]}],"usageMetadata":{"promptTokenCount":7}}"#, ["[1]", "[2]"], 7),
    (
      #"{"predictions":[{"embeddings":{"statistics":{"token_count":4},"values":[1,2]}},{"embeddings":{"values":[3]}}]}"#,
      ["[1,2]", "[3]"], 4
    ),
    ("{}", [], 0), ("[]", [], 0), ("<html>", [], 0), (#"{"embedding":{"values":"x"}}"#, [], 0),
    (#"{"embedding":{"values":[1,"x"]}}"#, [], 0),
  ])
  func `Vectors are read in every form, digit for digit`(_ body: String, _ vectors: [String], _ tokens: Int) {
    var answer = EmbedAnswer()
    #expect(answer.add(Array(body.utf8)) == !vectors.isEmpty)
    #expect(answer.vectors.map { String(decoding: $0, as: UTF8.self) } == vectors)
    #expect(answer.tokens == tokens)
    guard !vectors.isEmpty else { return }
    let list = vectors.map { #"{"values":\#($0)}"# }.joined(separator: ",")
    #expect(String(decoding: answer.native(isBatch: true), as: UTF8.self) == #"{"embeddings":[\#(list)]}"#)
  }
}
