import Testing

@testable import Translation

struct ImagesTests {
  private static let context = RequestContext(id: "1", created: 1_700_000_000)

  private func read(_ body: String) throws -> (request: GenerateRequest, adjusted: [String]) {
    var context = Self.context
    let request = try Images.request(Array(body.utf8), context: &context)
    return (request, context.adjustments.map(\.description))
  }

  @Test func `A prompt becomes a request to draw, as often as images are wanted`() throws {
    let (request, adjusted) = try read(
      #"{"model":"dall-e-3","prompt":"a \"cat\"","n":3,"size":"1792x1024","quality":"hd","style":"vivid","user":"u"}"#)
    #expect(request.prompts.count == 3)
    var output: [UInt8] = []
    request.write(into: &output)
    #expect(
      String(decoding: output, as: UTF8.self)
        == #"{"contents":[{"role":"user","parts":[{"text":"a \"cat\""}]}],"generationConfig":{"#
        + #""responseModalities":["TEXT","IMAGE"],"imageConfig":{"aspectRatio":"16:9"}}}"#)
    #expect(adjusted == ["converted:size", "dropped:quality", "dropped:style", "dropped:user"])
    let plain = try read(#"{"prompt":"x","size":"auto","output_format":"webp"}"#)
    #expect(plain.request.model == "gpt-image-1" && plain.request.generationConfig.aspectRatio == nil)
    #expect(plain.adjusted == ["converted:output_format"])
  }

  @Test(arguments: [
    (#"{}"#, "prompt"), (#"{"prompt":""}"#, "prompt"), (#"{"prompt":["x"]}"#, "prompt"),
    (#"{"prompt":"x","n":0}"#, "n"),
    (#"{"prompt":"x","n":11}"#, "n"), (#"{"prompt":"x","size":"huge"}"#, "size"),
    (#"{"prompt":"x","response_format":"bmp"}"#, "response_format"), (#"{"prompt":"x","stream":true}"#, "stream"),
    (#"{"prompt":"x","model":""}"#, "model"), ("[]", ""),
  ])
  func `What cannot be drawn is told with its place`(_ body: String, _ path: String) {
    #expect { try read(body) } throws: { ($0 as? TranslationError)?.path == path }
  }

  private static let drawn =
    #"{"candidates":[{"content":{"parts":[{"text":"Here: "},{"inlineData":{"mimeType":"image/png","data":"QUJD"}},"#
    + #"{"inlineData":{"mimeType":"image/png","data":"REVG"}}]},"finishReason":"STOP"}],"#
    + #""usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":1290}}"#

  private func answer(_ members: String, with payloads: [String]) throws -> String {
    let request = try read(#"{"prompt":"x"\#(members)}"#).request
    var series = AnswerSeries()
    var output: [UInt8] = []
    for (position, payload) in payloads.enumerated() {
      series.isLast = position == payloads.count - 1
      var encoder = Images.encoder(for: request.asking(request.prompts[position], in: series), context: Self.context)
      try Array(payload.utf8).withUnsafeBytes { try encoder.consume($0, into: &output) }
      #expect(encoder.isComplete && encoder.hasOutput && output.isEmpty)
      if series.isLast { encoder.whole(into: &output) }
      series = encoder.series
    }
    return String(decoding: output, as: UTF8.self)
  }

  @Test func `Each answer gives one image, as base64 or as an address that holds it`() throws {
    #expect(
      try answer("", with: [Self.drawn])
        == #"{"created":1700000000,"data":[{"b64_json":"QUJD"}],"usage":{"input_tokens":5,"input_tokens_details":"#
        + #"{"text_tokens":5,"image_tokens":0},"output_tokens":1290,"total_tokens":1295}}"#)
    let urls = try answer(#","n":2,"response_format":"url""#, with: [Self.drawn, Self.drawn])
    let url = #"{"url":"data:image/png;base64,QUJD"}"#
    #expect(urls.contains(#""data":[\#(url),\#(url)]"#) && urls.contains(#""total_tokens":2590"#))
    #expect(try answer(#","model":"dall-e-2""#, with: [Self.drawn]).contains(url))
  }

  @Test(arguments: [
    #"{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT","blockReasonMessage":"No \"such\" thing."}}"#,
    #"{"candidates":[{"finishReason":"IMAGE_SAFETY","finishMessage":"No \"such\" thing."}]}"#,
  ])
  func `A refusal is OpenAI's error of its content policy`(_ payload: String) throws {
    let request = try read(#"{"prompt":"x"}"#).request
    var encoder = Images.encoder(for: request, context: Self.context)
    var output: [UInt8] = []
    let error = #expect(throws: TranslationError.self) {
      try Array(payload.utf8).withUnsafeBytes { try encoder.consume($0, into: &output) }
    }
    let body = Images.error(try #require(error).failure)
    #expect(body.status == 400)
    let told = try JSONDocument.parse(body.bytes)["error"]
    #expect(told?["code"]?.string == "content_policy_violation" && told?["message"]?.string == "No \"such\" thing.")
  }

  @Test func `Words in place of an image are an error that repeats them`() throws {
    let request = try read(#"{"prompt":"x"}"#).request
    var encoder = Images.encoder(for: request, context: Self.context)
    var output: [UInt8] = []
    let payload = #"{"candidates":[{"content":{"parts":[{"text":"Which cat?"}]},"finishReason":"STOP"}]}"#
    let error = #expect(throws: TranslationError.self) {
      try Array(payload.utf8).withUnsafeBytes { try encoder.consume($0, into: &output) }
    }
    #expect(error?.fault == .malformedUpstream && error?.message.contains("Which cat?") == true)
  }

  @Test(arguments: [
    ("dall-e-3", "gemini-3.1-flash-image"), ("gpt-image-1", "gemini-3.1-flash-image"),
    ("gpt-image-1-mini", "gemini-3.1-flash-image"), ("whisper-1", "gemini-2.5-flash"),
    ("gpt-4o-mini-transcribe", "gemini-2.5-flash"), ("tts-1-hd", "gemini-3.8-flash-tts"),
    ("gpt-4o-mini-tts", "gemini-3.8-flash-tts"), ("gpt-4o", "gpt-4o"),
  ])
  func `OpenAI's own names stand for Gemini's models, unless the operator says otherwise`(
    _ name: String, _ model: String
  ) {
    #expect(ModelNames().resolve(name) == model)
    #expect(ModelNames(aliases: [("*", "mine")]).resolve(name) == "mine")
    if name != model { #expect(ModelCatalogue.standard[model] != nil) }
  }

  @Test(
    arguments: [
      (ModelUse.images, "gemini-2.5-flash", 404), (.images, "gemini-3-pro-image", nil), (.images, "x-image-y", nil),
      (.speech, "gemini-2.5-pro", 404), (.speech, "gemini-3.8-flash-tts", nil),
      (.speech, "gemini-2.5-pro-preview-tts", nil),
      (.hearing, "gemini-2.5-flash", nil), (.hearing, "gemini-embedding-001", 404), (.hearing, "gemma-4-31b-it", 404),
      (.hearing, "unheard-of", nil),
    ] as [(ModelUse, String, Int?)])
  func `A model that cannot do it is refused with those that can`(_ use: ModelUse, _ model: String, _ status: Int?) {
    let refusal = use.refusal(of: model, on: Set(UpstreamKind.allCases))
    #expect(refusal?.status == status && (status == nil || refusal?.message.contains("use one of these: ") == true))
  }

  @Test func `Code Assist draws and speaks nothing, and says so`() {
    for use in [ModelUse.images, .speech, .vectors] {
      #expect(use.refusal(of: "gemini-3.1-flash-image", on: [.codeAssist])?.status == 501)
    }
    #expect(ModelUse.hearing.refusal(of: "gemini-2.5-flash", on: [.codeAssist]) == nil)
  }
}
