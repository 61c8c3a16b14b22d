import Testing

@testable import Translation

struct SchemaBudgetTests {
  /// Schemas that are small as they are written and large once every reference is put in place.
  enum Shape: String, CaseIterable, Sendable {
    /// Each definition holds the next one eight times.
    case chain
    /// The same with long descriptions.
    case described
    /// One long list of values at many places.
    case values
    /// The same properties merged on every level.
    case merged
    /// References into a long array, which lead nowhere.
    case nowhere
    /// Values handed up through many levels of alternatives.
    case alternatives

    var schema: String {
      switch self {
      case .chain: chain(description: 0)
      case .described: chain(description: 4000)
      case .values:
        ##"{"properties":{\##(Self.list(300) { ##""p\##($0)":{"$ref":"#/$defs/E"}"## })},"##
          + ##""$defs":{"E":{"enum":[\##(Self.list(5000) { "\($0)" })]}}}"##
      case .merged:
        (0..<30).reduce(##"{"properties":{\##(Self.list(2000) { ##""p\##($0)":{}"## })}}"##) { inner, level in
          ##"{"properties":{"q\##(level)":{}},"allOf":[\##(inner),{"properties":{"r\##(level)":{}}}]}"##
        }
      case .nowhere:
        ##"{"properties":{\##(Self.list(5000) { ##""p\##($0)":{"$ref":"#/x/9999/y\##($0)"}"## })},"##
          + ##""x":[\##(Self.list(10_000) { _ in "1" })]}"##
      case .alternatives:
        ##"{"properties":{"a":"##
          + (0..<30).reduce(##"{"enum":[\##(Self.list(8000) { "\($0)" })]}"##) { inner, level in
            ##"{"anyOf":[{"enum":[\##(level)]},\##(inner)]}"##
          } + "}}"
      }
    }

    private func chain(description: Int) -> String {
      let text = String(repeating: "d", count: description)
      let definitions = Self.list(34) { level in
        let properties = Self.list(8) { ##""p\##($0)":{"$ref":"#/$defs/D\##(level + 1)"}"## }
        return ##""D\##(level)":{"description":"\##(text)","properties":{\##(properties)}}"##
      }
      return ##"{"$ref":"#/$defs/D0","$defs":{\##(definitions),"D34":{}}}"##
    }

    private static func list(_ count: Int, _ element: (Int) -> String) -> String {
      (0..<count).map(element).joined(separator: ",")
    }
  }

  /// Many tools cost no more than one: all together they take a bounded time, and give a bounded request.
  @Test(arguments: Shape.allCases, [1, 25])
  func toolsShareOneBudget_CF_S4(shape: Shape, tools: Int) throws {
    let functions = (0..<tools).map {
      ##"{"type":"function","function":{"name":"f\##($0)","parameters":\##(shape.schema)}}"##
    }
    var context = RequestContext(id: "1", created: 1)
    var request: GenerateRequest?
    // Ten times what a slow machine needs without optimisation, a tenth of what it takes without a budget.
    let seconds = try ThreadTime.seconds { request = try Self.request(functions, &context) }
    #expect(seconds < 5)
    let made = try #require(request).tools.functions
    #expect(made.count == tools)
    #expect(made.map(\.parameters.count).reduce(0, +) < 12 << 20)
    for function in made { _ = try JSONDocument.parse(function.parameters) }
    // What the client wrote itself is no reason to clamp.
    guard shape != .nowhere, shape != .alternatives else { return }
    let clamped = context.adjustments.filter { $0.action == .clamped }.map(\.name)
    #expect(Set(clamped).count == clamped.count && (tools == 1 || clamped.contains("f24")), "\(clamped)")
  }

  /// Written another way it is the same work.
  @Test(arguments: Shape.allCases, ["$ref", #"\u0024ref"#, #"$\u0072ef"#])
  func longWorkIsNotForTheEventLoop_CF_S4(shape: Shape, spelling: String) throws {
    let schema = shape.schema.replacing(#""$ref""#, with: "\"\(spelling)\"")
    for body in [
      Self.body([#"{"type":"function","function":{"name":"f","parameters":\#(schema)}}"#]),
      #"{"model":"m","messages":[{"role":"user","content":"a"}],"response_format":{"type":"json_schema","json_schema":{"schema":\#(schema)}}}"#,
    ] {
      var context = RequestContext(id: "1", created: 1)
      var isShort = true
      let seconds = try ThreadTime.seconds {
        isShort = try ChatCompletions.shortRequest(Array(body.utf8), context: &context) != nil
      }
      #expect(!isShort && context.adjustments.isEmpty)
      #expect(seconds < 1, "\(seconds) s")
    }
  }

  @Test func otherLongBodiesAreNotForTheEventLoopEither_CF_X19() throws {
    var context = RequestContext(id: "1", created: 1)
    let parts = Array(repeating: #"{"text":"a"}"#, count: 12_000).joined(separator: ",")
    let long = String(repeating: "a", count: 300_000)
    for content in ["[\(parts)]", "\"\(long)\""] {
      let body = Array(#"{"model":"m","messages":[{"role":"user","content":\#(content)}]}"#.utf8)
      #expect(try ChatCompletions.shortRequest(body, context: &context) == nil)
      #expect(try ChatCompletions.request(body, context: &context).contents.count == 1)
    }
    context.target = NativeTarget(model: "models/m", method: .generateContent)
    #expect(try GeminiNative.shortRequest(Array(#"{"contents":"\#(long)"}"#.utf8), context: &context) == nil)
    #expect(try GeminiNative.shortRequest(Array(#"{"contents":"a"}"#.utf8), context: &context) != nil)
  }

  @Test func ordinaryToolsKeepEveryName_CF_S1() throws {
    let functions = (0..<200).map { tool in
      let properties = (0..<20).map { ##""p\##($0)":{"$ref":"#/$defs/T"}"## }.joined(separator: ",")
      return
        ##"{"type":"function","function":{"name":"f\##(tool)","parameters":{"properties":{\##(properties)},"$defs":{"T":{"type":"string"}}}}}"##
    }
    var context = RequestContext(id: "1", created: 1)
    let request = try Self.request(functions, &context)
    for function in request.tools.functions {
      let view = try JSONDocument.parse(function.parameters)
      #expect(view["properties"]?.members.map(\.key.string) == (0..<20).map { "p\($0)" })
    }
    #expect(!context.adjustments.contains { $0.action == .clamped })
    // A few of them are no reason to leave the event loop.
    let short = Array(Self.body(Array(functions.prefix(10))).utf8)
    #expect(try ChatCompletions.shortRequest(short, context: &context)?.tools.functions.count == 10)
  }

  private static func request(_ tools: [String], _ context: inout RequestContext) throws -> GenerateRequest {
    try ChatCompletions.request(Array(body(tools).utf8), context: &context)
  }

  private static func body(_ tools: [String]) -> String {
    #"{"model":"gemini-2.5-pro","messages":[{"role":"user","content":"a"}],"tools":[\#(tools.joined(separator: ","))]}"#
  }
}
