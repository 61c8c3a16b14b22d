import OAuth
import Testing
import Translation

@testable import Simulator

/// The bytes of answers and errors against those that are known of the real service.
struct FramingTests {
  /// Replaces what is random.
  private func normalized(_ text: String, _ answer: Google.Answer) throws -> String {
    let trace = try #require(answer.header("x-cloudaicompanion-trace-id"))
    #expect(trace.allSatisfy { $0.isHexDigit && !$0.isUppercase } && trace.count <= 16)
    let response = try #require(
      text.firstRange(of: "\"responseId\": \"").map { text[$0.upperBound...].prefix { $0 != "\"" } })
    return text.split(separator: trace, omittingEmptySubsequences: false).joined(separator: "TRACE")
      .split(separator: response, omittingEmptySubsequences: false).joined(separator: "RESPONSE")
  }

  @Test func anEventIsOneLineWithCRLF() async throws {
    try await Google.run { google in
      let answer = try await google.post(Google.stream, Google.envelope(Google.turn("Repeat: Hel lo")))
      #expect(answer.header("content-type") == "text/event-stream")
      let expected =
        #"data: {"response": {"candidates": [{"content": {"role": "model","parts": [{"text": "Hel "}]}}],"usageMetadata": {"promptTokenCount": 4,"candidatesTokenCount": 1,"totalTokenCount": 5},"modelVersion": "gemini-2.5-flash","responseId": "RESPONSE"},"traceId": "TRACE","metadata": {}}"#
        + "\r\n\r\n"
        + #"data: {"response": {"candidates": [{"content": {"role": "model","parts": [{"text": "lo"}]},"finishReason": "STOP"}],"usageMetadata": {"promptTokenCount": 4,"candidatesTokenCount": 2,"totalTokenCount": 6,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 4}],"candidatesTokensDetails": [{"modality": "TEXT","tokenCount": 2}]},"modelVersion": "gemini-2.5-flash","responseId": "RESPONSE"},"traceId": "TRACE","metadata": {}}"#
        + "\r\n\r\n"
      #expect(try normalized(answer.text, answer) == expected)
    }
  }

  @Test func aWholeAnswerIsPretty() async throws {
    try await Google.run { google in
      let answer = try await google.post(Google.generate, Google.envelope(Google.turn("Repeat: Hello!")))
      #expect(answer.header("content-type") == "application/json; charset=UTF-8")
      let expected = """
        {
          "response": {
            "candidates": [
              {
                "content": {
                  "role": "model",
                  "parts": [
                    {
                      "text": "Hello!"
                    }
                  ]
                },
                "finishReason": "STOP",
                "avgLogprobs": -0.5
              }
            ],
            "usageMetadata": {
              "promptTokenCount": 4,
              "candidatesTokenCount": 1,
              "totalTokenCount": 5,
              "promptTokensDetails": [
                {
                  "modality": "TEXT",
                  "tokenCount": 4
                }
              ],
              "candidatesTokensDetails": [
                {
                  "modality": "TEXT",
                  "tokenCount": 1
                }
              ]
            },
            "modelVersion": "gemini-2.5-flash",
            "createTime": "2026-01-10T01:55:33.450396Z",
            "responseId": "RESPONSE"
          },
          "traceId": "TRACE",
          "metadata": {}
        }

        """
      #expect(try normalized(answer.text, answer) == expected)
    }
  }

  @Test func withoutAltSSEAStreamIsAnArray() async throws {
    try await Google.run { google in
      let answer = try await google.post(
        "/v1internal:streamGenerateContent", Google.envelope(Google.turn("Repeat: a b")))
      #expect(answer.header("content-type") == "application/json; charset=UTF-8")
      #expect(answer.text.hasPrefix("[{\"response\": {") && answer.text.hasSuffix("}\n]\n"))
      #expect(answer.text.contains("}\n,\n{"))
      #expect(answer.json?.elements.compactMap { $0["response"] }.text == "a b")
    }
  }

  @Test func theFrontEndsFieldsAreThere() async throws {
    try await Google.run { google in
      for path in [Google.generate, Google.stream, "/v1internal:loadCodeAssist"] {
        let answer = try await google.post(path, Google.envelope(Google.turn("hi")))
        #expect(answer.header("server") == "ESF")
        #expect(answer.header("vary") == "Origin, X-Origin, Referer")
        #expect(answer.header("x-xss-protection") == "0")
        #expect(answer.header("x-frame-options") == "SAMEORIGIN")
        #expect(answer.header("x-content-type-options") == "nosniff")
        #expect(answer.header("server-timing")?.hasPrefix("gfet4t7; dur=") == true)
        #expect(answer.header("retry-after") == nil)
      }
    }
  }

  /// Lengths that were seen as `Content-Length` of the real service.
  @Test func errorsHaveTheKnownLengths() {
    #expect(SimulatedError.capacity("gemini-3-flash-preview").body(legacy: true).count == 630)
    var capacity = SimulatedError.capacity("claude-sonnet-4-6")
    (capacity.code, capacity.status) = (503, "UNAVAILABLE")
    #expect(capacity.body(legacy: false).count == 415)
    let bare = SimulatedError(
      429, "RESOURCE_EXHAUSTED",
      "Resource exhausted. Please try again later. Please refer to "
        + "https://cloud.google.com/vertex-ai/generative-ai/docs/error-code-429 for more details.")
    #expect(bare.body(legacy: true).count == 514)
  }

  @Test(arguments: [
    (Google.stream, "GeminiCLI/0.28.0 google-api-nodejs-client/9.15.1", true, "application/json; charset=UTF-8"),
    (Google.stream, "gemini-proxy/1", false, "text/event-stream"),
    (Google.generate, "GeminiCLI/0.28.0 google-api-nodejs-client/9.15.1", false, "application/json; charset=UTF-8"),
    (Google.generate, "gemini-proxy/1", false, "application/json; charset=UTF-8"),
  ])
  func theUserAgentDecidesTheErrorsForm(path: String, agent: String, isArray: Bool, type: String) async throws {
    try await Google.run { google in
      let answer = try await google.post(
        path, Google.envelope(Google.turn("hi"), model: "sim-capacity"), headers: ["User-Agent": agent])
      #expect(answer.status == 429)
      #expect(answer.header("content-type") == type)
      #expect(answer.text.hasPrefix(isArray ? "[{\n  \"error\": {\n    \"code\": 429,\n" : "{\n  \"error\": {\n"))
      #expect(answer.text.hasSuffix(isArray ? "}\n]" : "}\n"))
      let error = isArray ? answer.json?[0]?["error"] : answer.json?["error"]
      #expect((error?["errors"]?[0]?["reason"]?.string == "rateLimitExceeded") == isArray)
    }
  }

  @Test func aWholeAnswerIsGzipWhereThatIsAccepted() async throws {
    try await Google.run { google in
      let body = Google.envelope(Google.turn("Repeat: " + String(repeating: "long words ", count: 9000)))
      let answer = try await google.post(Google.generate, body, headers: ["Accept-Encoding": "gzip"])
      #expect(answer.header("content-encoding") == "gzip")
      #expect(answer.body.prefix(2) == [0x1F, 0x8B])
      // Two blocks: the text is longer than one may be.
      #expect(answer.body[10] == 0 && answer.body.count > 65535)
    }
  }
}
