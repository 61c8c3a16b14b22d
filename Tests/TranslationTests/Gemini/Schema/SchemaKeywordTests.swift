import Testing

@testable import Translation

/// Each keyword of JSON Schema that clients are known to send, with every kind of value, wherever a schema can stand.
struct SchemaKeywordTests {
  static let keywords = [
    "$schema", "$id", "$comment", "$anchor", "$dynamicRef", "$ref", "$defs", "definitions", "additionalProperties",
    "const", "default", "examples", "title", "description", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "multipleOf", "pattern", "propertyNames", "patternProperties", "oneOf", "anyOf", "allOf", "not",
    "if", "then", "else", "type", "nullable", "unevaluatedProperties", "unevaluatedItems", "uniqueItems", "minLength",
    "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "format", "enum", "required", "items",
    "prefixItems", "contains", "properties", "dependentRequired", "dependentSchemas", "deprecated", "readOnly",
    "writeOnly", "contentEncoding", "enumDescriptions", "enumTitles", "strict", "prefill", "encrypted", "x-any",
  ]

  static let values = [
    "null", "true", "false", "0", "-1.50", #""""#, #""object""#, ##""#/$defs/D""##, "[]", #"["a"]"#,
    #"[{"type":"string"}]"#,
    "{}", #"{"type":"integer"}"#, #"{"a":{"type":"string"}}"#,
  ]

  /// Schemas with a place for one more member, each around a property `kept` that must survive.
  static let places: [(name: String, schema: @Sendable (String) -> String)] = [
    ("top", { #"{"properties":{"kept":{"type":"string"}},\#($0)}"# }),
    ("property", { #"{"properties":{"kept":{"type":"string"},"p":{\#($0)}}}"# }),
    ("items", { #"{"properties":{"kept":{"type":"string"},"l":{"type":"array","items":{\#($0)}}}}"# }),
    ("anyOf", { #"{"properties":{"kept":{"type":"string"},"o":{"anyOf":[{"type":"string"},{\#($0)}]}}}"# }),
    ("allOf", { #"{"properties":{"kept":{"type":"string"},"o":{"allOf":[{"type":"object"},{\#($0)}]}}}"# }),
    ("$defs", { ##"{"properties":{"kept":{"type":"string"},"r":{"$ref":"#/$defs/D"}},"$defs":{"D":{\##($0)}}}"## }),
    ("additional", { #"{"properties":{"kept":{"type":"string"},"o":{"additionalProperties":{\#($0)}}}}"# }),
  ]

  @Test(arguments: keywords, [SchemaPurpose.parameters, .response])
  func isTakenWithAnyValueAnywhere_CL_X18_CF_S1(keyword: String, purpose: SchemaPurpose) throws {
    for value in Self.values {
      for place in Self.places {
        // A second list of properties takes the place of none.
        if place.name == "top", keyword == "properties" { continue }
        let schema = place.schema(#""\#(keyword)":\#(value)"#)
        let text = try SchemaCleanerTests.clean(schema, for: purpose)
        let view = try JSONDocument.parse(Array(text.utf8))
        var found: Set<String> = []
        SchemaCleanerTests.check(view, &found)
        #expect(found.contains("kept"), "\(schema) -> \(text)")
        if purpose == .parameters { #expect(view["type"]?.string == "object", "\(schema) -> \(text)") }
      }
    }
  }

  /// As the name of a property it is the client's own, with whatever the property says.
  @Test(arguments: keywords, [SchemaPurpose.parameters, .response])
  func isKeptAsTheNameOfAProperty_CL_X18_CF_S6(name: String, purpose: SchemaPurpose) throws {
    let property = #""\#(name)":{"type":"string","description":"d","enum":["x"]}"#
    for (schema, expected) in [
      (
        #"{"type":"object","properties":{\#(property)},"required":["\#(name)"]}"#,
        #"{"type":"object","properties":{\#(property)},"required":["\#(name)"]}"#
      ),
      (
        ##"{"properties":{"n":{"$ref":"#/$defs/\##(name)"}},"$defs":{"\##(name)":{"properties":{\##(property)}}}}"##,
        #"{"type":"object","properties":{"n":{"type":"object","properties":{\#(property)}}}}"#
      ),
    ] {
      let text = try SchemaCleanerTests.clean(schema, for: purpose)
      #expect(sameJSON(text, expected), "\(text)")
    }
  }
}
