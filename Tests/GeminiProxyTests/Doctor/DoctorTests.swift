import Server
import Testing
import Transport

@testable import GeminiProxy

@Suite(.timeLimit(.minutes(1))) struct DoctorTests {
  @Test func `where nothing is wrong every check says so`() async throws {
    let findings = try await BrokenWorld("", breaks: "", advice: "") { _ in }.diagnose()
    #expect(findings.allSatisfy { $0.verdict == .ok && $0.advice.isEmpty }, "\(findings)")
    #expect(findings.map(\.check) == ["configuration", "files", "port", "network", "network", "clock", "tier", "api"])
    #expect(findings.last?.account == "default")
  }

  static let worlds = [
    BrokenWorld("a wrong value", breaks: "configuration", advice: "Correct it") { $0.config = #"{"port":"x"}"# },
    BrokenWorld("a file for all to read", breaks: "files", advice: "chmod 600") { $0.mode = 0o644 },
    BrokenWorld("an address of another machine", breaks: "port", advice: "an address of this machine") {
      $0.config = #"{"host":"192.0.2.1","api_keys":["gp-planted"],"project_id":"p","token_file":"TOKEN"}"#
    },
    BrokenWorld("no name server", breaks: "dns", advice: "resolv.conf") {
      $0.networkError = .couldNotResolve("Could not resolve host")
    },
    BrokenWorld("a proxy that wants a password", breaks: "proxy", advice: "user:password@") {
      $0.networkError = .proxyRefused(status: 407, "")
    },
    BrokenWorld("a certificate nobody trusts", breaks: "tls", advice: "ca-certificates") {
      $0.networkError = .tls("self-signed certificate")
    },
    BrokenWorld("a firewall", breaks: "connection", advice: "firewall") { $0.networkError = .timedOut(.connect) },
    BrokenWorld("a clock an hour off", breaks: "clock", advice: "set-ntp") {
      $0.date = "Tue, 24 Nov 2026 13:00:00 GMT"
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
    BrokenWorld("Google out of order", breaks: "api", advice: "in a minute") { $0.count = (500, "<html>") },
    BrokenWorld("a quota that is used up", breaks: "quota", advice: "another account") {
      $0.count = (429, BrokenWorld.error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXHAUSTED", "Come back tomorrow."))
    },
    BrokenWorld("a key that is missing", breaks: "credential", advice: "Correct it") {
      $0.config = #"{"port":0,"api_keys":["gp-planted"],"accounts":[{"name":"b","api_mode":"ai_studio"}]}"#
    },
  ]

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

  @Test func `a finding as JSON`() {
    let finding = DoctorFinding("tls", account: "a\"b", .failed, "no", advice: "do")
    let expected = #"{"check":"tls","account":"a\"b","verdict":"failed","message":"no","advice":"do"}"#
    #expect(String(decoding: finding.json, as: UTF8.self) == expected)
  }
}
