import Glibc
import OAuth
import TestFolders
import Testing
import Translation

@testable import GeminiProxy

/// What `apply` makes of a system prompt that another configuration names.
@Suite(.timeLimit(.minutes(2))) struct ReloadTests {
  let google = GoogleInMemory()
  let folder = TemporaryFolder()

  /// The system instruction that Google gets for a chat whose own is "own".
  private func instruction(_ running: RunningProxy) async throws -> [String]? {
    let answer = try await running.send(
      "POST", "/v1/chat/completions",
      [("Authorization", "Bearer \(RunningProxy.key)"), ("Content-Type", "application/json")],
      body: #"""
        {"model":"gemini-2.5-flash","messages":[{"role":"system","content":"own"},{"role":"user","content":"hi"}]}
        """#)
    #expect(answer.status == 200)
    let call = try #require(google.calls(to: "/v1internal:generateContent").last)
    let request = try JSONDocument.parse(Array(call.body.utf8))["request"]
    return request?["systemInstruction"]?["parts"]?.elements.compactMap { $0["text"]?.string }
  }

  @Test func `Requests after a reload carry the system prompt that it names`() async throws {
    folder.write("first.md", "Be brief.")
    folder.write("second.md", "Be kind.")
    try await RunningProxy.run(google, configure: { $0.tokenFile = EmbeddedProxyTests.token() }) {
      running async throws in
      var configuration = running.proxy.configuration
      #expect(try await instruction(running) == ["own"])
      configuration.systemPromptFile = folder.file("first.md")
      try await running.proxy.apply(configuration)
      #expect(try await instruction(running) == ["Be brief."])
      configuration.systemPromptFile = folder.file("second.md")
      try await running.proxy.apply(configuration)
      #expect(try await instruction(running) == ["Be kind."])
      configuration.systemPromptMode = .append
      try await running.proxy.apply(configuration)
      #expect(try await instruction(running) == ["own", "Be kind."])
      configuration.systemPromptFile = ""
      try await running.proxy.apply(configuration)
      #expect(try await instruction(running) == ["own"])
    }
  }

  @Test func `A system prompt that cannot be read changes nothing`() async throws {
    folder.write("prompt.md", "Be brief.")
    let configure: (inout ProxyConfiguration) -> Void = {
      $0.tokenFile = EmbeddedProxyTests.token()
      $0.systemPromptFile = folder.file("prompt.md")
    }
    try await RunningProxy.run(google, configure: configure) { running async throws in
      let before = running.proxy.configuration
      var broken = before
      broken.systemPromptFile = folder.file("missing.md")
      broken.apiKeys = [ClientKey(key: Secret("gp-ffffffffffffffffffffffffffffffff"))]
      do throws(ProxyStartError) {
        try await running.proxy.apply(broken)
        Issue.record("it was taken over")
      } catch {
        #expect("\(error)".contains("system_prompt_file cannot be used"))
      }
      // With the key of before, too.
      #expect(try await instruction(running) == ["Be brief."])
      #expect(running.proxy.configuration.systemPromptFile == before.systemPromptFile)
    }
  }

  @Test func `A prompt's file that has gone keeps its words in force and holds nothing else up`() async throws {
    folder.write("prompt.md", "Be brief.")
    let configure: (inout ProxyConfiguration) -> Void = {
      $0.tokenFile = EmbeddedProxyTests.token()
      $0.systemPromptFile = folder.file("prompt.md")
    }
    try await RunningProxy.run(google, configure: configure) { running async throws in
      unlink(folder.file("prompt.md"))
      var changed = running.proxy.configuration
      changed.systemPromptMode = .append
      try await running.proxy.apply(changed)
      #expect(try await instruction(running) == ["own", "Be brief."])
    }
  }
}
