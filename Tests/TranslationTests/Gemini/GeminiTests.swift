import Testing

@testable import Translation

struct GeminiTests {
  @Test(arguments: [
    ("gemini-2.5-pro", "", "gemini-2.5-pro"), ("models/a", "models", "a"),
    ("tunedModels/a_b.c", "tunedModels", "a_b.c"),
    ("publishers/google/models/g", "publishers/google/models", "g"),
    (String(repeating: "a", count: 128), "", String(repeating: "a", count: 128)),
  ])
  func acceptsModelIDs(text: String, collection: String, name: String) {
    let id = ModelID(text)
    #expect(id?.collection == collection && id?.name == name && id?.description == text)
  }

  @Test(arguments: [
    "", "/", "models/", "a/b", "models/a/b", "../x", "models/..", ".a", "-a", "a b", "a%2Fb", "a?b", "é", "a\r\nb",
    "models//a",
    "publishers/Google/models/a", "publishers//models/a", "publishers/g/models/", String(repeating: "a", count: 129),
  ])
  func refusesOtherIDs(text: String) {
    #expect(ModelID(text) == nil)
  }

  @Test func wrapsForEachUpstream() throws {
    let model = try #require(ModelID("models/gemini-2.5-pro"))
    var request = GenerateRequest(model: "x", isStreaming: true)
    request.contents = [Content(role: .user, parts: [.text(JSONText("a\"b"))])]
    let inner = #"{"contents":[{"role":"user","parts":[{"text":"a\"b"}]}]"#
    let assist = Envelope(.codeAssist(project: "p"), userPromptID: "u", sessionID: "s")
    #expect(
      String(decoding: assist.body(model: model, request: request).joined, as: UTF8.self)
        == #"{"model":"gemini-2.5-pro","project":"p","user_prompt_id":"u","request":\#(inner),"session_id":"s"}}"#)
    let bare = Envelope(.aiStudio).body(model: model, request: request).joined
    #expect(String(decoding: bare, as: UTF8.self) == inner + "}")
    #expect(assist.target(model: model, stream: true) == "/v1internal:streamGenerateContent?alt=sse")
    #expect(Envelope(.aiStudio).target(model: model, stream: false) == "/v1beta/models/gemini-2.5-pro:generateContent")
    #expect(
      Envelope(.vertex(project: "p", location: "global")).target(model: model, stream: false)
        == "/v1/projects/p/locations/global/publishers/google/models/gemini-2.5-pro:generateContent")
  }

  static let errors: [(status: Int, body: String, failure: GoogleFailure, kind: ProxyFailure.Kind)] = [
    (
      429,
      "[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"QUOTA_EXHAUSTED\"},{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"3.5s\"}]}}\n]",
      GoogleFailure(
        httpStatus: 429, code: 429, status: "RESOURCE_EXHAUSTED", message: "m", reason: "QUOTA_EXHAUSTED",
        retryAfter: 3.5,
        details: Array(
          #"[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"QUOTA_EXHAUSTED"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"3.5s"}]"#
            .utf8)), .quotaExhausted
    ),
    (
      401, #"{"error":{"code":401,"message":"m","status":"UNAUTHENTICATED"}}"#,
      GoogleFailure(httpStatus: 401, code: 401, status: "UNAUTHENTICATED", message: "m"), .upstreamAuthentication
    ),
    (503, " plain ", GoogleFailure(httpStatus: 503, code: 503, status: "", message: "plain "), .overloaded),
    (
      502, "<html></html>",
      GoogleFailure(httpStatus: 502, code: 502, status: "", message: "Google answered with HTTP status 502."),
      .upstreamUnavailable
    ),
    (
      500, "", GoogleFailure(httpStatus: 500, code: 500, status: "", message: "Google answered with HTTP status 500."),
      .upstreamUnavailable
    ),
    (
      0, #"{"error":{"code":404,"message":"m"}}"#, GoogleFailure(httpStatus: 404, code: 404, status: "", message: "m"),
      .modelNotFound
    ),
    (
      400, #"{"error":"invalid_grant","error_description":"d"}"#,
      GoogleFailure(httpStatus: 400, code: 400, status: "invalid_grant", message: "d"), .invalidRequest
    ),
  ]

  @Test(arguments: errors)
  func readsErrors(status: Int, body: String, failure: GoogleFailure, kind: ProxyFailure.Kind) {
    let read = GoogleFailure(httpStatus: status, body: Array(body.utf8))
    #expect(read == failure)
    #expect(read.failure.kind == kind)
  }

  @Test func madeCallIDsDiffer_CL_CH19_CF_C12() {
    let seed = CallIDSeed(high: .max, low: .max)
    #expect(seed.id(at: 0) == "call_7777777777777777")
    #expect(seed.id(at: 1) == "call_aaaaaaaaaaaaaaaa")
    #expect(Set((0..<1000).map { CallIDSeed(high: 3, low: 9).id(at: $0) }).count == 1000)
  }
}
