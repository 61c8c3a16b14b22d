internal import Translation
internal import Transport

/// One streamed chat over real HTTP, as any OpenAI client would make it.
struct ChatClient {
  let baseURL: String
  let key: String
  let transport: any UpstreamTransport

  /// Why no answer came.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// What came beside the text.
  struct Ending {
    /// The model that answered, as the server calls it.
    var model: String
    var finish: String?
    /// The tokens, as the API tells them.
    var usage: JSONValue?
  }

  /// Asks, and hands over each piece of the answer as it comes.
  @discardableResult
  func ask(_ prompt: String, model: String, onText: (String) -> Void) async throws -> Ending {
    var body = Array(#"{"model":"#.utf8)
    JSONWriter.string(model, into: &body)
    body.append(contentsOf: #","stream":true,"stream_options":{"include_usage":true}"#.utf8)
    body.append(contentsOf: #","messages":[{"role":"user","content":"#.utf8)
    JSONWriter.string(prompt, into: &body)
    body.append(contentsOf: "}]}".utf8)
    let response = try await transport.stream(
      TransportRequest(
        method: "POST", url: "\(baseURL)/v1/chat/completions",
        headers: [("Content-Type", "application/json"), ("Authorization", "Bearer \(key)")],
        body: [body], proxy: .direct))
    guard response.status == 200 else {
      let body = try await response.body.collect(upTo: 1 << 20)
      let words = Self.message(of: try? JSONDocument.parse(body)) ?? String(decoding: body, as: UTF8.self)
      throw Failure(description: "the proxy answered \(response.status): \(words)")
    }
    var parser = SSEParser()
    var buffer: [UInt8] = []
    var isComplete = false
    var ending = Ending(model: model)
    while try await response.body.read(into: &buffer) {
      try buffer.withUnsafeBytes { bytes in
        try parser.feed(bytes) { event in
          if event.data.elementsEqual("[DONE]".utf8) {
            isComplete = true
            return
          }
          let chunk = try JSONDocument.parse(Array(event.data))
          if let words = Self.message(of: chunk) { throw Failure(description: "the answer broke off: \(words)") }
          let choice = chunk["choices"]?[0]
          if let text = choice?["delta"]?["content"]?.string { onText(text) }
          ending.model = chunk["model"]?.string ?? ending.model
          ending.finish = choice?["finish_reason"]?.string ?? ending.finish
          if let usage = chunk["usage"], !usage.isNull { ending.usage = JSONValue(usage) }
        }
      }
    }
    guard isComplete else { throw Failure(description: "the answer broke off") }
    return ending
  }

  /// The words of an error of the API.
  private static func message(of body: JSONView?) -> String? { body?["error"]?["message"]?.string }
}
