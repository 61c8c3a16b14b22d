import Glibc
import Server
import TestFolders
import Testing
import Transport

@testable import GeminiProxy

@Suite(.timeLimit(.minutes(1))) struct DoctorTests {
  @Test func `where nothing is wrong every check says so`() async throws {
    let findings = try await BrokenWorld("", breaks: "", advice: "") { _ in }.diagnose()
    #expect(findings.allSatisfy { $0.verdict == .ok && $0.advice.isEmpty }, "\(findings)")
    #expect(
      findings.map(\.check) == [
        "configuration", "files", "port", "network", "network", "clock", "token", "tier", "project", "api", "quota",
      ])
    let hosts = findings.filter { $0.check == "network" }
    #expect(hosts.allSatisfy { $0.message.hasSuffix(" answers: name, connection and TLS work") }, "\(hosts)")
    #expect(findings.first { $0.check == "tier" }?.message == "standard-tier")
    #expect(findings.first { $0.check == "project" }?.message == "p")
    #expect(findings.last?.account == "default")
  }

  @Test func `a port that the system chooses is not called free`() async throws {
    let findings = try await BrokenWorld("", breaks: "", advice: "") { _ in }.diagnose()
    #expect(findings.first { $0.check == "port" }?.message == "0: the system chooses a free one at every start")
  }

  @Test func `an account with a key has its own line`() async throws {
    let findings = try await BrokenWorld("", breaks: "", advice: "") { $0.config = Self.keyed }.diagnose()
    #expect(findings.allSatisfy { $0.verdict == .ok }, "\(findings)")
    #expect(findings.filter { $0.account == "b" }.map(\.check) == ["credential", "api", "quota"])
  }

  private static let keyed = #"""
    {"port":0,"api_keys":["gp-planted"],"accounts":[
    {"name":"b","api_mode":"ai_studio","upstream_api_key":"planted"}]}
    """#

  static let worlds: [BrokenWorld] = [
    BrokenWorld("a wrong value", breaks: "configuration", advice: "Correct it") { $0.config = #"{"port":"x"}"# },
    BrokenWorld("a file for all to read", breaks: "files", advice: "chmod 600") { $0.mode = 0o644 },
    BrokenWorld("a folder that is not there", breaks: "files", advice: "--state-dir") {
      $0.path = "missing/config.json"
      $0.exists = false
      $0.environment = Self.environment
    },
    BrokenWorld("a system prompt that is not there", breaks: "configuration", advice: "put the file there") {
      $0.config =
        #"{"port":0,"api_keys":["gp-planted"],"project_id":"p","token_file":"TOKEN","system_prompt_file":"FOLDER/no"}"#
    },
    BrokenWorld("credentials that others may change", breaks: "files", advice: "/credentials.json") {
      $0.credentialMode = 0o666
      $0.config = #"""
        {"port":0,"api_keys":["gp-planted"],"project_id":"p","token_file":"TOKEN","accounts":[
        {"name":"b","disabled":true,"api_mode":"vertex_ai","service_account_file":"FOLDER/credentials.json"}]}
        """#
    },
    BrokenWorld("something in the way of a socket", breaks: "port", advice: "remove it yourself") {
      $0.credentialMode = 0o600
      $0.config = Self.onSocket("FOLDER/credentials.json")
    },
    BrokenWorld("no folder for a socket", breaks: "port", advice: "mkdir -p") {
      $0.config = Self.onSocket("FOLDER/missing/socket")
    },
    BrokenWorld("every account disabled", breaks: "accounts", advice: #"Take "disabled" from one of them"#) {
      $0.config = #"""
        {"port":0,"api_keys":["gp-planted"],"accounts":[{"name":"b","disabled":true,"token_file":"TOKEN"}]}
        """#
    },
    BrokenWorld("an address of another machine", breaks: "port", advice: "an address of this machine") {
      $0.config = #"{"host":"192.0.2.1","api_keys":["gp-planted"],"project_id":"p","token_file":"TOKEN"}"#
    },
    BrokenWorld("no name server", breaks: "dns", advice: "resolv.conf") {
      $0.networkError = .couldNotResolve("Could not resolve host")
    },
    BrokenWorld("a proxy that wants a password", breaks: "proxy", advice: "user:password@") {
      $0.networkError = .proxyRefused(status: 407, "")
    },
    BrokenWorld("a proxy that refuses", breaks: "proxy", advice: "Check proxy_urls") {
      $0.networkError = .proxyRefused(status: 403, "")
    },
    BrokenWorld("a dead proxy", breaks: "proxy", advice: "Check proxy_urls") {
      $0.deadProxy = "http://ann:planted@proxy.test:3128"
      $0.config = #"""
        {"port":0,"api_keys":["gp-planted"],"project_id":"p","token_file":"TOKEN",
        "proxy_urls":["http://ann:planted@proxy.test:3128"]}
        """#
    },
    BrokenWorld("a certificate nobody trusts", breaks: "tls", advice: "ca-certificates") {
      $0.networkError = .tls("self-signed certificate")
    },
    BrokenWorld("a firewall", breaks: "connection", advice: "firewall") { $0.networkError = .timedOut(.connect) },
    BrokenWorld("a clock an hour off", breaks: "clock", advice: "set-ntp") {
      $0.date = "Tue, 24 Nov 2026 13:00:00 GMT"
    },
    BrokenWorld("a token endpoint out of order", breaks: "token", advice: "in a minute") { $0.token = (503, "") },
    BrokenWorld("an OAuth client Google does not know", breaks: "token", advice: "oauth_client_id") {
      $0.token = (401, #"{"error":"invalid_client","error_description":"The OAuth client was not found."}"#)
    },
    BrokenWorld("nobody signed in", breaks: "token", advice: "gemini-proxy login") {
      $0.config = #"{"port":0,"api_keys":["gp-planted"]}"#
    },
    BrokenWorld("a sign-in that was ended", breaks: "token", advice: "gemini-proxy login") {
      $0.token = (400, #"{"error":"invalid_grant","error_description":"Token has been expired or revoked."}"#)
    },
    BrokenWorld("a project of one's own is wanted", breaks: "project", advice: "console.cloud.google.com") {
      $0.config = #"{"port":0,"api_keys":["gp-planted"],"token_file":"TOKEN"}"#
      $0.profile = (200, #"{"currentTier":{"id":"standard-tier"}}"#)
    },
    BrokenWorld("no licence", breaks: "tier", advice: "licence") {
      $0.profile = (403, BrokenWorld.error(403, "PERMISSION_DENIED", "SUBSCRIPTION_REQUIRED", "No seat."))
    },
    BrokenWorld("an API that is not enabled", breaks: "api", advice: "https://console.developers.google.com/enable") {
      $0.count = (
        403,
        BrokenWorld.error(
          403, "PERMISSION_DENIED", "SERVICE_DISABLED", "Enable it.",
          link: "https://console.developers.google.com/enable")
      )
    },
    BrokenWorld("a profile out of order", breaks: "tier", advice: "in a minute") { $0.profile = (503, "") },
    BrokenWorld("a token that an API refuses", breaks: "api", advice: "Sign in again") {
      $0.count = (401, BrokenWorld.error(401, "UNAUTHENTICATED", "X", "No."))
    },
    BrokenWorld("missing rights", breaks: "api", advice: "rights") {
      $0.count = (403, BrokenWorld.error(403, "PERMISSION_DENIED", "X", "No."))
    },
    BrokenWorld("a request Google does not like", breaks: "api", advice: "project_id") {
      $0.count = (400, BrokenWorld.error(400, "INVALID_ARGUMENT", "X", "No."))
    },
    BrokenWorld("a key that is not valid", breaks: "api", advice: "upstream_api_key") {
      $0.config = Self.keyed
      $0.count = (400, BrokenWorld.error(400, "INVALID_ARGUMENT", "API_KEY_INVALID", "API key not valid."))
    },
    BrokenWorld("a call that gets no connection", breaks: "api", advice: "in a minute") {
      $0.countError = .couldNotConnect("nobody listens")
    },
    BrokenWorld("Google out of order", breaks: "api", advice: "in a minute") { $0.count = (500, "<html>") },
    BrokenWorld("a quota that is used up", breaks: "quota", advice: "another account") {
      $0.count = (429, BrokenWorld.error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXHAUSTED", "Come back tomorrow."))
    },
    BrokenWorld("a key that is missing", breaks: "credential", advice: "Correct it") {
      $0.config = #"{"port":0,"api_keys":["gp-planted"],"accounts":[{"name":"b","api_mode":"ai_studio"}]}"#
    },
  ]

  private static let environment = [
    "GEMINI_PORT": "0", "GEMINI_API_KEYS": "gp-planted", "GEMINI_PROJECT_ID": "p", "GEMINI_TOKEN_FILE": "TOKEN",
  ]

  private static func onSocket(_ path: String) -> String {
    #"{"host":"unix:\#(path)","api_keys":["gp-planted"],"project_id":"p","token_file":"TOKEN"}"#
  }

  @Test(arguments: worlds) func `each broken link is named, with what mends it`(_ world: BrokenWorld) async throws {
    let findings = try await world.diagnose()
    let failed = findings.filter { $0.verdict == .failed }
    #expect(failed.contains { $0.check == world.check && $0.advice.contains(world.advice) }, "\(findings)")
    #expect(Set(failed.map(\.check)) == [world.check], "\(findings)")
    #expect(!findings.contains { ($0.message + $0.advice).contains("planted") }, "\(findings)")
  }

  @Test func `a port in use is told from the proxy's own`() async throws {
    let taken = try #require(try ListeningSocket.listen(on: .tcp(host: "127.0.0.1", port: 0)).first)
    let world = BrokenWorld("", breaks: "port", advice: "another port") {
      $0.config =
        #"{"host":"127.0.0.1","port":\#(taken.port),"api_keys":["gp-planted"],"token_file":"TOKEN","project_id":"p"}"#
    }
    let finding = try #require(try await world.diagnose { _ in "python3 (process 7)" }.first { $0.check == "port" })
    #expect(finding.verdict == .failed)
    #expect(finding.message == "\(taken.port) is in use by another program: python3 (process 7)")
    #expect(HealthAnswer.version(in: Array(#"{"status":"healthy","version":"1.2"}"#.utf8)) == "1.2")
    #expect(HealthAnswer.version(in: Array("<html>".utf8)) == nil)
  }

  @Test func `a configuration that does not exist is not called valid`() async throws {
    let findings = try await BrokenWorld("", breaks: "", advice: "") {
      $0.exists = false
      $0.environment = Self.environment
    }.diagnose()
    let finding = try #require(findings.first { $0.check == "configuration" })
    #expect(finding.verdict == .warning)
    #expect(finding.message.hasSuffix("/config.json does not exist: the defaults and the environment are used"))
    #expect(finding.advice == "Check the path; gemini-proxy serve would create the file.")
    #expect(!findings.contains { $0.verdict == .failed }, "\(findings)")
  }

  @Test func `an account whose own proxy is dead is named, and the others are looked at`() async throws {
    let findings = try await BrokenWorld("", breaks: "", advice: "") {
      $0.deadProxy = "http://ann:planted@proxy.test:3128"
      $0.config = #"""
        {"port":0,"api_keys":["gp-planted"],"project_id":"p","token_file":"TOKEN","accounts":[{"name":"b",
        "api_mode":"ai_studio","upstream_api_key":"planted","proxy_url":"http://ann:planted@proxy.test:3128"}]}
        """#
    }.diagnose()
    let failed = findings.filter { $0.verdict == .failed }
    #expect(failed.map(\.check) == ["proxy"], "\(findings)")
    #expect(failed.first?.account == "b")
    #expect(failed.first?.message.contains("through proxy http://***@proxy.test:3128: no connection") == true)
    #expect(failed.first?.advice == "Check proxy_url of the account b, and that the proxy is running.")
    #expect(findings.contains { $0.check == "api" && $0.account == "default" && $0.verdict == .ok }, "\(findings)")
    #expect(!findings.contains { ($0.message + $0.advice).contains("planted") }, "\(findings)")
  }

  @Test func `an account that Google is setting up is a warning, and no call is made for it`() async throws {
    let findings = try await BrokenWorld("", breaks: "", advice: "") {
      $0.profile = (200, #"{"allowedTiers":[{"id":"free-tier","isDefault":true}]}"#)
    }.diagnose()
    let last = try #require(findings.last)
    #expect(last.check == "tier" && last.verdict == .warning, "\(findings)")
    #expect(last.message == "Google is still setting the account up")
    #expect(last.advice == "Try again in a minute.")
    #expect(!findings.contains { $0.verdict == .failed }, "\(findings)")
  }

  @Test(
    arguments: [
      ("Tue, 24 Nov 2026 12:00:45 GMT", DoctorFinding.Verdict.warning, "differs from Google's by 45 s"),
      ("Tue, 24 Nov 2026 11:55:01 GMT", .warning, "differs from Google's by 299 s"),
      ("Tue, 24 Nov 2026 12:00:29 GMT", .ok, "agrees with Google's"),
      (nil, .ok, "not compared: no server sent a Date"),
    ] as [(String?, DoctorFinding.Verdict, String)])
  func `a clock that is a little off is a warning`(
    _ date: String?, _ verdict: DoctorFinding.Verdict, _ message: String
  ) async throws {
    let findings = try await BrokenWorld("", breaks: "", advice: "") { $0.date = date }.diagnose()
    let finding = try #require(findings.first { $0.check == "clock" })
    #expect(finding.verdict == verdict)
    #expect(finding.message == message)
    #expect(finding.advice == (verdict == .ok ? "" : "Set the clock: timedatectl set-ntp true"))
  }

  @Test(
    arguments: [
      (
        "HTTP/1.1 200 OK\r\n\r\n" + #"{"status":"healthy","version":"1.2"}"#, DoctorFinding.Verdict.ok, "1.2 is running"
      ),
      ("+PONG\r\n", .failed, "is in use by another program"),
    ] as [(String, DoctorFinding.Verdict, String)])
  func `a Unix socket in use is told from the proxy's own`(
    _ answer: String, _ verdict: DoctorFinding.Verdict, _ message: String
  ) async throws {
    let folder = TemporaryFolder()
    let path = folder.file("socket")
    let listener = try #require(try ListeningSocket.listen(on: .unix(path: path)).first)
    async let served: Void = Self.answer(onceAt: listener, answer)
    let findings = try await BrokenWorld("", breaks: "", advice: "") { $0.config = Self.onSocket(path) }.diagnose()
    await served
    let finding = try #require(findings.first { $0.check == "port" })
    #expect(finding.verdict == verdict)
    #expect(finding.message.contains(message) && finding.message.contains("unix:\(path)"), "\(finding)")
    #expect(finding.advice == (verdict == .ok ? "" : "End it, or set host to another path."))
    #expect(folder.names == ["socket"])
    // The path goes with the socket.
    withExtendedLifetime(listener) {}
  }

  private static func answer(onceAt listener: ListeningSocket, _ text: String) async {
    await BlockingExecutor.shared.run {
      var entry = pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 30_000) > 0 else { return }
      let peer = accept(listener.descriptor, nil, nil)
      guard peer >= 0 else { return }
      defer { close(peer) }
      var request = [UInt8](repeating: 0, count: 1024)
      _ = recv(peer, &request, request.count, 0)
      let bytes = Array(text.utf8)
      _ = write(peer, bytes, bytes.count)
    }
  }

  @Test func `a Unix socket that a dead program left stays, and is no fault`() async throws {
    let folder = TemporaryFolder()
    let path = folder.file("socket")
    let listener = try #require(try ListeningSocket.listen(on: .unix(path: path)).first)
    // Nobody can connect any more, as when its process is gone.
    shutdown(listener.descriptor, Int32(SHUT_RDWR))
    let findings = try await BrokenWorld("", breaks: "", advice: "") { $0.config = Self.onSocket(path) }.diagnose()
    let finding = try #require(findings.first { $0.check == "port" })
    #expect(finding.verdict == .ok)
    #expect(finding.message == "unix:\(path) is left from a program that is gone, and will be replaced")
    #expect(folder.names == ["socket"])
    withExtendedLifetime(listener) {}
  }

  @Test func `a free path for a Unix socket stays free`() async throws {
    let folder = TemporaryFolder()
    let path = folder.file("socket")
    let findings = try await BrokenWorld("", breaks: "", advice: "") { $0.config = Self.onSocket(path) }.diagnose()
    #expect(findings.first { $0.check == "port" }?.message == "unix:\(path) is free")
    #expect(folder.names.isEmpty)
  }

  @Test func `a finding as JSON`() {
    let finding = DoctorFinding("tls", account: "a\"b", .failed, "no", advice: "do")
    let expected = #"{"check":"tls","account":"a\"b","verdict":"failed","message":"no","advice":"do"}"#
    #expect(String(decoding: finding.json, as: UTF8.self) == expected)
  }
}
