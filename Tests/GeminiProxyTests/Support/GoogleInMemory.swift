import OAuth
import Transport

@testable import GeminiProxy

/// Google in memory: sign-in, discovery and answers, all through the transport that an embedder would put in.
final class GoogleInMemory: Sendable {
  struct Call: Sendable {
    var path: String
    var authorization: String?
    var form: [String: String]
    var body: String
  }

  struct State {
    var calls: [Call] = []
    /// What `loadCodeAssist` answers.
    var profile = #"{"currentTier":{"id":"standard-tier"},"cloudaicompanionProject":"their-project"}"#
    /// Access tokens that the API does not take although they have not lapsed.
    var refused: Set<String> = []
    var refreshAnswer: (status: Int, body: String)?
    var tokens = 0
    /// How long the token endpoint takes.
    var tokenDelay = Duration.zero
  }

  let state = Lock(State())

  var calls: [Call] { state.withLock { $0.calls } }
  func calls(to path: String) -> [Call] { calls.filter { $0.path == path } }

  var transport: InMemoryTransport {
    InMemoryTransport { request throws(TransportError) in
      let parts = URLParts(request.url)
      let body = String(decoding: request.body.joined(), as: UTF8.self)
      let authorization = request.headers.first { $0.name == "Authorization" }?.value
      let fields = FormEncoding.decode(body).map { ($0.name, $0.value) }
      let call = Call(
        path: parts?.path ?? "", authorization: authorization, form: Dictionary(fields) { $1 }, body: body)
      let (status, text) = self.state.withLock { state in
        state.calls.append(call)
        return Self.answer(call, &state)
      }
      let delay = self.state.withLock { $0.tokenDelay }
      if call.path == "/token", delay > .zero { try? await Task.sleep(for: delay) }
      return TransportResponse(status: status, body: .of([Array(text.utf8)]))
    }
  }

  private static func answer(_ call: Call, _ state: inout State) -> (Int, String) {
    if let token = call.authorization?.split(separator: " ").last, state.refused.contains(String(token)) {
      return (401, #"{"error":{"code":401,"status":"UNAUTHENTICATED","message":"Request had invalid credentials."}}"#)
    }
    switch call.path {
    case "/token":
      if let answer = state.refreshAnswer, call.form["grant_type"] == "refresh_token" { return answer }
      state.tokens += 1
      return (200, #"{"access_token":"access-\#(state.tokens)","expires_in":3599,"refresh_token":"1//refresh"}"#)
    case "/oauth2/v2/userinfo": return (200, #"{"email":"ann@example.com"}"#)
    case "/v1internal:loadCodeAssist": return (200, state.profile)
    case "/v1internal:generateContent":
      return (
        200,
        #"{"response":{"candidates":[{"content":{"role":"model","parts":[{"text":"hello"}]},"finishReason":"STOP"}]}}"#
      )
    default: return (404, "{}")
    }
  }
}
