import Foundation
import GeminiProxy

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A program's own module that is called like a target of the proxy's: `moduleAliases` in the manifest keeps them apart.
public struct Assistant: Sendable {
  /// What the model said could not be read.
  public struct UnreadableAnswer: Error {}

  private let proxy: GeminiProxy

  /// Calls to Google go through `transport`; nil stands for the network.
  public init(_ configuration: ProxyConfiguration, transport: (any UpstreamTransport)? = nil) async throws {
    proxy = try await GeminiProxy(configuration: configuration, transport: transport)
  }

  /// One answer, while the proxy serves in the same process.
  public func ask(_ question: String) async throws -> String {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await proxy.run() }
      defer { group.cancelAll() }
      return try await chat(question)
    }
  }

  private func chat(_ question: String) async throws -> String {
    guard let url = URL(string: proxy.baseURL + "/v1/chat/completions") else { throw UnreadableAnswer() }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.httpBody = try JSONEncoder().encode(
      Chat(model: "gemini-2.5-flash", messages: [.init(role: "user", content: question)]))
    let (body, _) = try await URLSession.shared.data(for: request)
    guard let text = try JSONDecoder().decode(Answer.self, from: body).choices.first?.message.content else {
      throw UnreadableAnswer()
    }
    return text
  }

  private struct Message: Codable {
    var role: String
    var content: String
  }

  private struct Chat: Encodable {
    var model: String
    var messages: [Message]
  }

  private struct Answer: Decodable {
    struct Choice: Decodable { var message: Message }
    var choices: [Choice]
  }
}
