import Testing

@testable import Translation

struct JSONIndentTests {
  @Test(arguments: [
    ("{}", "{}"), ("[ ]", "[]"), (#"{"a":1}"#, "{\n  \"a\": 1\n}"),
    ("[1,[2],{}]", "[\n  1,\n  [\n    2\n  ],\n  {}\n]"),
    (#"{ "a:,{" : "\"}\\" }"#, "{\n  \"a:,{\": \"\\\"}\\\\\"\n}"), ("[[]]", "[\n  []\n]"), ("true", "true"),
    (#"[{"a":[]}]"#, "[\n  {\n    \"a\": []\n  }\n]"),
  ])
  func `Members get lines of their own, and nothing else changes`(_ json: String, _ lines: String) {
    #expect(String(decoding: JSONIndent.lines(Array(json.utf8)), as: UTF8.self) == lines)
  }
}
