import Glibc
import OAuth
import TestFolders
import Testing

@testable import GeminiProxy

struct CrashSafetyTests {
  /// Another process that stores token after token.
  struct SaveLoop {
    let process: pid_t
    let output: Int32

    init(config: String, first: Int, pausing: Bool) throws {
      var folder = [CChar](repeating: 0, count: 4096)
      let count = readlink("/proc/self/exe", &folder, folder.count - 1)
      let runner = String(decoding: folder.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let program = StateFileSystem.folder(of: runner) + "/SaveLoop"
      var ends: [Int32] = [0, 0]
      // Closed on exec: a program that another test starts meanwhile would keep the pipe from ending.
      try #require(pipe(&ends) == 0)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
      posix_spawn_file_actions_addclose(&actions, ends[0])
      let arguments = [program, config, "\(first)"] + (pausing ? ["pause"] : [])
      var pointers = arguments.map { strdup($0) } + [nil]
      var process = pid_t()
      let code = posix_spawn(&process, program, &actions, nil, &pointers, environ)
      posix_spawn_file_actions_destroy(&actions)
      for pointer in pointers { free(pointer) }
      close(ends[1])
      try #require(code == 0, "\(program): \(code)")
      self.process = process
      output = ends[0]
    }

    /// The next sign of life; nil once the process has ended.
    func next() -> Character? {
      var byte: UInt8 = 0
      return read(output, &byte, 1) == 1 ? Character(UnicodeScalar(byte)) : nil
    }

    /// Ends the process and returns the signs of life that were still on their way.
    func kill() -> Int {
      Glibc.kill(process, SIGKILL)
      var late = 0
      while next() != nil { late += 1 }
      var status: Int32 = 0
      waitpid(process, &status, 0)
      close(output)
      return late
    }
  }

  let folder = TemporaryFolder()

  /// The number of the token in the file, which must be whole.
  func stored() throws -> Int {
    let text = try #require(folder.read("config.json"))
    let loaded = ConfigurationLoaderTests.load(text)
    #expect(loaded.problems.isEmpty, "\(loaded.problems)")
    #expect(text.contains("{\"own\":  \"m\"}"))
    let token = try #require(OAuthToken(tokenFile: loaded.configuration.tokenFile.exposed))
    #expect(token.accessToken.exposed == "access-\(token.refreshToken.exposed)")
    return try #require(Int(token.refreshToken.exposed))
  }

  @Test(.timeLimit(.minutes(5))) func fiveHundredKillsLeaveTheOldOrTheNewToken() throws {
    let start = OAuthToken(accessToken: Secret("access-0"), refreshToken: Secret("0"), expiry: nil).tokenFile
    folder.write(
      "config.json",
      #"{"api_keys": ["k"], "client_id": "x", "model_aliases": {"own":  "m"}, "token_file": "\#(start)", "cors_origins": []}"#
    )
    var acknowledged = 0
    var torn = 0
    for round in 0..<500 {
      let isPausing = round % 8 == 0
      let loop = try SaveLoop(config: folder.file("config.json"), first: acknowledged + 1, pausing: isPausing)
      if isPausing {
        #expect(loop.next() == "p")
        #expect(loop.kill() == 0)
        torn += 1
        #expect(try stored() == acknowledged, "killed before the rename, so the old one must be there")
        continue
      }
      for _ in 0..<Int.random(in: 1...3) {
        #expect(loop.next() == ".")
        acknowledged += 1
      }
      for _ in 0..<Int.random(in: 0..<200) { sched_yield() }
      acknowledged += loop.kill()
      let found = try stored()
      #expect(found == acknowledged || found == acknowledged + 1)
      acknowledged = found
    }
    #expect(torn >= 50)
    let backups = folder.names.filter { $0.hasSuffix(".bak") }
    #expect(backups.count <= StateFile.backupsKept + 1)
    #expect(backups.allSatisfy { folder.mode($0) == 0o600 })
    // Whoever saves next clears what the killed ones left.
    var files = ConfigurationFiles(
      path: folder.file("config.json"), stateFolder: nil,
      loader: ConfigurationLoader(environment: [:], limits: ConfigurationLoaderTests.limits))
    _ = files.save { [.project("p", account: "default")] }
    #expect(!folder.names.contains { $0.hasSuffix(".tmp") })
  }
}
