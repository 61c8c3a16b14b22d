import Glibc
import OAuth
import TestFolders
import Testing
import Transport

@testable import GeminiProxy

struct StateFileTests {
  let folder = TemporaryFolder()

  func update(_ file: StateFile, _ text: String, backup: Bool = false) throws {
    try file.update { (_: [UInt8]?) throws(Never) in
      StateFile.Update(bytes: Array(text.utf8), keepsBackup: backup)
    }.get()
  }

  @Test func replacesAsAWholeAndLeavesNothingBehind() throws {
    let file = StateFile(path: folder.file("c.json"))
    #expect(try file.read() == nil)
    folder.write(".c.json.1.2.tmp", "left by a process that was killed")
    try update(file, "one")
    try update(file, "two")
    #expect(folder.read("c.json") == "two" && folder.mode("c.json") == 0o600)
    #expect(folder.names == ["c.json"])
    #expect(folder.mode(".gemini-proxy.lock") == 0o600)
  }

  @Test func givesUpOnAPipeIntoWhichNobodyWrites() throws {
    let path = folder.file("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    // A writer that is there and silent.
    let writer = open(path, O_RDWR | O_CLOEXEC)
    defer { close(writer) }
    #expect(throws: SystemFailure.self) { try StateFileSystem.read(path, patience: 20).get() }
    let text = Array("{}".utf8)
    try #require(write(writer, text, text.count) == text.count)
    #expect(throws: SystemFailure.self) { try StateFileSystem.read(path, patience: 20).get() }
  }

  @Test func keepsThreeBackups() throws {
    var file = StateFile(path: folder.file("c.json"))
    let clock = Lock(Int64(1_767_960_000))
    file.now = { clock.withLock { UnixTime(seconds: $0) } }
    for number in 0..<6 {
      try update(file, "\(number)", backup: true)
      if number % 2 == 0 { clock.withLock { $0 += 60 } }
    }
    let backups = folder.names.filter { $0.hasSuffix(".bak") }
    #expect(backups.count == 3)
    #expect(backups.allSatisfy { folder.mode($0) == 0o600 && $0.hasPrefix("c.json.20260109T12") })
    #expect(Set(backups.map { folder.read($0) }) == ["2", "3", "4"])
    #expect(file.newestBackup.map { $0.hasSuffix(backups.last ?? "") } == true)
    file.removeBackups()
    #expect(folder.names == ["c.json"])
  }

  @Test func followsLinksAndReplacesTheirTarget() throws {
    mkdir(folder.file("real"), 0o700)
    folder.write("real/c.json", "old")
    symlink("real/c.json", folder.file("link.json"))
    symlink("link.json", folder.file("link2.json"))
    let file = StateFile(path: folder.file("link2.json"))
    try update(file, "new", backup: true)
    #expect(folder.read("real/c.json") == "new")
    var status = stat()
    #expect(lstat(folder.file("link.json"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(folder.names == ["link.json", "link2.json", "real"])
  }

  @Test func waitsForAnotherHolderOfTheLock() async throws {
    let file = StateFile(path: folder.file("c.json"))
    let descriptor = open(folder.file(".gemini-proxy.lock"), O_RDWR | O_CREAT, 0o600)
    flock(descriptor, LOCK_EX)
    let save = Task { await BlockingExecutor.shared.run { (try? update(file, "mine")) != nil } }
    // What the holder writes in the meantime is what the waiting one reads.
    folder.write("c.json", "theirs")
    flock(descriptor, LOCK_UN)
    close(descriptor)
    #expect(await save.value)
    #expect(folder.read("c.json") == "mine")
  }

  @Test func losesNoUpdateOfManyAtOnce() async throws {
    let file = StateFile(path: folder.file("c.json"))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 {
        group.addTask {
          await BlockingExecutor.shared.run {
            _ = try? file.update { (old: [UInt8]?) throws(Never) in StateFile.Update(bytes: (old ?? []) + [65]) }
          }
        }
      }
    }
    #expect(folder.read("c.json")?.utf8.count == 100)
  }

  @Test func writesInPlaceWhereTheFolderIsClosed() throws {
    folder.write("c.json", "a longer text than the new one")
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }
    // The superuser may write everywhere, so there is nothing to see.
    guard access(folder.path, W_OK) != 0 else { return }
    try update(StateFile(path: folder.file("c.json")), "new")
    #expect(folder.read("c.json") == "new")
  }
}
