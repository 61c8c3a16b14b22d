import Testing

@testable import Translation

struct EmbeddingsRequestTests {
  private func read(_ members: String) throws -> (request: EmbeddingsRequest, adjusted: [String]) {
    var context = RequestContext(id: "1", created: 1)
    let request = try EmbeddingsRequest(
      Array(#"{"model":"gemini-embedding-001",\#(members)}"#.utf8), context: &context)
    return (request, context.adjustments.map(\.name))
  }

  private func calls(_ members: String, on service: UpstreamService = .aiStudio) throws -> [String] {
    let model = try #require(ModelID("gemini-embedding-001"))
    return try #require(try read(members).request.wanted.calls(on: service, model: model)).map {
      String(decoding: $0.body, as: UTF8.self)
    }
  }

  private func answer(_ members: String, _ vectors: [String]) throws -> JSONView {
    var answer = EmbedAnswer()
    let list = vectors.map { #"{"values":\#($0)}"# }.joined(separator: ",")
    let isVector = answer.add(Array(#"{"embeddings":[\#(list)],"usageMetadata":{"promptTokenCount":7}}"#.utf8))
    #expect(isVector)
    return try JSONDocument.parse(try read(members).request.body(answer))
  }

  @Test func `CL-EM1 one vector a text, in order`() throws {
    let one = #"{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a\"\n"}]}}"#
    #expect(try calls(#""input":"a\"\n""#) == [one])
    #expect(try calls(#""input":["a\"\n"]"#) == [one])
    let answer = try answer(#""input":["a","b"]"#, ["[0.10,2e-1]", "[3]"])
    #expect(
      String(decoding: answer.source, as: UTF8.self)
        == #"{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.10,2e-1]},"#
        + #"{"object":"embedding","index":1,"embedding":[3]}],"model":"gemini-embedding-001","#
        + #""usage":{"prompt_tokens":7,"total_tokens":7}}"#)
  }

  @Test func `CL-EM2 base64 holds 32-bit floats, the lowest byte first`() throws {
    let data = try answer(#""input":"a","encoding_format":"base64""#, ["[1,-2.5,0.1]"])["data"]?[0]?["embedding"]?
      .string
    let bytes = Base64.decode(try #require(data).utf8)
    #expect(bytes == [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 0xCD, 0xCC, 0xCC, 0x3D])
    #expect(try answer(#""input":"a","encoding_format":null"#, ["[1]"])["data"]?[0]?["embedding"]?.kind == .array)
  }

  @Test(arguments: ["float", "base64"])
  func `CL-EM3 shortened vectors have length 1 again`(_ format: String) throws {
    let members = #""input":"a","dimensions":2,"encoding_format":"\#(format)""#
    #expect(try calls(members)[0].hasSuffix(#""outputDimensionality":2}"#))
    // The third number stands for a service that shortens nothing.
    let found = try #require(try answer(members, ["[3,4,9]"])["data"]?[0]?["embedding"])
    if format == "float" {
      #expect(found.elements.compactMap(\.double) == [0.6, 0.8])
    } else {
      #expect(Base64.decode(try #require(found.string).utf8).count == 8)
    }
    let zero = try answer(members, ["[0,0]"])["data"]?[0]?["embedding"]
    #expect(format == "base64" || zero?.elements.compactMap(\.double) == [0, 0])
  }

  @Test(arguments: [
    (#""task_type":"RETRIEVAL_QUERY""#, "RETRIEVAL_QUERY"), (#""taskType":"clustering""#, "CLUSTERING"),
    (#""input_type":"search_document""#, "RETRIEVAL_DOCUMENT"), (#""task":"retrieval.query""#, "RETRIEVAL_QUERY"),
    (#""input_type":"passage""#, "RETRIEVAL_DOCUMENT"),
  ])
  func `CL-EM3 what the vectors are for goes along`(_ member: String, _ type: String) throws {
    #expect(try calls(#""input":"a",\#(member)"#)[0].contains(#""taskType":"\#(type)""#))
  }

  @Test func `What is not understood is told`() throws {
    #expect(try read(#""input":"a","task":"juggling","user":"u","dimensions":null"#).adjusted == ["task", "user"])
  }

  @Test(arguments: [#"[1,2]"#, #"[[1,2],[3]]"#, #"["a",[1]]"#])
  func `CL-EM4 ids of tokens are refused with what to do instead`(_ input: String) {
    #expect {
      try read(#""input":\#(input)"#)
    } throws: { error in
      let message = (error as? TranslationError)?.failure.message ?? ""
      return message.contains("send text") && message.contains("check_embedding_ctx_length=False")
    }
  }

  @Test func `CL-EM5 many texts are split, order kept`() throws {
    let texts = (0..<250).map { #""t\#($0)""# }.joined(separator: ",")
    let calls = try calls(#""input":[\#(texts)]"#)
    #expect(calls.map { $0.matches(of: /"text":/).count } == [100, 100, 50])
    let order = calls.flatMap { $0.matches(of: /"text":"t(\d+)"/).compactMap { Int($0.1) } }
    #expect(order == Array(0..<250))
    #expect(try self.calls(#""input":["a","b"]"#, on: .vertex(project: "p", location: "l")).count == 2)
  }

  @Test(arguments: [
    (#""input":"""#, "input"), (#""input":["a","",""]"#, "input[1]"), (#""input":[]"#, "input"),
    (#""dimensions":5"#, "input"), (#""input":null"#, "input"), (#""input":{}"#, "input"),
    (#""input":["a",{"text":"b"}]"#, "input[1]"),
    (#""input":["# + Array(repeating: #""a""#, count: 2049).joined(separator: ",") + "]", "input"),
    (#""input":"a","dimensions":0"#, "dimensions"), (#""input":"a","dimensions":"x""#, "dimensions"),
    (#""input":"a","encoding_format":"int8""#, "encoding_format"),
  ])
  func `CL-EM5 what cannot become a vector is named`(_ members: String, _ path: String) {
    #expect { try read(members) } throws: { ($0 as? TranslationError)?.path == path }
  }

  @Test(
    arguments: [
      ("gemini-2.5-flash", [UpstreamKind.aiStudio], 404), ("gpt-4o", [.vertexAI], 404),
      ("text-embedding-3-small", [.aiStudio], 404), ("text-embedding-ada-002", [.aiStudio], 404),
      ("gemini-embedding-001", [.codeAssist], 501), ("gemini-embedding-001", [.codeAssist, .aiStudio], nil),
      ("models/gemini-embedding-001", [.aiStudio], nil), ("gemini-embedding-2", [.vertexAI], nil),
      ("text-embedding-005", [.vertexAI], nil), ("gemini-embedding-001", [], nil),
    ] as [(String, Set<UpstreamKind>, Int?)])
  func `CL-EM6 a model that makes no vectors is refused with those that do`(
    _ model: String, _ accounts: Set<UpstreamKind>, _ status: Int?
  ) {
    let refusal = ModelUse.vectors.refusal(of: model, on: accounts)
    #expect(refusal?.status == status)
    if status == 404 { #expect(refusal?.message.contains("gemini-embedding-001") == true) }
    if status == 501 { #expect(refusal?.message.contains("ai_studio") == true) }
  }
}
