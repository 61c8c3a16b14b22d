import Testing

@testable import Translation

struct SpeechTests {
  private static let context = RequestContext(id: "1", created: 1)

  private func read(_ members: String) throws -> (request: GenerateRequest, adjusted: [String]) {
    var context = Self.context
    let request = try Speech.request(Array(#"{"model":"tts-1",\#(members)}"#.utf8), context: &context)
    return (request, context.adjustments.map(\.description))
  }

  private func upstream(_ request: GenerateRequest, _ model: String) throws -> String {
    var context = Self.context
    var output: [UInt8] = []
    request.adapted(to: try #require(ModelID(model)), context: &context).write(into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  private static let spoken =
    #""generationConfig":{"responseModalities":["AUDIO"],"speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":"#
    + #"{"voiceName":"Kore"}}}}}"#

  @Test func `A text is sent as it is, in the voice that comes nearest`() throws {
    let (request, adjusted) = try read(#""input":"Hi\n\"you\"","voice":"alloy","response_format":"pcm","speed":1.5"#)
    #expect(!request.isStreaming)
    #expect(
      try upstream(request, "gemini-3.8-flash-tts")
        == #"{"contents":[{"role":"user","parts":[{"text":"Hi\n\"you\""}]}],"# + Self.spoken)
    #expect(adjusted == ["converted:voice", "dropped:speed"])
    #expect(try read(#""input":"x","voice":"Zephyr","speed":1.0,"response_format":"wav""#).adjusted.isEmpty)
    #expect(try read(#""input":"x","voice":{"id":"Leda"}"#).request.generationConfig.voice == "Leda")
  }

  @Test func `How to speak stands beside the text, or before it where models know no other place`() throws {
    let request = try read(#""input":"Hi","instructions":"Say \"it\" gladly","voice":"Kore""#).request
    #expect(
      try upstream(request, "gemini-3.8-flash-tts")
        == #"{"contents":[{"role":"user","parts":[{"text":"Hi","speechMetadata":{"style":"Say \"it\" gladly"}}]}],"#
        + Self.spoken)
    #expect(
      try upstream(request, "gemini-2.5-flash-preview-tts")
        == #"{"contents":[{"role":"user","parts":[{"text":"Say \"it\" gladly:\nHi"}]}],"# + Self.spoken)
  }

  @Test func `MP3 is the client's default, and WAV is told instead`() throws {
    let (request, adjusted) = try read(#""input":"x""#)
    #expect(request.reply.audioForm == .wav && adjusted == ["converted:response_format"])
  }

  @Test(arguments: [
    (#""voice":"alloy""#, "input"), (#""input":"""#, "input"),
    (#""input":"x","response_format":"mp3""#, "response_format"),
    (#""input":"x","stream_format":"sse""#, "stream_format"),
  ])
  func `What cannot be spoken is told with its place`(_ members: String, _ path: String) {
    #expect {
      try read(members)
    } throws: { error in
      guard let error = error as? TranslationError else { return false }
      return error.path == path && (path != "response_format" || error.message.contains("wav or pcm"))
    }
  }

  private func file(_ form: String, type: String, pieces: [[UInt8]]) throws -> (bytes: [UInt8], type: String) {
    let request = try read(#""input":"x","response_format":"\#(form)""#).request
    var encoder = Speech.encoder(for: request, context: Self.context)
    let parts = pieces.map {
      #"{"inlineData":{"mimeType":"\#(type)","data":"\#(String(decoding: Base64.encode($0), as: UTF8.self))"}}"#
    }.joined(separator: ",")
    let payload = #"{"candidates":[{"content":{"parts":[\#(parts)]},"finishReason":"STOP"}]}"#
    var output: [UInt8] = []
    try Array(payload.utf8).withUnsafeBytes { try encoder.consume($0, into: &output) }
    #expect(encoder.isComplete && encoder.hasOutput)
    encoder.whole(into: &output)
    return (output, "\(encoder.wholeContentType)")
  }

  @Test(arguments: ["audio/L16;codec=pcm;rate=24000", "audio/l16; rate=24000; channels=1"])
  func `Samples are sent bare, or with the head of a WAV file`(_ type: String) throws {
    let pieces: [[UInt8]] = [[1, 2, 3], [4, 5, 6, 7, 8]]
    #expect(try file("pcm", type: type, pieces: pieces) == ([1, 2, 3, 4, 5, 6, 7, 8], "audio/pcm"))
    let wav = try file("wav", type: type, pieces: pieces)
    #expect(wav.type == "audio/wav" && wav.bytes.count == 52 && wav.bytes.suffix(8) == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(Array(wav.bytes[24..<28]) == [0xC0, 0x5D, 0, 0] && Array(wav.bytes[40..<44]) == [8, 0, 0, 0])
  }

  @Test func `A WAV file of Gemini's own is handed on, or its samples are`() throws {
    let samples: [UInt8] = [9, 8, 7, 6]
    let head = Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WAVE".utf8) + Array("LIST".utf8) + [3, 0, 0, 0, 1, 2, 3, 0]
    let wav = head + Array("data".utf8) + [4, 0, 0, 0] + samples + Array("junk".utf8)
    #expect(try file("wav", type: "audio/wav", pieces: [wav]).bytes == wav)
    #expect(try file("pcm", type: "audio/wav", pieces: [wav]).bytes == samples)
    // Whatever its lengths say, nothing is read that is not there.
    for count in 0..<wav.count {
      let cut = Array(wav.prefix(count)) + (count > 30 ? [0xFF, 0xFF] : [])
      if !cut.isEmpty { _ = try file("pcm", type: "audio/wav", pieces: [cut]) }
    }
  }
}
