import Foundation
import Testing

@testable import Translation

/// Every case of the conformance list has a test that bears its code, or a stated reason to have none here.
struct ConformanceTests {
  private let codes: Set<String>
  private let elsewhere: [String: String]
  /// Where each code is borne: the names of tests, of fixtures' cases and of Python checks.
  private let borne: [String: Set<String>]

  init() throws {
    let list = try JSONDocument.parse(try Fixture.bytes("conformance.json"))
    codes = Set(try #require(list["codes"]).elements.compactMap(\.string))
    var reasons: [String: String] = [:]
    for (key, reason) in try #require(list["elsewhere"]).members { reasons[key.string] = reason.string }
    elsewhere = reasons
    borne = try Self.search()
  }

  @Test func noCaseIsMissing() {
    #expect(codes.count > 250)
    let missing = codes.subtracting(borne.keys).subtracting(elsewhere.keys)
    #expect(missing.isEmpty, "no test bears \(missing.sorted())")
  }

  @Test func whatIsElsewhereHasAReason() {
    #expect(Set(elsewhere.keys).isSubset(of: codes))
    #expect(elsewhere.values.allSatisfy { $0.count > 10 })
  }

  /// A code of a list kept here that is not in it is a slip of the pen.
  @Test func noTestBearsACodeThatIsNone() {
    let families = Set(codes.map(Self.family))
    for (code, places) in borne where families.contains(Self.family(code)) && !codes.contains(code) {
      Issue.record("\(code) in \(places.sorted()) is no case")
    }
  }

  private static func family(_ code: String) -> Substring { code.prefix { !$0.isNumber } }

  private static func search() throws -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    let code = try Regex(#"(C[FL])[-_]([A-Z]{1,2}[0-9]+)"#, as: (Substring, Substring, Substring).self)
    for case let file as URL in files {
      // Where names stand: of test functions, of the cases of a fixture, of checks in Python.
      let pattern: String
      switch file.pathExtension {
      case "swift": pattern = "func [^\\n{]*"
      case "json": pattern = "\"name\": \"C[FL]-[^\"]*"
      case "py": pattern = "\\ndef [^\\n]*"
      default: continue
      }
      let text = try String(contentsOf: file, encoding: .utf8)
      for name in text.matches(of: try Regex<Substring>(pattern)) {
        for match in name.output.matches(of: code) {
          found["\(match.output.1)-\(match.output.2)", default: []].insert(file.lastPathComponent)
        }
      }
    }
    return found
  }
}
