import Dispatch
import OAuth
import TestFolders
import Testing
import Transport

@testable import GeminiProxy

@Suite struct SystemdNotifierTests {
  @Test func `a manager is told that the proxy serves, and fed while its loops answer`() async throws {
    let folder = TemporaryFolder()
    let socket = try ManagerSocket(in: folder)
    let manager = try #require(
      SystemdNotifier(
        environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "100000", "WATCHDOG_PID": "7"], processID: 7))
    try await RunningProxy.run(GoogleInMemory()) { running in
      try await running.proxy.reporting(to: manager) {
        let first = try #require(await socket.next())
        #expect(first.hasPrefix("READY=1\nSTATUS=serving http://127.0.0.1:"))
        #expect(first.hasSuffix("0 requests, 0 connections\nWATCHDOG=1"))
        #expect(await socket.next() == "WATCHDOG=1")
        #expect(await socket.message(with: "WATCHDOG=1") != nil)
      }
    }
  }

  @Test func `a loop that hangs leaves the watchdog unfed`() async throws {
    let folder = TemporaryFolder()
    let socket = try ManagerSocket(in: folder)
    let manager = try #require(
      SystemdNotifier(environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "20000"], processID: 7))
    let (hanging, freed) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    try await RunningProxy.run(GoogleInMemory()) { running in
      try await running.proxy.reporting(to: manager) {
        #expect(await socket.message(with: "WATCHDOG=1") != nil)
        running.proxy.reactors[0].post {
          hanging.signal()
          freed.wait()
        }
        await BlockingExecutor.shared.run { hanging.wait() }
        // What was on its way comes; then nothing for fifty intervals.
        while await socket.next(within: .milliseconds(500)) != nil {}
        freed.signal()
        #expect(await socket.message(with: "WATCHDOG=1") != nil)
      }
    }
  }

  @Test(arguments: [
    ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "vsock:2:3"], ["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 200)],
    [:],
  ])
  func `nobody is told where there is no socket`(_ environment: [String: String]) {
    #expect(SystemdNotifier(environment: environment, processID: 7) == nil)
  }

  @Test(
    arguments: [
      (["WATCHDOG_USEC": "2000000"], Duration.seconds(2)), (["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "8"], nil),
      (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "x"], nil), ([:], nil),
    ] as [([String: String], Duration?)])
  func `the watchdog's time is taken where it is meant for this process`(
    _ environment: [String: String], _ time: Duration?
  ) throws {
    let environment = environment.merging(["NOTIFY_SOCKET": "@gemini-proxy-nobody"]) { $1 }
    let manager = try #require(SystemdNotifier(environment: environment, processID: 7))
    #expect(manager.watchdog == time)
    // Nobody listens there; nothing comes of it.
    manager.send("READY=1")
  }

  @Test func `credentials are read as the keys they are named after`() throws {
    let folder = TemporaryFolder()
    folder.write("upstream_api_key", "studio-key\n")
    folder.write("api_keys", "gp-one\n\n gp-two ,gp-three\n")
    folder.write("service_account_file", "{}")
    let path = folder.file("service_account_file")
    let environment = ["CREDENTIALS_DIRECTORY": folder.path]
    let credentials = SystemdCredentials(environment: environment)
    let found = credentials.values
    #expect(credentials.problems.isEmpty)
    #expect(found[.upstreamAPIKey] == "studio-key")
    #expect(found[.serviceAccountFile] == path)
    var loader = ConfigurationLoader(environment: [:], limits: .current())
    loader.credentials = found
    let loaded = loader.load(file: Array(#"{"upstream_api_key":"from-file"}"#.utf8))
    #expect(loaded.configuration.apiKeys.map(\.key.exposed) == ["gp-one", "gp-two", "gp-three"])
    #expect(loaded.configuration.upstreamAPIKey.exposed == "studio-key")
    #expect(!loaded.missing.contains(.apiKeys))
    loader.environment = ["GEMINI_UPSTREAM_API_KEY": "from-environment"]
    #expect(loader.load(file: nil).configuration.upstreamAPIKey.exposed == "from-environment")
  }

  @Test func `a credential that cannot be read is told`() {
    let folder = TemporaryFolder()
    folder.write("api_keys", String(repeating: "x", count: 65_537))
    let credentials = SystemdCredentials(environment: ["CREDENTIALS_DIRECTORY": folder.path])
    #expect(credentials.values.isEmpty)
    #expect(credentials.problems.count == 1)
    #expect(credentials.problems.first?.hasPrefix("the credential api_keys is not used: ") == true)
  }
}
