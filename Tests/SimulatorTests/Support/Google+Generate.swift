import Simulator
import Translation

extension Google {
  static let generate = "/v1internal:generateContent"
  static let stream = "/v1internal:streamGenerateContent?alt=sse"

  /// A Code Assist envelope around a request.
  static func envelope(_ request: String, model: String = "gemini-2.5-flash") -> String {
    #"{"model":"\#(model)","project":"my-project-123","request":\#(request)}"#
  }

  /// The members of a request with one user turn.
  static func turn(_ text: String, _ more: String = "") -> String {
    #"{"contents":[{"role":"user","parts":[{"text":"\#(text)"}]}]\#(more)}"#
  }

  /// The events of a stream, unwrapped.
  func events(_ request: String, model: String = "gemini-2.5-flash") async throws -> [JSONView] {
    try Self.events(try await post(Self.stream, Self.envelope(request, model: model)).body).compactMap {
      $0["response"]
    }
  }

  static func events(_ body: [UInt8]) throws -> [JSONView] {
    var parser = SSEParser()
    var events: [JSONView] = []
    try body.withUnsafeBytes { try parser.feed($0) { events.append(try JSONDocument.parse(Array($0.data))) } }
    return events
  }

  /// A whole answer, unwrapped.
  func whole(_ request: String, model: String = "gemini-2.5-flash") async throws -> JSONView? {
    try await post(Self.generate, Self.envelope(request, model: model)).json?["response"]
  }
}

extension JSONView {
  var parts: [JSONView] { self["candidates"]?[0]?["content"]?["parts"].map { Array($0.elements) } ?? [] }
  var finishReason: String? { self["candidates"]?[0]?["finishReason"]?.string }
}

extension Sequence<JSONView> {
  /// The visible text of a stream.
  var text: String { flatMap(\.parts).filter { $0["thought"] == nil }.compactMap { $0["text"]?.string }.joined() }
}
