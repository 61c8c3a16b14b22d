import Testing

/// What the fixtures are compared by must itself tell things apart.
struct SameJSONTests {
  @Test(arguments: [
    (#"{"a":1,"b":[true,null]}"#, #"{ "b": [true, null], "a": 1 }"#), (#""\u00e9\/""#, #""é/""#), ("1.0", "1.0"),
  ])
  func takesWhatIsTheSame(left: String, right: String) { #expect(sameJSON(left, right) && sameJSON(right, left)) }

  @Test(arguments: [
    ("1.0", "1"), ("1", "true"), ("0", "false"), ("12345678901234567890", "12345678901234567891"), ("[1,2]", "[2,1]"),
    (#"{"a":1}"#, #"{"a":1,"b":2}"#), (#"{"a":1,"a":1}"#, #"{"a":1}"#), (#"{"a":null}"#, "{}"), (#""1""#, "1"),
    ("{", "{"), ("", ""), ("[]", "{}"),
  ])
  func tellsOthersApart(left: String, right: String) { #expect(!sameJSON(left, right) && !sameJSON(right, left)) }
}
