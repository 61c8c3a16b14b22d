import Foundation
import GeminiProxy
import Testing
import Translation
import Transport

/// The dry run of `translate` against what a proxy really does, for every request that there is a fixture of.
@Suite(.timeLimit(.minutes(3))) struct TranslateTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let file: String
    let name: String
    let path: String?
    let request: [UInt8]

    var testDescription: String { "\(file): \(name)" }
  }

  private static let cases: [Case] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("TranslationTests/Fixtures")
    var cases: [Case] = []
    for dialect in ["chat", "native"] {
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(dialect).path)) ?? []
      for name in names.sorted() where name.hasSuffix(".json") {
        guard let data = try? Data(contentsOf: folder.appendingPathComponent("\(dialect)/\(name)")),
          let list = try? JSONDocument.parse(Array(data)), list.kind == .array
        else { continue }
        for item in list.elements {
          guard let request = item["request"], dialect == "chat" || item["path"] != nil else { continue }
          cases.append(
            Case(
              file: name, name: item["name"]?.string ?? "", path: item["path"]?.string, request: Array(request.source)))
        }
      }
    }
    // Without a case the comparison would pass unseen.
    precondition(cases.count > 150, "only \(cases.count) fixtures were found")
    return cases
  }()

  private static func dryRun(_ item: Case) -> Result<DryRun, TranslationError> {
    var settings = DryRun.Settings()
    settings.project = "p"
    do throws(TranslationError) {
      guard let path = item.path else {
        return .success(try DryRun(ChatCompletions.self, item.request, settings: settings))
      }
      settings.target = NativeTarget(path: path, isSSE: true)
      return .success(try DryRun(GeminiNative.self, item.request, settings: settings))
    } catch {
      return .failure(error)
    }
  }

  @Test func `translate and x-gemini-proxy-adjustments say the same for every fixture`() async throws {
    let sent = Lock<[TransportRequest]>([])
    let memory = InMemoryTransport { request in
      sent.withLock { $0.append(request) }
      return MemoryStage.answer(#"{"text": "x"}"#, to: request)
    }
    let compared = try await MemoryStage.run(upstream: memory, configure: { $0.fetchMedia = .off }) { url, client in
      var compared = 0
      for item in Self.cases {
        sent.withLock { $0 = [] }
        let path = item.path.map { "/v1beta/\($0)?alt=sse" } ?? "/v1/chat/completions"
        let response = try await client.stream(
          TransportRequest(method: "POST", url: url + path, body: [item.request], proxy: .direct))
        _ = try await response.body.collect(upTo: 1 << 20)
        switch Self.dryRun(item) {
        case .success(let dryRun) where dryRun.fetches.isEmpty:
          compared += 1
          #expect(response.status == 200, "\(item.testDescription)")
          let told = response.header("x-gemini-proxy-adjustments")
          #expect(told == Adjustment.header(dryRun.adjustments), "\(item.testDescription)")
          try Self.compare(dryRun, with: sent.withLock { $0.first }, item)
        case .success, .failure: #expect(response.status == 400, "\(item.testDescription)")
        }
      }
      return compared
    }
    #expect(compared > 140)
  }

  private static func compare(_ dryRun: DryRun, with sent: TransportRequest?, _ item: Case) throws {
    #expect(sent?.url.hasSuffix(dryRun.target) == true, "\(item.testDescription)")
    let body = try JSONDocument.parse(sent?.body.flatMap { $0 } ?? [])
    let expected = try JSONDocument.parse(dryRun.body)
    for key in ["model", "project", "request"] as [StaticString] {
      let text = expected[key].map { String(decoding: $0.source, as: UTF8.self) }
      var sent = body[key].map { String(decoding: $0.source, as: UTF8.self) }
      if let session = body[key]?["session_id"]?.string {
        // The proxy knows the conversation, a dry run has none.
        sent = sent?.replacing(#","session_id":"\#(session)""#, with: "")
      }
      #expect(sent == text && text != nil, "\(item.testDescription): \(key)")
    }
  }

  @Test func `A dry run needs no network for media, and names them`() throws {
    let body = Array(
      #"{"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://h/a.png"}}]}]}"#
        .utf8)
    var settings = DryRun.Settings()
    settings.names = ModelNames(aliases: [("gpt-*", "gemini-3.5-flash")])
    let assist = try DryRun(ChatCompletions.self, body, settings: settings)
    #expect(assist.fetches == ["https://h/a.png"])
    #expect(assist.model.name == "gemini-3-flash")
    settings.upstream = .aiStudio
    let studio = try DryRun(ChatCompletions.self, body, settings: settings)
    #expect(studio.target == "/v1beta/models/gemini-3.5-flash:generateContent")
    settings.upstream = .vertexAI
    settings.project = "p"
    let vertex = try DryRun(ChatCompletions.self, body, settings: settings)
    #expect(
      vertex.target
        == "/v1/projects/p/locations/us-central1/publishers/google/models/gemini-3.5-flash:generateContent")
  }
}
