import Testing

@testable import Translation

struct TranscriptionsTests {
  private static let wav = Array("RIFF....WAVEfmt ".utf8)

  private func form(
    _ fields: [(String, String)], file: [UInt8] = wav, name: String = "a.wav", type: String = "audio/wav"
  ) -> [UInt8] {
    var body: [UInt8] = []
    for (name, value) in fields {
      body += Array("--B\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    body += Array("--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n".utf8)
    return body + Array("Content-Type: \(type)\r\n\r\n".utf8) + file + Array("\r\n--B--\r\n".utf8)
  }

  private func read(_ body: [UInt8]) throws -> (request: GenerateRequest, adjusted: [String]) {
    var context = RequestContext(id: "1", created: 1)
    context.contentType = "multipart/form-data; boundary=B"
    let request = try Transcriptions.request(body, context: &context)
    return (request, context.adjustments.map(\.name))
  }

  private func upstream(_ request: GenerateRequest) -> String {
    var output: [UInt8] = []
    request.write(into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test func `A recording becomes a request to write down what is said`() throws {
    let (request, adjusted) = try read(
      form([
        ("model", "whisper-1"), ("language", "de"), ("prompt", "Über \"Köln\""), ("temperature", "0.2"),
        ("timestamp_granularities[]", "word"),
      ]))
    #expect(request.model == "whisper-1" && !request.isStreaming && request.generationConfig.temperature == 0.2)
    let data = String(decoding: Base64.encode(Self.wav), as: UTF8.self)
    let asked = upstream(request)
    #expect(asked.contains(#"{"inlineData":{"mimeType":"audio/wav","data":"\#(data)"}}"#))
    #expect(asked.contains("word for word") && asked.contains("The language is de"))
    #expect(asked.contains(#"<context>Über \"Köln\"</context>"#))
    #expect(adjusted == ["timestamp_granularities__"])
  }

  @Test(
    arguments: [
      (wav, "x.bin", "application/octet-stream", "audio/wav"), (Array("fLaC".utf8), "a.wav", "audio/wav", "audio/flac"),
      ([1, 2, 3], "a.MP3", "application/octet-stream", "audio/mpeg"), ([1, 2, 3], "blob", "audio/x-wav", "audio/wav"),
      ([0x1A, 0x45, 0xDF, 0xA3], "a.webm", "audio/webm;codecs=opus", "audio/webm"),
      ([0x1A, 0x45, 0xDF, 0xA3], "blob", "", "video/webm"),
      (Array("\u{0}\u{0}\u{0} ftypisom".utf8), "a.m4a", "application/octet-stream", "audio/mp4"),
    ] as [([UInt8], String, String, String)])
  func `The type of a recording is told from its bytes, what is said of it, and its name`(
    _ file: [UInt8], _ name: String, _ type: String, _ expected: String
  ) throws {
    let request = try read(form([("model", "m")], file: file, name: name, type: type)).request
    #expect(upstream(request).contains(#""mimeType":"\#(expected)""#))
  }

  @Test func `What is no recording is refused with its place`() {
    func path(_ body: [UInt8]) -> String? {
      do {
        _ = try read(body)
        return nil
      } catch { return (error as? TranslationError)?.path }
    }
    #expect(path(form([])) == "model")
    #expect(path(form([("model", "m")], file: [])) == "file")
    #expect(
      path(form([("model", "m")], file: Array("%PDF-1.7".utf8), name: "a.pdf", type: "application/pdf")) == "file")
    #expect(path(form([("model", "m")], file: Array("hello".utf8), name: "a.txt", type: "text/plain")) == "file")
    #expect(path(form([("model", "m"), ("temperature", "hot")])) == "temperature")
    #expect(path(form([("model", "m"), ("prompt", String(repeating: "x", count: 70_000))])) == "prompt")
    for format in ["srt", "vtt", "verbose_json", "diarized_json"] {
      #expect(path(form([("model", "m"), ("response_format", format)])) == "response_format")
    }
    #expect(path(Array("{}".utf8)) == "")
  }

  private func answer(_ fields: [(String, String)], _ payloads: [String]) throws -> (text: String, type: String) {
    let request = try read(form([("model", "m")] + fields)).request
    var encoder = Transcriptions.encoder(for: request, context: RequestContext(id: "1", created: 1))
    var output: [UInt8] = []
    for payload in payloads { try Array(payload.utf8).withUnsafeBytes { try encoder.consume($0, into: &output) } }
    if request.isStreaming { encoder.finish(into: &output) } else { encoder.whole(into: &output) }
    return (String(decoding: output, as: UTF8.self), "\(encoder.wholeContentType)")
  }

  private static let said = [
    #"{"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"One \"two\""}]}}]}"#,
    #"{"candidates":[{"content":{"parts":[{"text":" three\n"}]},"finishReason":"STOP"}],"#
      + #""usageMetadata":{"promptTokenCount":30,"candidatesTokenCount":4}}"#,
  ]
  private static let usage = #""usage":{"type":"tokens","input_tokens":30,"output_tokens":4,"total_tokens":34}}"#

  @Test func `The transcript as JSON, as text, or as events`() throws {
    let json = #"{"text":"One \"two\" three\n",\#(Self.usage)"#
    #expect(try answer([], Self.said) == (json, "application/json"))
    #expect(
      try answer([("response_format", "text")], Self.said) == ("One \"two\" three\n", "text/plain; charset=utf-8"))
    #expect(
      try answer([("stream", "true")], Self.said).text
        == #"data: {"type":"transcript.text.delta","delta":"One \"two\""}"# + "\n\n"
        + #"data: {"type":"transcript.text.delta","delta":" three\n"}"# + "\n\n"
        + #"data: {"type":"transcript.text.done","text":"One \"two\" three\n",\#(Self.usage)"# + "\n\n")
  }

  @Test func `Silence is a transcript with nothing in it`() throws {
    let text = try answer([("response_format", "text")], [#"{"candidates":[{"finishReason":"STOP"}]}"#]).text
    #expect(text == "")
  }

  @Test func `What Google blocks is an error`() {
    #expect {
      try answer([], [#"{"promptFeedback":{"blockReason":"SAFETY"}}"#])
    } throws: { ($0 as? TranslationError)?.code == "content_policy_violation" }
  }
}
