internal import GeminiProxy
internal import ServiceLifecycle
internal import Transport

/// The demo's own sign-in and chat, then how to go on with a real client.
final class Conversation: Service {
  private let proxy: GeminiProxy
  /// The address of the simulated Google.
  private let google: String
  private let key: String
  private let model: String
  private let once: Bool
  private let failed = Lock(false)

  init(proxy: GeminiProxy, google: String, key: String, model: String, once: Bool) {
    self.proxy = proxy
    self.google = google
    self.key = key
    self.model = model
    self.once = once
  }

  private var baseURL: String { proxy.baseURL }

  var hasFailed: Bool { failed.withLock { $0 } }

  func run() async throws {
    do {
      try await chat()
    } catch {
      failed.withLock { $0 = true }
      Terminal.error("the demo chat failed: \(error)")
      return
    }
    guard !once else { return }
    explain()
    try? await gracefulShutdown()
    Terminal.print("\nStopping.")
  }

  private func chat() async throws {
    let reactor = try Reactor(name: "demo-client")
    let transport = try await CurlTransport(reactors: [reactor])
    let prompt = "Say hello in English and 中文."
    let result: Result<Void, any Error>
    do {
      let who = try await DemoSignIn(proxy: proxy, transport: transport).run()
      Terminal.print("signed in as \(who) by the simulated Google's redirects\n")
      Terminal.print("you     > \(prompt)")
      Terminal.print("\(model) > ", terminator: "")
      try await ChatClient(baseURL: baseURL, key: key, transport: transport)
        .ask(prompt, model: model) { Terminal.print($0, terminator: "") }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    Terminal.print("")
    await reactor.shutdown()
    try result.get()
  }

  private func explain() {
    Terminal.print(
      """

      That chat went through the proxy over real HTTP. It is serving now; try it:

        curl -N \(baseURL)/v1/chat/completions \\
          -H 'Authorization: Bearer \(key)' -H 'Content-Type: application/json' \\
          -d '{"model":"\(model)","stream":true,"messages":[{"role":"user","content":"Hello!"}]}'

      Any OpenAI client     base URL  \(baseURL)/v1
                            API key   \(key)
      Any Gemini client     base URL  \(baseURL)
                            API key   \(key)
      Cherry Studio         Settings > Model Provider > Add > type OpenAI
                            API Host  \(baseURL)
                            API Key   \(key)
                            Models    \(model)
                      or open \(ClientSettings.cherryLink(base: baseURL, key: key))

      It draws, speaks, listens and embeds too: gemini-2.5-flash-image, gemini-3.8-flash-tts, gemini-embedding-001.

      Simulated Google      \(google)

      Ctrl-C stops it.
      """)
  }
}
