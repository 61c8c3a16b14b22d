import GeminiProxy
import ServiceLifecycle
import Testing
import Transport

/// How the proxy stops: what runs may finish, and what cannot is told why.
@Suite(.timeLimit(.minutes(3))) struct DrainTests {
  private static let long = (0..<600).map(String.init).joined(separator: " ")

  private func readSome(_ response: TransportResponse) async throws -> [UInt8] {
    var buffer: [UInt8] = []
    #expect(try await response.body.read(into: &buffer))
    return buffer
  }

  @Test func `A stream that ends in time ends as if nothing had happened`() async throws {
    let words = (0..<60).map(String.init).joined(separator: " ")
    try await Stage.run(pace: .milliseconds(5), configure: { $0.drainSeconds = 60 }) { stage in
      let response = try await stage.client.stream(stage.chat(words, stream: true))
      let begin = try await readSome(response)
      await stage.group.triggerGracefulShutdown()
      let chat = try StreamedChat(begin + (try await response.body.collect(upTo: 1 << 20)))
      #expect(chat.text == words)
      #expect(chat.error == nil)
      #expect(chat.isDone)
    }
  }

  @Test func `A stream that takes too long is told so and ended properly`() async throws {
    try await Stage.run(pace: .milliseconds(200), configure: { $0.drainSeconds = 1 }) { stage in
      let response = try await stage.client.stream(stage.chat(Self.long, stream: true))
      let begin = try await readSome(response)
      await stage.group.triggerGracefulShutdown()
      // Does not throw: the body has its end mark.
      let rest = try await response.body.collect(upTo: 1 << 20)
      let chat = try StreamedChat(begin + rest)
      #expect(chat.error?.contains("shutting down") == true)
      #expect(chat.text.hasPrefix("0 1 "))
      await stage.expectProxyIsIdle()
    }
  }

  @Test func `A native stream is told in Gemini's shape`() async throws {
    try await Stage.run(pace: .milliseconds(200), configure: { $0.drainSeconds = 1 }) { stage in
      let body = #"{"contents":[{"role":"user","parts":[{"text":"Repeat: \#(Self.long)"}]}]}"#
      let response = try await stage.client.stream(
        stage.request(body, path: "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse"))
      var all = try await readSome(response)
      await stage.group.triggerGracefulShutdown()
      var buffer: [UInt8] = []
      while (try? await response.body.read(into: &buffer)) == true { all += buffer }
      let text = String(decoding: all, as: UTF8.self)
      #expect(
        text.contains(#""status":"UNAVAILABLE""#) || text.contains(#""status": "UNAVAILABLE""#), "\(text.suffix(300))")
    }
  }

  @Test func `A draining proxy takes no connections and keeps none`() async throws {
    try await Stage.run(pace: .milliseconds(50), configure: { $0.drainSeconds = 60 }) { stage in
      let words = (0..<100).map(String.init).joined(separator: " ")
      // Leaves an idle connection behind.
      let status = try await stage.status(stage.chat("x", stream: false))
      #expect(status == 200)
      let running = try await stage.client.stream(stage.chat(words, stream: true))
      let begin = try await readSome(running)
      await stage.group.triggerGracefulShutdown()
      var refused: TransportError?
      for _ in 0..<10_000 where refused == nil {
        do throws(TransportError) {
          _ = try await stage.client.stream(stage.chat("x", stream: false)).status
        } catch {
          refused = error
        }
      }
      #expect(refused != nil)
      let chat = try StreamedChat(begin + (try await running.body.collect(upTo: 1 << 20)))
      #expect(chat.text == words)
    }
  }
}
