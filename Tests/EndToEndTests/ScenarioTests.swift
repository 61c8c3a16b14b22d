import GeminiProxy
import Simulator
import Testing
import Translation
import Transport

/// Whatever Google does, a client gets an answer that its SDK understands, and the proxy lets go of everything.
@Suite(.timeLimit(.minutes(5))) struct ScenarioTests {
  private static let scenarios = Scenario.all.map(\.name)

  private func withStage(_ body: (Stage) async throws -> Void) async throws {
    try await Stage.run(
      settings: { $0.firstByteDelay = .milliseconds(5) }, configure: { $0.maxRetries = 0 }
    ) { stage in
      try await body(stage)
      await stage.expectProxyIsIdle()
    }
  }

  /// A body as far as it came, and whether it ended properly.
  private func read(_ response: TransportResponse) async throws -> (bytes: [UInt8], isWhole: Bool) {
    var received: [UInt8] = []
    var buffer: [UInt8] = []
    do {
      while try await response.body.read(into: &buffer) {
        received += buffer
        try #require(received.count < 1 << 22)
      }
    } catch is TransportError {
      return (received, false)
    }
    return (received, true)
  }

  @Test func everyScenarioStreamedToOpenAI() async throws {
    try await withStage { stage in
      for name in Self.scenarios {
        // What was refused before is forgotten, as when the operator has put it right.
        try await stage.proxy.apply(stage.configuration)
        let response = try await stage.client.stream(stage.chat("one two three", stream: true, model: "sim-\(name)"))
        let (bytes, isWhole) = try await read(response)
        #expect(isWhole, "\(name)")
        guard response.status == 200 else {
          let error = try JSONDocument.parse(bytes)["error"]
          #expect(error?["message"]?.string?.isEmpty == false, "\(name)")
          continue
        }
        let chat = try StreamedChat(bytes)
        // A stream ends in a reason and the end mark, or in an error: never in silence.
        #expect(chat.error != nil || chat.isDone && chat.finishReasons.count == 1, "\(name): \(chat)")
      }
    }
  }

  @Test func everyScenarioWholeToOpenAI() async throws {
    try await withStage { stage in
      for name in Self.scenarios {
        // What was refused before is forgotten, as when the operator has put it right.
        try await stage.proxy.apply(stage.configuration)
        let response = try await stage.client.stream(stage.chat("one two three", stream: false, model: "sim-\(name)"))
        let (bytes, isWhole) = try await read(response)
        #expect(isWhole, "\(name)")
        let answer = try JSONDocument.parse(bytes)
        if response.status == 200 {
          #expect(answer["choices"]?[0]?["finish_reason"]?.string != nil, "\(name)")
        } else {
          #expect(answer["error"]?["message"]?.string?.isEmpty == false, "\(name)")
        }
      }
    }
  }

  @Test(arguments: ["streamGenerateContent?alt=sse", "streamGenerateContent", "generateContent"])
  func everyScenarioToGemini(method: String) async throws {
    try await withStage { stage in
      for name in Self.scenarios {
        // What was refused before is forgotten, as when the operator has put it right.
        try await stage.proxy.apply(stage.configuration)
        let body = #"{"contents":[{"role":"user","parts":[{"text":"Repeat: one two three"}]}]}"#
        let response = try await stage.client.stream(
          stage.request(body, path: "/v1beta/models/sim-\(name):\(method)"))
        let (bytes, isWhole) = try await read(response)
        if response.status != 200 {
          let error = try JSONDocument.parse(bytes)["error"]
          #expect(isWhole && error?["code"]?.int == response.status, "\(name)")
          #expect(error?["message"]?.string?.isEmpty == false, "\(name)")
        } else if isWhole, method.hasSuffix("sse") {
          let text = String(decoding: bytes, as: UTF8.self)
          #expect(text.hasPrefix("data: {") && text.hasSuffix("}\r\n\r\n"), "\(name): \(text)")
        } else if isWhole {
          _ = try JSONDocument.parse(bytes)
        } else {
          // Broken off, but not without a word.
          #expect(String(decoding: bytes, as: UTF8.self).contains("\"error\""), "\(name)")
        }
      }
    }
  }

  @Test(arguments: ["sim-split-utf8", "sim-split-crlf", "sim-split-bytes", "sim-lf", "sim-no-final-blank"])
  func noByteIsLostHoweverItIsDelivered(model: String) async throws {
    let text = "Grüße, 你好 😀 \"quoted\" \\ end"
    try await withStage { stage in
      let response = try await stage.client.stream(stage.chat(text, stream: true, model: model))
      let chat = try StreamedChat(try await response.body.collect(upTo: 1 << 20))
      #expect(chat.text == text)
      #expect(chat.finishReasons == ["stop"])
    }
  }
}
