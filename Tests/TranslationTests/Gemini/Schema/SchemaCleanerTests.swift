import Testing

@testable import Translation

struct SchemaCleanerTests {
  @Test(arguments: RequestCase.all("schema/parameters.json"))
  func parameters(_ item: RequestCase) throws {
    let text = try Self.clean(item.request, for: .parameters)
    #expect(sameJSON(text, item.upstream ?? ""), "\(text)")
  }

  @Test(arguments: RequestCase.all("schema/response.json"))
  func responses(_ item: RequestCase) throws {
    let text = try Self.clean(item.request, for: .response)
    #expect(sameJSON(text, item.upstream ?? ""), "\(text)")
  }

  @Test func numbersKeepTheirDigits_CF_S21() throws {
    #expect(
      try Self.clean(#"{"type":"integer","maximum":9223372036854775807,"minimum":1.0}"#, for: .response)
        .contains(#""maximum":9223372036854775807,"minimum":1.0"#))
  }

  @Test func argumentsAreTurnedBack_CF_S10() throws {
    let schema =
      #"{"properties":{"n":{"enum":[1,2.50]},"b":{"const":true},"s":{"type":"string","enum":[1]},"l":{"type":"array","items":{"enum":[3]}},"m":{"enum":["4",4]},"o":{"anyOf":[{"enum":[5]},{"type":"string"}]}}}"#
    var budget = SchemaBudget.whole
    let parameters = SchemaCleaner.parameters(try JSONDocument.parse(Array(schema.utf8)), within: &budget)
    let coercion = try #require(ArgumentCoercion(parameters))
    let arguments = Array(
      #"{"n": "2.50","b":"true","s":"1","l":["3","x"],"m":"4","o":"5","q":{"n":"1"}}"#.utf8)
    var output: [UInt8] = []
    arguments.withUnsafeBytes { coercion.write($0, into: &output) }
    #expect(
      String(decoding: output, as: UTF8.self)
        == #"{"n":2.50,"b":true,"s":"1","l":[3,"x"],"m":"4","o":5,"q":{"n":"1"}}"#)
  }

  @Test func depthIsBounded_CF_S26() throws {
    var schema = #"{"type":"string"}"#
    for _ in 0..<200 { schema = #"{"type":"object","properties":{"a":\#(schema)}}"# }
    let text = try Self.clean(schema, for: .parameters)
    #expect(text.contains("nested object") && text.count < 4000)
  }

  @Test func sizeIsBounded_CF_S4() throws {
    // Each definition holds the next one twice: written out it would have 2^60 schemas.
    let definitions = (0..<60).map {
      ##""D\##($0)":{"properties":{"a":{"$ref":"#/$defs/D\##($0 + 1)"},"b":{"$ref":"#/$defs/D\##($0 + 1)"}}}"##
    }
    let text = try Self.clean(
      ##"{"$ref":"#/$defs/D0","$defs":{\##(definitions.joined(separator: ",")),"D60":{}}}"##, for: .parameters)
    #expect(text.count < 4 << 20)
  }

  static let keywords: Set<String> = [
    "type", "nullable", "title", "description", "format", "enum", "properties", "required", "items", "anyOf",
    "additionalProperties", "minimum", "maximum", "minItems", "maxItems",
  ]

  /// Random schemas: always a result, no keyword Gemini does not know, no name of a property lost.
  @Test(arguments: [SchemaPurpose.parameters, .response])
  func isRightForAnySchema_CF_S1_CF_S6(purpose: SchemaPurpose) throws {
    var random = SplitMix(seed: 42)
    for _ in 0..<500 {
      var names: Set<String> = []
      let source = Self.schema(depth: 0, &names, &random)
      let text = try Self.clean(source, for: purpose)
      let view = try JSONDocument.parse(Array(text.utf8))
      var found: Set<String> = []
      Self.check(view, &found)
      #expect(names.subtracting(found).isEmpty, "\(source) -> \(text)")
      // What is clean is left alone, but for hints.
      let again = try Self.clean(text, for: purpose)
      #expect(sameJSON(again, text), "\(text) -> \(again)")
    }
  }

  static func clean(_ schema: String, for purpose: SchemaPurpose) throws -> String {
    var output: [UInt8] = []
    var budget = SchemaBudget.whole
    SchemaCleaner.write(
      try JSONDocument.parse(Array(schema.utf8)), for: purpose, within: &budget, into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Checks that there is no keyword Gemini does not know, and gathers the names of properties.
  static func check(_ view: JSONView, _ found: inout Set<String>) {
    for (key, value) in view.members {
      #expect(keywords.contains(key.string), "\(key.string)")
      switch key.string {
      case "properties":
        for (name, property) in value.members {
          found.insert(name.string)
          check(property, &found)
        }
      case "items", "additionalProperties": check(value, &found)
      case "anyOf": for branch in value.elements { check(branch, &found) }
      case "required":
        let names = Set(view["properties"]?.members.map(\.key.string) ?? [])
        #expect(value.elements.allSatisfy { names.contains($0.string ?? "") })
      default: break
      }
    }
  }

  /// A schema whose properties, each of a name of its own, are where cleaning must keep them.
  private static func schema(depth: Int, _ names: inout Set<String>, _ random: inout SplitMix) -> String {
    var members: [String] = []
    let scalars = [
      #""type":"string""#, #""type":["integer","null"]"#, #""type":"weird""#, #""description":"d""#, #""const":1"#,
      #""enum":["a","",2]"#, #""$schema":"s""#, #""x-a":{"properties":{"no":{}}}"#, #""minimum":1"#, #""title":"t""#,
      #""not":{"type":"string"}"#, #""default":{"properties":{}}"#, #""format":"email""#, #""nullable":true"#,
      #""pattern":"^a""#, #""patternProperties":{"a":{}}"#, ##""$ref":"#/nowhere""##, #""uniqueItems":true"#,
    ]
    for _ in 0..<Int.random(in: 0...3, using: &random) { members += [scalars.randomElement(using: &random) ?? ""] }
    if depth < 4, Bool.random(using: &random) {
      var properties: [String] = []
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let name =
          (["properties", "type", "$ref", "items", "x-", "é"].randomElement(using: &random) ?? "") + "\(names.count)"
        names.insert(name)
        properties.append(#""\#(name)":\#(schema(depth: depth + 1, &names, &random))"#)
      }
      members =
        [#""type":"object""#, #""properties":{\#(properties.joined(separator: ","))}"#]
        + members.filter {
          !$0.hasPrefix("\"type\"") && !$0.hasPrefix("\"const\"") && !$0.hasPrefix("\"enum\"")
        }
      if Bool.random(using: &random) {
        let name = "all\(names.count)"
        names.insert(name)
        members.append(
          #""allOf":[{"properties":{"\#(name)":\#(schema(depth: depth + 1, &names, &random))}}]"#)
      }
    } else if depth > 0, depth < 4, Bool.random(using: &random) {
      members = [#""type":"array","items":\#(schema(depth: depth + 1, &names, &random))"#]
    }
    var seen: Set<Substring> = []
    return "{" + members.filter { seen.insert($0.split(separator: ":")[0]).inserted }.joined(separator: ",") + "}"
  }
}

extension SchemaCleanerTests {
  /// Wide schemas of every kind: four times as much takes about four times as long.
  @Test(arguments: ["allOf", "anyOf", "$defs", "hints"])
  func takesLinearTime_CF_X19(kind: String) throws {
    func schema(_ count: Int) -> String {
      switch kind {
      case "allOf", "anyOf":
        let branches = (0..<count).map { ##"{"properties":{"p\##($0)":{"type":"string"}},"minLength":\##($0)}"## }
        return ##"{"\##(kind)":[\##((branches + ["{}"]).joined(separator: ","))]}"##
      case "$defs":
        let names = (0..<count).map { ##""p\##($0)":{"$ref":"#/$defs/d\##($0)"}"## }
        let definitions = (0..<count).map { ##""d\##($0)":{"type":"string"}"## }
        return
          ##"{"properties":{\##(names.joined(separator: ","))},"$defs":{\##(definitions.joined(separator: ","))}}"##
      default: return ##"{"enum":[\##(Array(repeating: "\"\"", count: count).joined(separator: ","))]}"##
      }
    }
    func seconds(_ count: Int) throws -> Double {
      let source = schema(count)
      let best = try (0..<3).map { _ in
        try ThreadTime.seconds { _ = try Self.clean(source, for: .parameters) }
      }.min()
      return best ?? 0
    }
    let short = try seconds(2000)
    let long = try seconds(8000)
    #expect(long < max(short, 0.005) * 10, "\(short) s, then \(long) s for four times as much")
  }
}
