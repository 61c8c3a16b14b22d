import GeminiProxy
import Testing
import Translation
import Transport

/// Codex repeats what a status refuses, up to thirty times, or hides the words; a failed response it shows.
@Suite(.timeLimit(.minutes(3))) struct CodexTests {
  private static let program = (name: "User-Agent", value: "codex_exec/0.163.0 (Debian 12.0.0; x86_64) unknown")

  private func ask(
    _ url: String, _ client: CurlTransport, stream: Bool = true, headers: [(name: String, value: String)] = [program]
  ) async throws -> ReceivedAnswer {
    let body = #"{"model":"gemini-2.5-pro","stream":\#(stream),"input":"hi"}"#
    return await ReceivedAnswer(
      try await client.stream(
        TransportRequest(
          method: "POST", url: url + "/v1/responses", headers: headers, body: [Array(body.utf8)], proxy: .direct)))
  }

  private static func refusal(_ status: Int, _ message: String, _ detail: String = "{}") -> ScriptedUpstream.Answer {
    .status(status, #"{"error":{"code":\#(status),"message":"\#(message)","status":"X","details":[\#(detail)]}}"#)
  }

  @Test(arguments: [
    (refusal(429, "Your quota will reset after 8h44m7s."), "invalid_prompt", "Your quota will reset after 8h44m7s."),
    (refusal(429, "Slow down. Your quota will reset after 7s."), "rate_limit_exceeded", "(try again in 7s)"),
    (refusal(429, "Slow down. Your quota will reset after 90s."), "invalid_prompt", "(try again in 90s)"),
    (refusal(503, "The model is overloaded."), "server_is_overloaded", "The model is overloaded."),
    (refusal(500, "Internal error."), "upstream_unavailable", "Internal error."),
    (refusal(400, "Request contains an invalid argument."), "invalid_prompt", "invalid argument"),
    (refusal(404, "Requested entity was not found."), "invalid_prompt", "no model 'gemini-2.5-pro'"),
    (
      refusal(400, "The input token count (2) exceeds the maximum number of tokens allowed (1)."),
      "context_length_exceeded", "The input token count"
    ),
  ])
  func `CL-RS14 CL-RS15 a stream's failure is told in the stream, by a code that Codex acts upon`(
    _ answer: ScriptedUpstream.Answer, _ code: String, _ words: String
  ) async throws {
    let upstream = ScriptedUpstream([answer])
    try await upstream.run(retries: 0) { url, client in
      let told = try await ask(url, client)
      #expect(told.status == 200 && told.headers.header("content-type") == "text/event-stream")
      let last = try JSONDocument.parse(
        Array(try #require(told.text.split(separator: "\n").last { $0.hasPrefix("data: ") }).utf8.dropFirst(6)))
      #expect(last["type"]?.string == "response.failed")
      #expect(last["response"]?["error"]?["code"]?.string == code)
      #expect(last["response"]?["error"]?["message"]?.string?.contains(words) == true, "\(told.text)")
      #expect(upstream.callCount == 1)
    }
  }

  @Test func `CL-RS15 Codex in an editor is known by another field`() async throws {
    let upstream = ScriptedUpstream([Self.refusal(503, "The model is overloaded.")])
    try await upstream.run(retries: 0) { url, client in
      let told = try await ask(url, client, headers: [("originator", "codex_vscode"), ("User-Agent", "editor/1.0")])
      #expect(told.status == 200 && told.text.contains("response.failed"))
    }
  }

  @Test func `CL-RS15 everybody else, and Codex without a stream, gets a status`() async throws {
    let upstream = ScriptedUpstream([Self.refusal(429, "Your quota will reset after 8h44m7s.")])
    try await upstream.run(retries: 0) { url, client in
      for (stream, headers) in [(true, []), (false, [Self.program])] {
        let told = try await ask(url, client, stream: stream, headers: headers)
        #expect(told.status == 429 && told.headers.header("retry-after") != nil)
        #expect(try JSONDocument.parse(told.bytes)["error"]?["code"]?.string == "insufficient_quota")
      }
    }
  }
}
