import Testing
import Translation

@testable import Simulator

/// Requests that the real service refuses, and why.
struct RuleTests {
  static let tool = #","tools":[{"functionDeclarations":[{"name":"f","parameters":"#
  static func parameters(_ schema: String) -> String { Google.turn("hi", tool + schema + "}]}]") }
  static func history(_ contents: String, _ more: String = "") -> String { "{\"contents\":[\(contents)]\(more)}" }
  static let user = #"{"role":"user","parts":[{"text":"hi"}]}"#
  static let call = #"{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}}]}"#
  static let response = #"{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"1"}}}]}"#

  @Test(arguments: [
    (Google.turn("hi", #","toolz":[]"#), "Unknown name \"toolz\" at 'request': Cannot find field."),
    (
      parameters(#"{"type":"OBJECT","properties":{"a":{"anyOf":[{"const":1}]}}}"#),
      "Unknown name \"const\" at 'request.tools[0].function_declarations[0].parameters.properties[0].value.any_of[0]': Cannot find field."
    ),
    (parameters(#"{"type":"OBJECT","additionalProperties":false}"#), "Unknown name \"additionalProperties\""),
    (parameters(#"{"type":["string","null"]}"#), "Proto field is not repeating, cannot start list."),
    (
      parameters(#"{"type":"OBJECT","properties":{"a":{"type":"STRING"}},"required":["b"]}"#),
      "required[0]: property is not defined"
    ),
    (parameters(#"{"type":"INTEGER","enum":["1"]}"#), "enum: only allowed for STRING type"),
    (
      parameters(#"{"type":"STRING","enum":[1]}"#),
      "Invalid value at 'request.tools[0].function_declarations[0].parameters.enum[0]' (TYPE_STRING), 1"
    ),
    (parameters(#"{"type":"ARRAY"}"#), "items: missing field."),
    (Google.turn("hi", #","tools":[{"functionDeclarations":[{"name":"1f"}]}]"#), "Invalid function name"),
    (
      Google.turn("hi", #","tools":[{"functionDeclarations":[{"name":"f"},{"name":"f"}]}]"#),
      "Duplicate function declaration"
    ),
    (
      Google.turn(
        "hi",
        #","tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT"},"parametersJsonSchema":{}}]}]"#),
      "mutually exclusive"
    ),
    (Google.turn("hi", #","tools":[{"functionDeclarations":[{"name":"f"}]},{"googleSearch":{}}]"#), "Multiple tools"),
    (Google.turn("hi", #","toolConfig":{"functionCallingConfig":{"mode":"ANY"}}"#), "without function_declarations"),
    (
      Google.turn("hi", #","generationConfig":{"thinkingConfig":{"thinkingLevel":"HIGH","thinkingBudget":1}}"#),
      "only one of thinking budget and thinking level"
    ),
    (
      Google.turn("hi", #","generationConfig":{"thinkingConfig":{"thinkingLevel":"HIGH"}}"#),
      "Thinking level is not supported"
    ),
    (
      Google.turn("hi", #","generationConfig":{"temperature":"hot"}"#),
      "'request.generation_config.temperature' (TYPE_FLOAT), \"hot\""
    ),
    (Google.turn("hi", #","generationConfig":{"temperature":2.5}"#), "temperature value of 2.5"),
    (Google.turn("hi", #","generationConfig":{"maxOutputTokens":65537}"#), "max_output_tokens"),
    (Google.turn("hi", #","generationConfig":{"candidateCount":9}"#), "candidate_count"),
    (Google.turn("hi", #","generationConfig":{"stopSequences":["1","2","3","4","5","6"]}"#), "stop sequences"),
    (Google.turn("hi", #","generationConfig":{"responseJsonSchema":{"type":"object"}}"#), "response_mime_type"),
    (
      Google.turn("hi", #","safetySettings":[{"category":"HARM_CATEGORY_BOREDOM","threshold":"OFF"}]"#),
      "'request.safety_settings[0].category' (TYPE_ENUM)"
    ),
    (Google.turn("hi", #","systemInstruction":"be nice""#), "'request.system_instruction'"),
    (Google.turn("hi", #","enableEnhancedCivicAnswers":true"#), "Unknown name"),
    (Google.turn("hi", #","cachedContent":"cachedContents/1""#), "CachedContent not found"),
    ("{}", "at least one contents field"),
    (history(#"{"role":"user","parts":[]}"#), "at least one parts field"),
    (history(#"{"role":"user","parts":[{}]}"#), "contents[0].parts[0].data: required oneof field 'data'"),
    (history(#"{"role":"user","parts":[{"thoughtSignature":"AAAA"}]}"#), "required oneof field 'data'"),
    (
      history(#"{"role":"user","parts":[{"text":"a","functionCall":{"name":"f"}}]}"#),
      "oneof field 'data' is already set"
    ),
    (
      history(#"{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"?"}}]}"#),
      "Base64 decoding failed"
    ),
    (history(#"{"role":"user","parts":[{"inlineData":{"data":"AAAA"}}]}"#), "mimeType"),
    (history(#"{"role":"assistant","parts":[{"text":"a"}]}"#), "valid role"),
    (history(call), "first content"),
    (history(user + "," + call), "end with a user turn"),
    (history(user + "," + call + "," + user), "number of function response parts"),
    (history(user + "," + response), "immediately after a function call turn"),
    (
      history(#"{"role":"user","parts":[{"functionResponse":{"name":"f","response":"text"}}]}"#),
      "function_response.response"
    ),
  ])
  func isRefused(request: String, words: String) async throws {
    try await Google.run { google in
      let answer = try await google.post(Google.generate, Google.envelope(request))
      #expect(answer.status == 400 || answer.status == 403)
      let message = answer.json?["error"]?["message"]?.string ?? ""
      #expect(message.contains(words), "\(message)")
    }
  }

  @Test func anUnknownFieldIsToldInTheDetailsToo() async throws {
    try await Google.run { google in
      let answer = try await google.post(Google.generate, Google.envelope(Google.turn("hi", #","a":1,"b":2"#)))
      let violations = answer.json?["error"]?["details"]?[0]?["fieldViolations"].map { Array($0.elements) } ?? []
      #expect(violations.map { $0["field"]?.string } == ["request", "request"])
    }
  }

  @Test(arguments: [
    ("{\"model\":\"models/gemini-2.5-flash\",\"project\":\"p\",\"request\":\(Google.turn("hi"))}", 400),
    ("{\"model\":\"gemini-2.5-flash\",\"request\":\(Google.turn("hi"))}", 400),
    ("{\"model\":\"gemini-2.5-flash\",\"project\":\"default\",\"request\":\(Google.turn("hi"))}", 403),
    ("{\"model\":\"llama\",\"project\":\"p\",\"request\":\(Google.turn("hi"))}", 404),
    ("{\"model\":\"gemini-2.5-flash\",\"project\":\"p\",\"requestId\":\"1\",\"request\":\(Google.turn("hi"))}", 400),
    ("{\"model\":", 400), ("[]", 400),
  ])
  func theEnvelopeIsChecked(body: String, status: Int) async throws {
    try await Google.run { google in
      let answer = try await google.post(Google.generate, body)
      #expect(answer.status == status)
    }
  }

  @Test(arguments: [
    Google.turn(
      "hi",
      #","tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"$schema":"x","type":["string","null"],"const":1,"x-y":{}}}]}]"#
    ),
    Google.turn(
      "hi", #","tools":{"function_declarations":{"name":"f","parameters":{"type":"object","min_properties":"1"}}}"#),
    Google.turn(
      "hi",
      #","system_instruction":{"parts":{"text":"a"}},"sessionId":"1","labels":{"k":"v"},"generation_config":{"top_p":0.5,"audioTimestamp":true}"#
    ),
    Google.turn(
      "hi", #","session_id":"1","generationConfig":null,"toolConfig":{"functionCallingConfig":{"mode":"auto"}}"#),
    history(user + "," + call + "," + response),
    history(user + "," + #"{"role":"model","parts":[{"text":"","thoughtSignature":"AAAA"}]},"# + user),
    history(#"{"parts":[{"text":"hi"}]}"#),
    history(user + "," + user),
  ])
  func isAccepted(request: String) async throws {
    try await Google.run { google in
      let answer = try await google.post(Google.generate, Google.envelope(request))
      #expect(answer.status == 200, "\(answer.text)")
    }
  }

  @Test func gemini3WantsItsSignaturesBack() async throws {
    try await Google.run { google in
      let tools = #","tools":[{"functionDeclarations":[{"name":"f"}]}]"#
      let first = try #require(
        try await google.whole(Google.turn("call f and g", tools), model: "gemini-3-pro-preview"))
      let part = try #require(first.parts.first)
      let issued = try #require(part["thoughtSignature"]?.string)
      #expect(part["functionCall"]?["id"]?.string?.count == 8)
      func status(_ signature: String?, model: String = "gemini-3-pro-preview") async throws -> (Int, String) {
        let member = signature.map { ",\"thoughtSignature\":\"\($0)\"" } ?? ""
        let call = #"{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}\#(member)}]}"#
        let body = Self.history("\(Self.user),\(call),\(Self.response)", tools)
        let answer = try await google.post(Google.generate, Google.envelope(body, model: model))
        return (answer.status, answer.json?["error"]?["message"]?.string ?? "")
      }
      #expect(try await status(issued).0 == 200)
      for sentinel in SimulatedSignature.sentinels { #expect(try await status(sentinel).0 == 200) }
      let missing = try await status(nil)
      #expect(missing.0 == 400)
      #expect(missing.1.contains("function call `default_api:f` , position 2."))
      let altered = try await status("AAAA" + issued.dropFirst(4))
      #expect(altered == (400, "Invalid thought signature."))
      #expect(try await status(SimulatedSignature.make(salt: "another", surface: .codeAssist)).0 == 400)
      #expect(try await status(nil, model: "gemini-2.5-pro").0 == 200)

      // What the model says beside its call does not begin a new turn.
      let spoken = #"{"role":"model","parts":[{"text":"Let me see."},{"functionCall":{"name":"f","args":{}}}]}"#
      let body = Self.history("\(Self.user),\(spoken),\(Self.response)", tools)
      let answer = try await google.post(Google.generate, Google.envelope(body, model: "gemini-3-pro-preview"))
      #expect(answer.status == 400)
    }
  }

  @Test func onlyTheCurrentTurnsSignaturesAreLookedAt() async throws {
    try await Google.run { google in
      let old =
        "\(Self.user),\(Self.call),\(Self.response),{\"role\":\"model\",\"parts\":[{\"text\":\"done\"}]},\(Self.user)"
      let answer = try await google.post(
        Google.generate, Google.envelope(Self.history(old), model: "gemini-3-flash-preview"))
      #expect(answer.status == 200)
      let level = Google.turn("hi", #","generationConfig":{"thinkingConfig":{"thinkingLevel":"MINIMAL"}}"#)
      let refused = try await google.post(Google.generate, Google.envelope(level, model: "gemini-3-pro-preview"))
      #expect(refused.json?["error"]?["message"]?.string == "Thinking level is unsupported: THINKING_LEVEL_MINIMAL")
      #expect(
        try await google.post(Google.generate, Google.envelope(level, model: "gemini-3-flash-preview")).status == 200)
    }
  }

  @Test(arguments: [
    (#"{"request":{"model":"models/gemini-2.5-pro","contents":[{"role":"user","parts":[{"text":"hi"}]}]}}"#, 200),
    (#"{"request":{"model":"gemini-2.5-pro","contents":[{"role":"user","parts":[{"text":"hi"}]}]}}"#, 400),
    (#"{"project":"p","request":{"model":"models/gemini-2.5-pro","contents":[]}}"#, 400),
    (
      #"{"request":{"model":"models/gemini-2.5-pro","contents":[{"role":"model","parts":[{"text":"x","thought":true}]}]}}"#,
      400
    ),
  ])
  func countingTakesTheNameWithItsPrefix(body: String, status: Int) async throws {
    try await Google.run { google in
      let answer = try await google.post("/v1internal:countTokens", body)
      #expect(answer.status == status)
      if status == 200 { #expect(answer.text == "{\n  \"totalTokens\": 1\n}\n") }
    }
  }

  @Test func anUnlicensedAccountMayNotGenerate() async throws {
    try await Google.run { google in
      let answer = try await google.post(Google.generate, Google.envelope(Google.turn("hi")), token: "sim-unlicensed")
      #expect(answer.status == 403)
      #expect(answer.json?["error"]?["details"]?[0]?["reason"]?.string == "SUBSCRIPTION_REQUIRED")
    }
  }
}
