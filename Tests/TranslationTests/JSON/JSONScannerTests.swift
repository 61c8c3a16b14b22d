import Testing

@testable import Translation

struct JSONScannerTests {
  @Test(arguments: ["[1,]", "{\"a\":1,}", "[,1]", "{,}", "[1", "{\"a\":1", "[1}", "{]", "[1,,2]", "{\"a\":1 \"b\":2}"])
  func refusesBrokenStructure(text: String) {
    Array(text.utf8).withUnsafeBytes { buffer in
      #expect(throws: JSONError.self) {
        var scanner = JSONScanner(buffer)
        try Self.walk(&scanner)
        try scanner.end()
      }
    }
  }

  /// Pulling a text apart must accept and refuse exactly what skipping it does.
  @Test func walkingAgreesWithSkipping() throws {
    for line in try Fixture.text("json/differential.tsv").split(separator: "\n") {
      let fields = line.split(separator: "\t")
      guard fields.count > 1 else { continue }
      var rest = fields[1][...]
      var text: [UInt8] = []
      while let byte = UInt8(rest.prefix(2), radix: 16) {
        text.append(byte)
        rest = rest.dropFirst(2)
      }
      text.withUnsafeBytes { buffer in
        var scanner = JSONScanner(buffer)
        let isWalked: Bool
        do {
          try Self.walk(&scanner)
          try scanner.end()
          isWalked = true
        } catch {
          isWalked = false
        }
        #expect(isWalked == (fields[0] == "+"), "\(fields[1])")
      }
    }
  }

  private static func walk(_ scanner: inout JSONScanner) throws(JSONError) {
    switch try scanner.peek() {
    case .object:
      try scanner.enterObject()
      while try scanner.nextKey() != nil { try walk(&scanner) }
    case .array:
      try scanner.enterArray()
      while try scanner.nextElement() { try walk(&scanner) }
    case .string: _ = try scanner.string()
    case .number: _ = try scanner.number()
    case .bool: _ = try scanner.bool()
    case .null: try scanner.null()
    }
  }
}
