import Glibc
import Server
import TestFolders
import Testing
import Transport

@testable import GeminiProxy

struct UsageFileTests {
  let folder = TemporaryFolder()

  private func table(_ counts: (key: String, day: Int, requests: Int)...) -> UsageTable {
    var table = UsageTable()
    for (key, day, requests) in counts {
      var used = UsageDay()
      (used.requests, used.prompt, used.cached, used.output, used.thoughts) = (requests, 10, 2, 5, 3)
      table.add(used, of: key, named: "the \"\(key)\"", on: day)
    }
    return table
  }

  @Test func `What is stored is read back, by its owner only`() throws {
    let file = UsageFile(folder: folder.path)
    #expect(try file.load().table.isEmpty)
    let first = table(("a", 20_000, 1), ("b", 20_001, 2))
    #expect(try file.add(first, known: first) == first)
    let (stored, notice) = try file.load()
    #expect(stored == first && notice == nil)
    #expect(folder.mode("usage.json") == 0o600)
    let text = try #require(folder.read("usage.json"))
    #expect(text.contains(#""version":1"#) && text.contains(#""2024-10-04":{"requests":1,"prompt":10"#))
  }

  @Test func `Two processes add to one file`() throws {
    let (one, two) = (UsageFile(folder: folder.path), UsageFile(folder: folder.path))
    let news = table(("a", 20_000, 1))
    _ = try one.add(news, known: news)
    let both = try two.add(table(("a", 20_000, 4), ("b", 20_000, 1)), known: UsageTable())
    #expect(both.used(by: "a", on: 20_000).requests == 5 && both.used(by: "a", on: 20_000).thoughts == 6)
    #expect(try one.load().table == both)
  }

  @Test(arguments: [
    "", "{", "null", "[]", #"{"version":2,"keys":[]}"#, #"{"keys":[]}"#, #"{"version":1,"keys":{}}"#,
    #"{"version":1,"keys":[{"id":"a"}]}"#, #"{"version":1,"keys":[{"id":"a","name":"","days":{"tomorrow":{}}}]}"#,
    #"{"version":1,"keys":[{"id":"a","name":"","days":{"2026-11-30":{"requests":-1}}}]}"#,
    #"{"version":1,"keys":[{"id":"a","name":"","days":{"2026-11-30":{"prompt":1e300}}}]}"#, "\u{0}\u{1}\u{2}",
  ])
  func `What cannot be understood is set aside, at the start and later`(_ text: String) throws {
    folder.write("usage.json", text, mode: 0o644)
    let file = UsageFile(folder: folder.path)
    #expect(try file.peek() == nil)
    let (table, notice) = try file.load()
    #expect(table.isEmpty && notice?.contains("usage.json.damaged") == true)
    #expect(folder.names == ["usage.json.damaged"])
    folder.write("usage.json", text, mode: 0o644)
    let known = self.table(("a", 20_000, 7))
    #expect(try file.add(self.table(("a", 20_000, 1)), known: known) == known, "what is known replaces it")
    #expect(try file.load().table == known)
    #expect(folder.mode("usage.json") == 0o600)
  }

  @Test func `Counts that do not fit stay at the largest number`() throws {
    var used = UsageDay()
    (used.prompt, used.output) = (.max, .max)
    var table = UsageTable()
    table.add(used, of: "a", named: "", on: 20_000)
    table.add(used, of: "a", named: "", on: 20_000)
    #expect(table.used(by: "a", on: 20_000).tokens == .max)
    let file = UsageFile(folder: folder.path)
    _ = try file.add(table, known: table)
    #expect(try file.load().table == table)
  }

  @Test func `A folder that cannot be written is a failure in words, not a crash`() throws {
    let file = UsageFile(folder: folder.path + "/missing")
    let news = table(("a", 20_000, 1))
    #expect(throws: SystemFailure.self) { try file.add(news, known: news) }
  }
}
