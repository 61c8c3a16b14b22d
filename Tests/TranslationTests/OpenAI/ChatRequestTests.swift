import Testing

@testable import Translation

struct ChatRequestTests {
  @Test(arguments: RequestCase.all("chat/tools.json"))
  func tools(_ item: RequestCase) throws { try Self.check(item) }

  @Test(arguments: RequestCase.all("chat/calls.json"))
  func calls(_ item: RequestCase) throws { try Self.check(item) }

  @Test(arguments: RequestCase.all("chat/signatures.json"))
  func signatures(_ item: RequestCase) throws { try Self.check(item) }

  @Test(arguments: RequestCase.all("chat/thinking.json"))
  func thinking(_ item: RequestCase) throws { try Self.check(item) }

  @Test(arguments: RequestCase.all("chat/messages.json"))
  func messages(_ item: RequestCase) throws { try Self.check(item) }

  @Test(arguments: RequestCase.all("chat/media.json"))
  func media(_ item: RequestCase) throws { try Self.check(item) }

  @Test(arguments: RequestCase.all("chat/parameters.json"))
  func parameters(_ item: RequestCase) throws { try Self.check(item) }

  @Test(arguments: RequestCase.all("chat/more.json"))
  func otherFields(_ item: RequestCase) throws { try Self.check(item) }

  @Test(arguments: RequestCase.all("chat/clauses.json"))
  func clauses(_ item: RequestCase) throws { try Self.check(item) }

  @Test func namesAreOneToOne_CF_T2_CF_T4() {
    var names = ToolNames()
    let long = "mcp__" + String(repeating: "x", count: 80)
    let asked = ["a_b", "a/b", "a@b", "1st", "é", "", long, long + "y", "ok.name:x-1", "default/a b"]
    let given = asked.map { names.upstream($0) }
    #expect(Set(given).count == asked.count && given.allSatisfy(ToolNames.isLegal))
    #expect(given.map(names.client) == asked)
    #expect(given == asked.map { names.upstream($0) })
    #expect(given[0] == "a_b" && given[8] == "ok.name:x-1" && given[3] == "_1st")
    #expect(given[6].hasPrefix("mcp__xxx") && given[6].utf8.count == 64)
    #expect(given[1].hasPrefix("a_b_") && given[1].utf8.count == 8)
  }

  @Test func aLegalNameKeepsItsPlace_CF_T2() throws {
    let body =
      #"{"model":"m","messages":[{"role":"user","content":"a"}],"tools":[{"type":"function","function":{"name":"a/b"}},{"type":"function","function":{"name":"a_b"}}]}"#
    var context = RequestContext(id: "1", created: 1)
    let request = try ChatCompletions.request(Array(body.utf8), context: &context)
    #expect(request.tools.functions[1].name == "a_b" && request.tools.functions[0].name.hasPrefix("a_b_"))
  }

  @Test func imagesAreFetchedByTheServer_CF_I3_CL_X26() throws {
    let body =
      #"{"model":"gemini-2.5-pro","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://h/a.png"}},{"type":"image_url","image_url":{"url":"http://h/b"}},{"type":"image_url","image_url":{"url":"https://h/a.png"}}]}]}"#
    var context = RequestContext(id: "1", created: 1)
    let request = try ChatCompletions.request(Array(body.utf8), context: &context)
    #expect(request.mediaReferences.map(\.url) == ["https://h/a.png", "http://h/b"])
    #expect(request.mediaReferences[1].path == "messages[0].content[1].image_url.url")
    let png = ResolvedMedia(
      mimeType: "application/octet-stream", bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    let jpeg = ResolvedMedia(mimeType: "image/JPG; q=1", bytes: [1])
    let resolved = try request.resolving(["https://h/a.png": png, "http://h/b": jpeg])
    #expect(resolved.mediaReferences.isEmpty)
    var output: [UInt8] = []
    resolved.write(into: &output)
    let first = #"{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}"#
    #expect(
      String(decoding: output, as: UTF8.self)
        == #"{"contents":[{"role":"user","parts":[\#(first),{"inlineData":{"mimeType":"image/jpeg","data":"AQ=="}},\#(first)]}]}"#
    )
    let page = ResolvedMedia(mimeType: "application/zip", bytes: [1])
    for media in [[:], ["https://h/a.png": png, "http://h/b": page]] {
      #expect {
        try request.resolving(media)
      } throws: {
        let path = ($0 as? TranslationError)?.path ?? ""
        return path == "messages[0].content[\(media.isEmpty ? 0 : 1)].image_url.url"
      }
    }
  }

  @Test(arguments: ["stream", "n", "stop"])
  func nullIsAbsent_CF_P11_CL_CH2(field: String) throws {
    var context = RequestContext(id: "1", created: 1)
    let body = #"{"model":"m","messages":[{"role":"user","content":"a"}],"\#(field)":null}"#
    #expect(try !ChatCompletions.request(Array(body.utf8), context: &context).isStreaming)
    #expect(context.adjustments.isEmpty)
  }

  /// Twice the turns take about twice the time, and 2 000 of them well under a second.
  @Test func longHistoriesTakeLinearTime_CF_X19() throws {
    func seconds(_ turns: Int) throws -> Double {
      var messages: [String] = []
      for turn in 0..<(turns / 4) {
        messages.append(#"{"role":"user","content":"q\#(turn)"}"#)
        messages.append(
          #"{"role":"assistant","content":"","tool_calls":[{"id":"c\#(turn)","type":"function","function":{"name":"f/\#(turn % 9)","arguments":"{\"a\":\#(turn)}"}}]}"#
        )
        messages.append(#"{"role":"tool","tool_call_id":"c\#(turn % 7 == 0 ? -turn : turn)","content":"r"}"#)
        messages.append(#"{"role":"assistant","content":"a"}"#)
      }
      let body = Array(#"{"model":"gemini-3-pro-preview","messages":[\#(messages.joined(separator: ","))]}"#.utf8)
      let model = try #require(ModelID("gemini-3-pro-preview"))
      let best = try (0..<3).map { _ in
        try ThreadTime.seconds {
          var context = RequestContext(id: "1", created: 1)
          let request = try ChatCompletions.request(body, context: &context)
          _ = Envelope(.aiStudio).body(model: model, request: request)
        }
      }.min()
      return best ?? 0
    }
    let short = try seconds(2000)
    let long = try seconds(8000)
    #expect(short < 1)
    #expect(long < short * 10, "\(short) s, then \(long) s for four times as much")
  }

  static let origin = SignatureOrigin(kind: .codeAssist, account: "default")

  /// What the proxy kept from earlier answers: its own account's, other accounts' and other services'.
  static let remembered: [String: RememberedSignature] = {
    func entry(_ kind: UpstreamKind, _ account: String) -> RememberedSignature {
      RememberedSignature(
        function: "f", model: "gemini-3-pro-preview", origin: SignatureOrigin(kind: kind, account: account),
        signature: "U1RPUkU=")
    }
    return [
      "stored": entry(.codeAssist, "default"), "other-account": entry(.codeAssist, "work"),
      "other-kind": entry(.vertexAI, "default"),
    ]
  }()

  static func check(_ item: RequestCase) throws { try item.check(ChatCompletions.self) }
}
