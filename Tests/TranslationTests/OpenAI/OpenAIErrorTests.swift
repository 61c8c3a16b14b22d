import Testing

@testable import Translation

struct OpenAIErrorTests {
  static let kinds: [(kind: ProxyFailure.Kind, status: Int, type: String, code: String?)] = [
    (.invalidRequest, 400, "invalid_request_error", nil),
    (.contextTooLong, 400, "invalid_request_error", "context_length_exceeded"),
    (.authentication, 401, "authentication_error", "invalid_api_key"),
    (.permission, 403, "permission_error", nil),
    (.modelNotFound, 404, "invalid_request_error", "model_not_found"),
    (.notFound, 404, "invalid_request_error", nil),
    (.requestTooLarge, 413, "invalid_request_error", "request_too_large"),
    (.rateLimited, 429, "rate_limit_error", "rate_limit_exceeded"),
    (.quotaExhausted, 429, "insufficient_quota", "insufficient_quota"),
    (.overloaded, 503, "server_error", "server_is_overloaded"),
    (.upstreamUnavailable, 502, "server_error", "upstream_unavailable"),
    (.upstreamAuthentication, 502, "server_error", "upstream_authentication"),
    (.upstreamTimeout, 504, "server_error", "upstream_timeout"),
    (.internal, 500, "server_error", "internal_error"),
  ]

  @Test func everyKindIsCovered() {
    #expect(Set(Self.kinds.map { "\($0.kind)" }) == Set(ProxyFailure.Kind.allCases.map { "\($0)" }))
  }

  @Test(arguments: kinds)
  func haveTheShape_CL_CE1_CL_CE2_CL_CE6(
    kind: ProxyFailure.Kind, status: Int, type: String, code: String?
  ) throws {
    let error = ChatCompletions.error(ProxyFailure(kind, message: "m \"q\"", parameter: "messages[0]"))
    #expect(error.status == status && error.contentType == "application/json")
    let view = try #require(try JSONDocument.parse(error.bytes)["error"])
    #expect(view["message"]?.string == "m \"q\"" && view["type"]?.string == type)
    #expect(view["param"]?.string == "messages[0]" && view["code"]?.string == code)
    #expect(view["code"] != nil && view.members.count == 4)
  }

  /// The message is never empty, and Google's words are in it as they are.
  @Test func keepsGooglesWords_CL_CE4() throws {
    let google = GoogleFailure(httpStatus: 400, code: 400, status: "INVALID_ARGUMENT", message: "Unknown name \"x\"")
    let view = try JSONDocument.parse(OpenAIError.body(google.failure).bytes)
    #expect(view["error"]?["message"]?.string == "Unknown name \"x\"")
    let bare = try JSONDocument.parse(OpenAIError.body(ProxyFailure(.internal, message: "")).bytes)
    #expect(bare["error"]?["message"]?.string?.isEmpty == false && bare["error"]?["param"]?.isNull == true)
  }

  /// What Google holds against the proxy's account never sounds like the client's key, nor makes a client drop it.
  @Test(arguments: [
    (401, "UNAUTHENTICATED", 502),
    (
      400,
      #"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}],"x":""#,
      403
    ),
    (403, "PERMISSION_DENIED", 403),
  ])
  func tellsWhoseKeyFailed_CL_CE3(status: Int, word: String, told: Int) throws {
    let body =
      #"{"error":{"code":\#(status),"message":"API key not valid. Pass a valid API key.","status":"\#(word)"}}"#
    let failure = GoogleFailure(httpStatus: status, body: Array(body.utf8)).failure
    let error = OpenAIError.body(failure)
    #expect(error.status == told && error.status != 401)
    let view = try #require(try JSONDocument.parse(error.bytes)["error"])
    #expect(view["code"]?.string == "upstream_authentication")
    #expect(view["message"]?.string?.contains("API key not valid.") == true)
    if status == 400 { #expect(view["message"]?.string?.contains("the proxy's own key") == true) }
    let own = OpenAIError.body(ProxyFailure(.authentication, message: "m"))
    #expect(own.status == 401)
  }

  @Test(arguments: [
    ("0.5s", 0.5), ("539.5ms", 0.5395), ("1h2m3s", 3723), ("13h19m1.2s", 47941.2), ("", nil), ("5", nil), ("s", nil),
    ("1x", nil), ("1e5s", nil),
  ])
  func readsDurations_CF_X7(text: String, seconds: Double?) {
    let read = GoogleFailure.seconds(go: text)
    #expect((read == nil) == (seconds == nil))
    if let read, let seconds { #expect(abs(read - seconds) < 1e-6) }
  }

  @Test(arguments: [
    ("Your quota will reset after 1h2m3s.", 3723.0), ("Resets in 9h22m20s.", 33740), ("Please retry in 12.5s", 12.5),
    ("reset after never", nil), ("nothing", nil),
  ])
  func readsWaitsInMessages_CF_X7(message: String, seconds: Double?) {
    #expect(GoogleFailure.seconds(inMessage: message) == seconds)
  }
}
