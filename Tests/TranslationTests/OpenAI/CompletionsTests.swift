import Testing

@testable import Translation

struct CompletionsTests {
  private static let context = RequestContext(id: "1", created: 1_700_000_000)

  private func read(_ members: String) throws -> (request: GenerateRequest, adjusted: [String]) {
    var context = Self.context
    let request = try Completions.request(Array(#"{"model":"m",\#(members)}"#.utf8), context: &context)
    return (request, context.adjustments.map(\.name))
  }

  private func upstream(_ request: GenerateRequest) -> [String] {
    request.prompts.map { prompt in
      var output: [UInt8] = []
      request.asking(prompt, in: AnswerSeries()).write(into: &output)
      return String(decoding: output, as: UTF8.self)
    }
  }

  // MARK: - Requests

  @Test func `CL-CO1 one prompt or many, each asked by itself`() throws {
    let turn = { (text: String) in #"{"contents":[{"role":"user","parts":[{"text":"\#(text)"}]}]}"# }
    #expect(upstream(try read(#""prompt":"a\n\u00e9""#).request) == [turn(#"a\n\u00e9"#)])
    let many = try read(#""prompt":["a","b"],"best_of":3,"max_tokens":null"#)
    #expect(upstream(many.request) == [turn("a"), turn("b")])
    #expect(many.adjusted == ["best_of"])
  }

  @Test func `CL-CO1 a suffix asks for what belongs in between`() throws {
    let asked = upstream(try read(#""prompt":"def f(","suffix":"\n  return 1""#).request)
    #expect(asked.count == 1 && asked[0].contains(#"<before>def f(</before>\n<after>\n  return 1</after>"#))
    #expect(asked[0].contains("Fill in what is missing"))
    // At the very beginning of a file there is nothing before the cursor.
    #expect(upstream(try read(#""prompt":"","suffix":"x""#).request)[0].contains("<before></before>"))
    #expect(!upstream(try read(#""prompt":"a","suffix":"""#).request)[0].contains("<after>"))
  }

  @Test func `CL-CO4 no limit is set that the client did not set`() throws {
    #expect(try read(#""prompt":"a""#).request.generationConfig.maxOutputTokens == nil)
    #expect(try read(#""prompt":"a","max_tokens":16"#).request.generationConfig.maxOutputTokens == 16)
  }

  @Test func `Settings are those of chats`() throws {
    let (request, adjusted) = try read(
      #""prompt":"a","n":2,"temperature":0.5,"stop":["x","y"],"seed":7,"logprobs":3,"user":"u","logit_bias":null"#)
    #expect(request.generationConfig.candidateCount == 2 && request.generationConfig.temperature == 0.5)
    #expect(request.generationConfig.stopSequences == ["x", "y"] && request.generationConfig.seed == 7)
    #expect(request.generationConfig.responseLogprobs == true && request.generationConfig.logprobs == 3)
    #expect(adjusted == ["user"])
  }

  @Test(arguments: [
    (#""stream":true"#, "prompt"), (#""prompt":null"#, "prompt"), (#""prompt":[]"#, "prompt"),
    (#""prompt":"""#, "prompt"), (#""prompt":["a",""]"#, "prompt[1]"), (#""prompt":[1,2,3]"#, "prompt[0]"),
    (#""prompt":[[1,2],[3]]"#, "prompt[0]"), (#""prompt":{}"#, "prompt"), (#""prompt":["a",{}]"#, "prompt[1]"),
    (
      #""prompt":["#
        + (Array(repeating: #""a""#, count: CompletionsReader.maximumPrompts + 1).joined(separator: ",") + "]"),
      "prompt"
    ),
    (#""prompt":"a","n":9"#, "n"), (#""prompt":"a","stop":5"#, "stop"), (#""prompt":"a","echo":"yes""#, "echo"),
  ])
  func `CL-CO1 what cannot be asked is told with its place`(_ members: String, _ path: String) {
    #expect {
      try read(members)
    } throws: { error in
      guard let error = error as? TranslationError else { return false }
      return error.path == path && (!members.contains("[1,2") || error.message.contains("send the text itself"))
    }
  }

  // MARK: - Answers

  private static let answer = [
    #"{"candidates":[{"content":{"parts":[{"text":"secret","thought":true}]}}]}"#,
    #"{"candidates":[{"content":{"parts":[{"text":"one \u00e9"}]}},{"index":1,"content":{"parts":[{"text":"uno"}]}}]}"#,
    #"{"candidates":[{"content":{"parts":[{"text":" two"}]},"finishReason":"STOP"},{"index":1,"finishReason":"MAX_TOKENS"}],"#
      + #""usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":4,"thoughtsTokenCount":5}}"#,
  ]

  /// The whole answer to all prompts of a request, every one answered alike.
  private func answer(_ members: String, with payloads: [String] = answer) throws -> String {
    let request = try read(members).request
    var output: [UInt8] = []
    var series = AnswerSeries()
    let prompts = request.prompts
    for (position, prompt) in prompts.enumerated() {
      series.isLast = position == prompts.count - 1
      var encoder = Completions.encoder(for: request.asking(prompt, in: series), context: Self.context)
      for payload in payloads { try Array(payload.utf8).withUnsafeBytes { try encoder.consume($0, into: &output) } }
      #expect(encoder.isComplete)
      if request.isStreaming {
        encoder.finish(into: &output)
      } else if series.isLast {
        encoder.whole(into: &output)
      }
      series = encoder.series
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static let head = #""id":"cmpl-1","object":"text_completion","created":1700000000,"model":"m""#

  @Test func `CL-CO2 CL-CO5 the whole answer, without thoughts`() throws {
    #expect(
      try answer(#""prompt":"a","n":2"#)
        == #"{\#(Self.head),"choices":[{"text":"one \u00e9 two","index":0,"logprobs":null,"finish_reason":"stop"},"#
        + #"{"text":"uno","index":1,"logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":3,"#
        + #""completion_tokens":9,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":0},"#
        + #""completion_tokens_details":{"reasoning_tokens":5}}}"#)
  }

  @Test func `CL-CO3 CL-CO5 the stream`() throws {
    let chunk = { (choice: String) in "data: {\(Self.head),\"choices\":[\(choice)]}\n\n" }
    #expect(
      try answer(#""prompt":"a","n":2,"stream":true,"stream_options":{"include_usage":true}"#)
        == chunk(#"{"text":"one \u00e9","index":0,"logprobs":null,"finish_reason":null}"#)
        + chunk(#"{"text":"uno","index":1,"logprobs":null,"finish_reason":null}"#)
        + chunk(#"{"text":" two","index":0,"logprobs":null,"finish_reason":null}"#)
        + chunk(#"{"text":"","index":0,"logprobs":null,"finish_reason":"stop"}"#)
        + chunk(#"{"text":"","index":1,"logprobs":null,"finish_reason":"length"}"#)
        + #"data: {\#(Self.head),"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12,"#
        + #""prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":5}}}"#
        + "\n\ndata: [DONE]\n\n")
  }

  @Test(arguments: [false, true])
  func `CL-CO1 choices are numbered through all prompts, and the usage is that of all`(_ isStreaming: Bool) throws {
    let options = isStreaming ? #","stream":true,"stream_options":{"include_usage":true}"# : ""
    let text = try answer(#""prompt":["a","b","c"],"n":2\#(options)"#)
    for index in 0..<6 {
      let ends = text.matches(of: try Regex(#""index":\#(index),"logprobs":null,"finish_reason":"[a-z]"#)).count
      #expect(ends == 1, "index \(index) ends once")
    }
    #expect(!text.contains(#""index":6"#))
    #expect(text.contains(#""prompt_tokens":9,"completion_tokens":27,"total_tokens":36"#))
    #expect(text.matches(of: /\[DONE\]/).count == (isStreaming ? 1 : 0))
    #expect(text.matches(of: /prompt_tokens"/).count == 1)
  }

  @Test func `CL-CO4 the prompt is repeated before each of its answers`() throws {
    let whole = try JSONDocument.parse(Array(try answer(#""prompt":["a\"","b"],"n":2,"echo":true"#).utf8))
    let texts = try #require(whole["choices"]).elements.compactMap { $0["text"]?.string }
    #expect(texts == ["a\"one é two", "a\"uno", "bone é two", "buno"])
    let stream = try answer(
      #""prompt":"p","echo":true,"stream":true"#,
      with: Array(Self.answer[1...1]) + [
        #"{"candidates":[{"finishReason":"STOP"},{"index":1,"finishReason":"STOP"}]}"#
      ])
    #expect(stream.hasPrefix("data: {\(Self.head),\"choices\":[{\"text\":\"p\",\"index\":0"))
    #expect(stream.matches(of: /"text":"p"/).count == 2)
  }

  @Test func `More stop sequences than Gemini takes are looked for here`() throws {
    let stops = #""stop":["1","2","3","4","5","tw"]"#
    let whole = try JSONDocument.parse(Array(try answer(#""prompt":"a","n":2,\#(stops)"#).utf8))
    #expect(whole["choices"]?[0]?["text"]?.string == "one é ")
    #expect(whole["choices"]?[0]?["finish_reason"]?.string == "stop")
    #expect(whole["choices"]?[1]?["text"]?.string == "uno")
    #expect(try answer(#""prompt":"a","stream":true,\#(stops)"#).contains(#""text":"one é""#))
  }

  @Test func `Probabilities have the older API's form, places counted in characters`() throws {
    let payload =
      #"{"candidates":[{"content":{"parts":[{"text":"é b"}]},"finishReason":"STOP","logprobsResult":{"#
      + #""chosenCandidates":[{"token":"é","logProbability":-0.5},{"token":" b"}],"#
      + #""topCandidates":[{"candidates":[{"token":"é","logProbability":-0.5},{"token":"e","logProbability":-2}]},{}]}}]}"#
    let expected =
      #"{"tokens":["é"," b"],"token_logprobs":[-0.5,0],"top_logprobs":[{"é":-0.5,"e":-2},{}],"text_offset":[2,3]}"#
    #expect(try answer(#""prompt":"pp","echo":true,"logprobs":2"#, with: [payload]).contains(expected))
    let stream = try answer(#""prompt":"pp","echo":true,"logprobs":2,"stream":true"#, with: [payload])
    #expect(stream.contains(#"{"text":"é b","index":0,"logprobs":\#(expected)"#))
    #expect(stream.contains(#"{"text":"pp","index":0,"logprobs":null"#))
  }

  @Test func `CL-CO3 an error in a stream is one of OpenAI's`() throws {
    let request = try read(#""prompt":"a","stream":true"#).request
    var encoder = Completions.encoder(for: request, context: Self.context)
    var output: [UInt8] = []
    encoder.finish(into: &output)
    let text = String(decoding: output, as: UTF8.self)
    #expect(text.hasPrefix(#"data: {"error":{"message":"#) && text.hasSuffix("data: [DONE]\n\n"))
    #expect(!text.contains("choices"))
  }

  @Test func `A blocked prompt ends as OpenAI's content filter`() throws {
    let text = try answer(#""prompt":"a""#, with: [#"{"promptFeedback":{"blockReason":"SAFETY"}}"#])
    #expect(text.contains(#"{"text":"","index":0,"logprobs":null,"finish_reason":"content_filter"}"#))
  }
}
