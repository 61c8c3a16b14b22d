import Glibc
import Server
import TestFolders
import Testing
import Translation

@testable import GeminiProxy

struct SignatureFileTests {
  let folder = TemporaryFolder()

  private func record(_ callID: String, size: Int = 4) -> SignatureRecord {
    SignatureRecord(
      key: SignatureKey(client: "c", callID: callID),
      value: RememberedSignature(
        function: "f", model: "m", origin: SignatureOrigin(kind: .codeAssist, account: "default"),
        signature: String(repeating: "A", count: size)),
      time: 1)
  }

  private func bytes(_ records: [SignatureRecord]) -> [UInt8] {
    records.reduce(into: []) { SignatureLog.append($1, to: &$0) }
  }

  private func load(_ file: SignatureFile) throws -> (ids: [String], notices: [String]) {
    var ids: [String] = []
    let notices = try file.load { ids.append($0.key.callID) }
    return (ids, notices)
  }

  @Test func `Batches are read back in their order, by their owner only`() throws {
    let file = SignatureFile(folder: folder.path)
    #expect(try load(file).ids.isEmpty)
    try file.append(bytes([record("1"), record("2")]))
    try file.append(bytes([record("3")]))
    let (ids, notices) = try load(file)
    #expect(ids == ["1", "2", "3"])
    #expect(notices.isEmpty)
    #expect(folder.mode("signatures.db") == 0o600)
    #expect(folder.names == ["signatures.db"])
  }

  @Test func `Half a record at the end goes away, and what is appended next is read`() throws {
    let file = SignatureFile(folder: folder.path)
    try file.append(bytes([record("1"), record("2")]))
    let size = try #require(StateFileSystem.status(file.path)?.st_size)
    #expect(truncate(file.path, size - 3) == 0)
    #expect(try load(file).ids == ["1"])
    try file.append(bytes([record("3")]))
    let (ids, notices) = try load(file)
    #expect(ids == ["1", "3"])
    #expect(notices.isEmpty)
  }

  @Test func `A damaged file is set aside, and what can be read of it stays`() throws {
    let file = SignatureFile(folder: folder.path)
    try file.append(bytes([record("1"), record("2"), record("3")]))
    let size = try #require(StateFileSystem.status(file.path)?.st_size)
    let descriptor = open(file.path, O_WRONLY)
    // In the second of three records of the same size.
    pwrite(descriptor, "?", 1, size / 2 + 10)
    close(descriptor)
    let (ids, notices) = try load(file)
    #expect(ids == ["1"])
    #expect(notices.count == 1)
    #expect(folder.names == ["signatures.db", "signatures.db.damaged"])
    #expect(folder.mode("signatures.db") == 0o600)
    try file.append(bytes([record("4")]))
    let again = try load(file)
    #expect(again.ids == ["1", "4"])
    #expect(again.notices.isEmpty)
  }

  @Test(arguments: ["gemini-proxy signatures 9\nwhat nobody knows yet", "not a log", "g\u{1}\u{2}\u{3}"])
  func `Another version's file is set aside whole`(_ text: String) throws {
    folder.write("signatures.db", text, mode: 0o644)
    let file = SignatureFile(folder: folder.path)
    #expect(try load(file).ids.isEmpty)
    try file.append(bytes([record("1")]))
    #expect(try load(file).ids == ["1"])
    #expect(folder.names == ["signatures.db", "signatures.db.damaged"])
    #expect(folder.mode("signatures.db") == 0o600)
  }

  @Test func `A full log becomes the one before, and the one before that goes`() throws {
    let file = SignatureFile(folder: folder.path, generation: 10_000)
    for number in 0..<10 { try file.append(bytes([record("\(number)", size: 3000)])) }
    // Three fit into a log: 0-2 are gone, 3-5 gone with them, 6-8 are the log before.
    #expect(try load(file).ids == ["6", "7", "8", "9"])
    #expect(folder.names == ["signatures.db", "signatures.db.old"])
  }

  @Test func `A folder that cannot be written is a failure in words, not a crash`() throws {
    let file = SignatureFile(folder: folder.path + "/missing")
    #expect(throws: SystemFailure.self) { try file.append(bytes([record("1")])) }
  }
}
