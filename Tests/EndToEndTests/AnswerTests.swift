import GeminiProxy
import Testing
import Translation
import Transport

/// Answers that are not what a client can use, in both dialects.
@Suite(.timeLimit(.minutes(3))) struct AnswerTests {
  private static let good =
    #"{"response": {"candidates": [{"content": {"role": "model","parts": [{"text": "good"}]},"finishReason": "STOP"}]}}"#
  private static let empty =
    #"{"response": {"candidates": [{"content": {"role": "model","parts": [{"text": ""}]},"finishReason": "STOP"}],"usageMetadata": {"promptTokenCount": 3}}}"#
  private static let malformed =
    #"{"response": {"candidates": [{"finishReason": "MALFORMED_FUNCTION_CALL","finishMessage": "Malformed function call: f(x"}]}}"#
  private static let half =
    #"{"response": {"candidates": [{"content": {"role": "model","parts": [{"text": "half"}]}}]}}"#
  private static let overloaded =
    #"{"error": {"code": 503,"message": "The model is overloaded.","status": "UNAVAILABLE"}}"#
  private static let question = #"{"role":"user","content":"hi"}"#

  private func chat(
    _ url: String, _ client: CurlTransport, stream: Bool, messages: String = question, _ more: String = ""
  )
    async throws -> ReceivedAnswer
  {
    let body = #"{"model":"gemini-2.5-pro","stream":\#(stream),"messages":[\#(messages)]\#(more)}"#
    return await ReceivedAnswer(
      try await client.stream(
        TransportRequest(method: "POST", url: url + "/v1/chat/completions", body: [Array(body.utf8)], proxy: .direct)))
  }

  private func native(_ url: String, _ client: CurlTransport, _ method: String) async throws -> ReceivedAnswer {
    let body = #"{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}"#
    return await ReceivedAnswer(
      try await client.stream(
        TransportRequest(
          method: "POST", url: url + "/v1beta/models/gemini-2.5-pro:\(method)", body: [Array(body.utf8)],
          proxy: .direct)))
  }

  private func text(_ answer: ReceivedAnswer, stream: Bool) throws -> String? {
    if stream { return try StreamedChat(answer.bytes).text }
    return try JSONDocument.parse(answer.bytes)["choices"]?[0]?["message"]?["content"]?.string
  }

  @Test(arguments: [empty, malformed, "{\"response\": {}}", "{\"candidates\": [", "{}"], [true, false])
  func `CF-F19 CL-X27 an answer of no use is asked for again, and the client sees the good one only`(
    _ first: String, _ stream: Bool
  ) async throws {
    let upstream = ScriptedUpstream([.payloads([first]), .payloads([Self.good])])
    try await upstream.run { url, client in
      let answer = try await chat(url, client, stream: stream)
      #expect(answer.status == 200 && upstream.callCount == 2)
      #expect(try text(answer, stream: stream) == "good")
    }
  }

  @Test(
    arguments: [(empty, "nothing"), (malformed, "Malformed function call: f(x"), ("{\"response\": {}}", "why")],
    [true, false])
  func `CF-F8 CF-F19 CL-CE6 one that stays of no use is an error in words, asked for twice`(
    _ reply: (payload: String, word: String), _ stream: Bool
  ) async throws {
    let upstream = ScriptedUpstream([.payloads([reply.payload])])
    try await upstream.run { url, client in
      let answer = try await chat(url, client, stream: stream)
      #expect(answer.status == 502 && upstream.callCount == 2)
      let message = try JSONDocument.parse(answer.bytes)["error"]?["message"]?.string
      #expect(message?.contains(reply.word) == true, "\(answer.text)")
    }
  }

  @Test func `CF-F19 an operator who wants no retries gets none`() async throws {
    let upstream = ScriptedUpstream([.payloads([Self.empty]), .payloads([Self.good])])
    try await upstream.run(retries: 0) { url, client in
      let answer = try await chat(url, client, stream: true)
      #expect(answer.status == 502 && upstream.callCount == 1)
    }
  }

  @Test(arguments: [true, false])
  func `CF-F19 after the results of functions there may be nothing to say`(_ stream: Bool) async throws {
    let upstream = ScriptedUpstream([.payloads([Self.empty])])
    try await upstream.run { url, client in
      let call = #"{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}"#
      let messages =
        Self.question
        + #",{"role":"assistant","tool_calls":[\#(call)]},{"role":"tool","tool_call_id":"c","content":"r"}"#
      let answer = try await chat(url, client, stream: stream, messages: messages)
      #expect(answer.status == 200 && upstream.callCount == 1)
      #expect(try text(answer, stream: stream) == "")
    }
  }

  @Test(arguments: [empty, malformed], ["generateContent", "streamGenerateContent?alt=sse", "streamGenerateContent"])
  func `CF-F19 CL-GN6 a native client gets the second answer as it is`(_ payload: String, _ method: String) async throws
  {
    let upstream = ScriptedUpstream([.payloads([payload])])
    try await upstream.run { url, client in
      let answer = try await native(url, client, method)
      #expect(answer.status == 200 && upstream.callCount == 2 && !answer.isBroken)
      #expect(answer.text.contains(payload == Self.empty ? "STOP" : "MALFORMED_FUNCTION_CALL"))
    }
    let better = ScriptedUpstream([.payloads([payload]), .payloads([Self.good])])
    try await better.run { url, client in
      let answer = try await native(url, client, method)
      #expect(answer.text.contains("good") && !answer.text.contains("MALFORMED"))
      #expect(answer.text.split(separator: "finishReason").count == 2)
    }
  }

  @Test(arguments: [true, false])
  func `CF-X18 a connection that dies before its answer is no error yet`(_ stream: Bool) async throws {
    let upstream = ScriptedUpstream([.unreachable(.closedBeforeFirstByte), .payloads([Self.good])])
    try await upstream.run { url, client in
      let answer = try await chat(url, client, stream: stream)
      #expect(try text(answer, stream: stream) == "good")
    }
    let gone = ScriptedUpstream([.unreachable(.closedBeforeFirstByte)])
    try await gone.run(retries: 1) { url, client in
      let answer = try await chat(url, client, stream: stream)
      #expect(answer.status == 502 && gone.callCount == 2)
    }
  }

  @Test(arguments: [400, 403, 404])
  func `CF-X6 what Google refuses is asked once`(_ status: Int) async throws {
    let upstream = ScriptedUpstream([.status(status, #"{"error":{"code":\#(status),"message":"no"}}"#)])
    try await upstream.run { url, client in
      let answer = try await chat(url, client, stream: true)
      #expect(answer.status == status && upstream.callCount == 1)
    }
  }

  @Test(arguments: [429, 499, 500, 503], [true, false])
  func `CF-X6 CF-N13 what may pass is asked again, as often as allowed`(_ status: Int, _ passes: Bool) async throws {
    let slip = ScriptedUpstream.Answer.status(status, #"{"error":{"code":\#(status),"message":"no"}}"#)
    let upstream = ScriptedUpstream([slip, passes ? .payloads([Self.good]) : slip])
    try await upstream.run(retries: 1) { url, client in
      let answer = try await chat(url, client, stream: true)
      #expect(upstream.callCount == 2)
      #expect((answer.status == 200) == passes)
      if answer.status == 503 { #expect(answer.headers.header("retry-after") != nil) }
    }
  }

  @Test(arguments: [
    ("Penalty is not enabled for this model", #","presence_penalty":1"#, "dropped:penalty"),
    (
      "The specified schema produces a constraint that has too many states for serving.",
      #","response_format":{"type":"json_schema","json_schema":{"schema":{"type":"integer","minimum":1}}}"#,
      "converted:response_format"
    ),
    ("Logprobs is not enabled for this model", #","logprobs":true"#, "dropped:logprobs"),
  ])
  func `CF-S25 CF-P7 what Google refuses for a known reason is repaired once and told`(
    _ message: String, _ fields: String, _ told: String
  ) async throws {
    let refusal = #"{"error":{"code":400,"message":"\#(message)","status":"INVALID_ARGUMENT"}}"#
    let upstream = ScriptedUpstream([.status(400, refusal), .payloads([Self.good])])
    try await upstream.run { url, client in
      let answer = try await chat(url, client, stream: false, fields)
      #expect(answer.status == 200 && upstream.callCount == 2)
      #expect(answer.headers.header("x-gemini-proxy-adjustments") == told)
    }
    let hopeless = ScriptedUpstream([.status(400, refusal)])
    try await hopeless.run { url, client in
      let answer = try await chat(url, client, stream: false, fields)
      #expect(answer.status == 400 && hopeless.callCount == 2 && answer.text.contains(message))
    }
  }

  @Test func `CF-X2 CF-X4 CL-X13 CL-CE4 an error in place of the first event is an honest status`() async throws {
    let upstream = ScriptedUpstream([.payloads([Self.overloaded])])
    try await upstream.run(retries: 0) { url, client in
      for method in ["", "streamGenerateContent?alt=sse"] {
        let answer = method.isEmpty ? try await chat(url, client, stream: true) : try await native(url, client, method)
        #expect(answer.status == 503 && answer.headers.header("content-type") == "application/json")
        #expect(answer.text.contains("The model is overloaded."))
      }
    }
  }

  @Test func `CF-X5 CL-CS10 an error after some text ends the chat in the stream`() async throws {
    let upstream = ScriptedUpstream([.payloads([Self.half, Self.overloaded])])
    try await upstream.run { url, client in
      let answer = try await chat(url, client, stream: true)
      #expect(answer.status == 200 && upstream.callCount == 1 && !answer.isBroken)
      let chat = try StreamedChat(answer.bytes)
      #expect(chat.text == "half" && chat.error == "The model is overloaded." && chat.finishReasons.isEmpty)
      #expect(chat.isDone)
    }
  }

  @Test(arguments: ["streamGenerateContent?alt=sse", "streamGenerateContent"])
  func `CF-N12 CL-GN11 an error after some text breaks a native stream`(_ method: String) async throws {
    let upstream = ScriptedUpstream([.payloads([Self.half, Self.overloaded])])
    try await upstream.run { url, client in
      let answer = try await native(url, client, method)
      #expect(answer.status == 200 && answer.isBroken && answer.text.contains("half"))
      let error = #"{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}"#
      #expect(answer.text.hasSuffix(method.hasSuffix("sse") ? "data: \(error)\r\n\r\n" : "\n,\r\n\(error)"))
    }
  }

  @Test func `CL-CS11 CF-X18 a connection that breaks after some text is told in the stream`() async throws {
    let upstream = ScriptedUpstream([.brokenOff([Self.half]), .payloads([Self.good])])
    try await upstream.run { url, client in
      let chat = try StreamedChat(try await chat(url, client, stream: true).bytes)
      #expect(chat.text == "half" && chat.error != nil && upstream.callCount == 1)
    }
  }

  @Test(arguments: ["generateContent", "streamGenerateContent", "streamGenerateContent?alt=sse"])
  func `CF-N9 CL-GN12 a refusal keeps its details for a native client`(_ method: String) async throws {
    let detail = #"{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12s"}"#
    let refusal = #"{"error":{"code":429,"message":"slow","status":"RESOURCE_EXHAUSTED","details":[\#(detail)]}}"#
    let upstream = ScriptedUpstream([.status(429, "[\(refusal)\n]")])
    try await upstream.run(retries: 0) { url, client in
      let answer = try await native(url, client, method)
      #expect(answer.status == 429 && answer.text == refusal)
      #expect(answer.headers.header("retry-after") == "12")
      #expect(answer.headers.header("content-type") == "application/json")
    }
  }

  @Test(arguments: [
    (
      #"{"reason":"QUOTA_EXHAUSTED","@type":"type.googleapis.com/google.rpc.ErrorInfo","metadata":{"quotaResetDelay":"1h2m3.5s"}}"#,
      "m", "3724", true
    ),
    (#"{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"0.5s"}"#, "m", "1", false),
    ("{}", "Your quota will reset after 1h43m56s.", "6236", true),
    ("{}", "Your quota will reset after 1m43s.", "103", false),
  ])
  func `CF-X7 CF-X9 CL-X14 how long to wait is told in every place that clients look at`(
    _ detail: String, _ message: String, _ seconds: String, _ isUsedUp: Bool
  ) async throws {
    let refusal =
      #"{"error":{"code":429,"message":"\#(message)","status":"RESOURCE_EXHAUSTED","details":[\#(detail)]}}"#
    let upstream = ScriptedUpstream([.status(429, refusal)])
    try await upstream.run(retries: 0) { url, client in
      let answer = try await chat(url, client, stream: true)
      #expect(answer.status == 429 && answer.headers.header("retry-after") == seconds)
      #expect(answer.headers.header("x-should-retry") == (isUsedUp ? "false" : nil))
      let error = try JSONDocument.parse(answer.bytes)["error"]
      #expect(error?["message"]?.string == "\(message) (try again in \(seconds)s)")
      #expect(error?["code"]?.string == (isUsedUp ? "insufficient_quota" : "rate_limit_exceeded"))
    }
  }

  /// Each event of upstream's is with the client before the next one is sent, and soon.
  @Test(arguments: [true, false])
  func `CL-CS15 CL-X11 each event is handed on when it comes`(_ isNative: Bool) async throws {
    let channel = ByteChannel(producer: nil)
    let upstream = ScriptedUpstream([.stream(ByteStream(channel))])
    try await upstream.run { url, client in
      let chat = #"{"model":"gemini-2.5-pro","stream":true,"messages":[\#(Self.question)]}"#
      let body = isNative ? #"{"contents":"hi"}"# : chat
      let path = isNative ? "/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse" : "/v1/chat/completions"
      let clock = ContinuousClock()
      var times: [Duration] = []
      var response: TransportResponse?
      var buffer: [UInt8] = []
      for number in 0..<40 {
        let parts = #"{"role": "model","parts": [{"text": "piece \#(number)."}]}"#
        let event = "data: {\"response\": {\"candidates\": [{\"content\": \(parts)}]}}\r\n\r\n"
        let sent = clock.now
        Array(event.utf8).withUnsafeBytes { _ = channel.offer($0) }
        channel.wakeReader()
        if response == nil {
          response = try await client.stream(
            TransportRequest(
              method: "POST", url: url + path, headers: [("Accept-Encoding", "gzip, br")], body: [Array(body.utf8)],
              proxy: .direct))
        }
        let answer = try #require(response)
        #expect(answer.header("content-encoding") == nil)
        var received = ""
        while !received.contains("piece \(number).") {
          try #require(try await answer.body.read(into: &buffer))
          received += String(decoding: buffer, as: UTF8.self)
        }
        times.append(clock.now - sent)
      }
      // Half of them, so that a busy machine proves nothing against the proxy.
      #expect(times.sorted()[times.count / 2] < .milliseconds(50), "\(times)")
      channel.finish(.success(()))
    }
  }

  @Test(arguments: [(429, "30"), (503, "1")])
  func `Where Google tells no time, the header still does`(_ status: Int, _ seconds: String) async throws {
    let refusal = #"{"error":{"code":\#(status),"message":"Resource has been exhausted (e.g. check quota)."}}"#
    let upstream = ScriptedUpstream([.status(status, refusal)])
    try await upstream.run(retries: 0) { url, client in
      let answer = try await chat(url, client, stream: true)
      #expect(answer.status == status && answer.headers.header("retry-after") == seconds)
    }
  }

  /// What upstream's statuses become before the first token, streamed or not: never a 200, always JSON with words.
  @Test(arguments: [
    (400, 400), (401, 502), (403, 403), (404, 404), (408, 504), (409, 502), (413, 413), (429, 429), (500, 502),
    (502, 502), (503, 503), (504, 504), (529, 502),
  ])
  func `CL-X13 CL-CE1 CL-CE6 CL-GN10 each status of Google's is an honest one here`(_ status: Int, _ told: Int)
    async throws
  {
    for refusal in [#"{"error":{"code":\#(status),"message":"because","status":"X"}}"#, "<html>because</html>", ""] {
      let upstream = ScriptedUpstream([.status(status, refusal)])
      try await upstream.run(retries: 0) { url, client in
        var answers: [ReceivedAnswer] = []
        for stream in [true, false] { answers.append(try await chat(url, client, stream: stream)) }
        for method in ["generateContent", "streamGenerateContent?alt=sse", "streamGenerateContent"] {
          answers.append(try await native(url, client, method))
        }
        for answer in answers {
          #expect(answer.status == told, "\(answer.text)")
          #expect(answer.headers.header("content-type") == "application/json" && !answer.isBroken)
          let error = try JSONDocument.parse(answer.bytes)["error"]
          #expect(error?["message"]?.string?.isEmpty == false, "\(answer.text)")
          #expect(error?["type"]?.string != nil || error?["code"]?.int == told, "\(answer.text)")
        }
      }
    }
  }

  @Test(arguments: [
    "gemini-2.5-flash", "models/gemini-2.5-flash", "google/gemini-2.5-flash", "models/google/gemini-2.5-flash",
    "GEMINI-2.5-Flash", "gemini-2.5-flash:free", "google/gemini-2.5-flash:free", "gemini-2.5-flash-latest",
    "gemini-2.5-flash:latest", "flash", "gpt-4o", "claude-3-5-haiku-latest",
  ])
  func `CL-X16 CL-X17 one model in every writing, echoed as the client wrote it`(_ name: String) async throws {
    let upstream = ScriptedUpstream([.payloads([Self.good])])
    try await upstream.run(configure: {
      $0.modelAliases = [ModelAlias(pattern: "gpt-*", model: "gemini-2.5-flash")]
    }) { url, client in
      for stream in [true, false] {
        let body = #"{"model":"\#(name)","stream":\#(stream),"messages":[\#(Self.question)]}"#
        let answer = await ReceivedAnswer(
          try await client.stream(
            TransportRequest(
              method: "POST", url: url + "/v1/chat/completions", body: [Array(body.utf8)], proxy: .direct)))
        #expect(answer.status == 200 && answer.text.contains(#""model":"\#(name)""#), "\(answer.text)")
      }
      #expect(upstream.callCount == 2)
      #expect(upstream.bodies.allSatisfy { $0.hasPrefix(#"{"model":"gemini-2.5-flash","#) }, "\(upstream.bodies)")
    }
  }

  @Test func `CL-X16 CL-CE2 a legal id that nobody knows goes up, and its 404 names it`() async throws {
    let refusal = #"{"error":{"code":404,"message":"Requested entity was not found.","status":"NOT_FOUND"}}"#
    let upstream = ScriptedUpstream([.status(404, refusal)])
    try await upstream.run { url, client in
      let body = #"{"model":"gemini-9-ultra","messages":[\#(Self.question)]}"#
      let answer = await ReceivedAnswer(
        try await client.stream(
          TransportRequest(method: "POST", url: url + "/v1/chat/completions", body: [Array(body.utf8)], proxy: .direct))
      )
      let error = try JSONDocument.parse(answer.bytes)["error"]
      #expect(answer.status == 404 && error?["code"]?.string == "model_not_found")
      #expect(error?["message"]?.string?.contains("gemini-9-ultra") == true, "\(answer.text)")
      #expect(upstream.bodies.count == 1 && upstream.bodies[0].hasPrefix(#"{"model":"gemini-9-ultra","#))
    }
  }

  @Test(arguments: [("gpt-4o", "gemini-2.5-flash"), ("gemini-2.5-flash", nil), ("models/gemini-2.5-flash(high)", nil)])
  func `CF-F4 CL-X17 the client's name in the answer, the model's own in a header`(_ name: String, _ told: String?)
    async throws
  {
    let upstream = ScriptedUpstream([.payloads([Self.good])])
    try await upstream.run(configure: {
      $0.modelAliases = [ModelAlias(pattern: "gpt-*", model: "gemini-2.5-flash")]
    }) { url, client in
      let body = #"{"model":"\#(name)","messages":[\#(Self.question)]}"#
      let answer = await ReceivedAnswer(
        try await client.stream(
          TransportRequest(method: "POST", url: url + "/v1/chat/completions", body: [Array(body.utf8)], proxy: .direct))
      )
      #expect(try JSONDocument.parse(answer.bytes)["model"]?.string == name)
      #expect(answer.headers.header("x-gemini-proxy-model") == told)
      #expect(upstream.bodies[0].hasPrefix(#"{"model":"gemini-2.5-flash""#))
    }
  }

  @Test func `CF-I10 a long body is translated elsewhere and arrives whole`() async throws {
    let upstream = ScriptedUpstream([.payloads([Self.good])])
    try await upstream.run { url, client in
      let image = String(repeating: "iVBORw0K", count: 1 << 18)
      let part = #"{"type":"image_url","image_url":{"url":"data:image/png;base64,\#(image)"}}"#
      let answer = try await chat(url, client, stream: true, messages: #"{"role":"user","content":[\#(part)]}"#)
      #expect(try StreamedChat(answer.bytes).text == "good")
      #expect(upstream.bodies[0].contains(#"{"inlineData":{"mimeType":"image/png","data":"\#(image)"}}"#))
      let broken = try await chat(url, client, stream: false, messages: #"{"role":"user","content":[\#(part)]},5"#)
      #expect(broken.status == 400 && broken.text.contains("messages[1]"))
    }
  }

  @Test func `CL-MO1 CL-MO6 CL-MO7 the models are listed without upstream, and each of them is taken`() async throws {
    let upstream = ScriptedUpstream([.unreachable(.couldNotConnect("down"))])
    try await upstream.run(retries: 0) { url, client in
      let answer = await ReceivedAnswer(
        try await client.stream(TransportRequest(method: "GET", url: url + "/v1/models", proxy: .direct)))
      let list = try JSONDocument.parse(answer.bytes)
      #expect(answer.status == 200 && upstream.callCount == 0 && list["object"]?.string == "list")
      let models = try #require(list["data"]).elements
      for model in models {
        #expect(model["object"]?.string == "model" && model["created"]?.int ?? 0 > 0)
        #expect(model["owned_by"]?.string?.isEmpty == false)
        #expect(model.members.allSatisfy { !$0.value.isNull })
        let id = try #require(model["id"]?.string)
        let body = #"{"model":"\#(id)","messages":[\#(Self.question)]}"#
        let asked = try await client.stream(
          TransportRequest(method: "POST", url: url + "/v1/chat/completions", body: [Array(body.utf8)], proxy: .direct))
        // It went as far as the upstream that is not there.
        #expect(asked.status == 502)
      }
      #expect(upstream.callCount == Array(models).count && upstream.callCount > 3)
    }
  }

  @Test(arguments: [true, false])
  func `CF-X14 CL-CS10 heartbeats are no output, an answer of no use behind them is asked for again`(_ isLost: Bool)
    async throws
  {
    let channel = ByteChannel(producer: nil)
    let upstream = ScriptedUpstream([.stream(ByteStream(channel)), .payloads([isLost ? Self.malformed : Self.good])])
    try await upstream.run(keepalive: 1) { url, client in
      let body = #"{"model":"gemini-2.5-pro","stream":true,"messages":[\#(Self.question)]}"#
      let response = try await client.stream(
        TransportRequest(method: "POST", url: url + "/v1/chat/completions", body: [Array(body.utf8)], proxy: .direct))
      var received: [UInt8] = []
      var buffer: [UInt8] = []
      while !String(decoding: received, as: UTF8.self).contains(": keep-alive\n\n") {
        try #require(try await response.body.read(into: &buffer))
        received += buffer
      }
      Array("data: \(Self.malformed)\r\n\r\n".utf8).withUnsafeBytes { _ = channel.offer($0) }
      channel.finish(.success(()))
      while try await response.body.read(into: &buffer) { received += buffer }
      let chat = try StreamedChat(received)
      #expect(response.status == 200 && upstream.callCount == 2 && chat.isDone)
      #expect(chat.text == (isLost ? "" : "good") && (chat.error != nil) == isLost)
    }
  }
}
