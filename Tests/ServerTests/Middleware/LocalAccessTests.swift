import Testing

@testable import Server

/// Who counts as sitting at the machine itself.
struct LocalAccessTests {
  private func head(host: String?, fields: HTTPFields = [:]) -> HTTPRequestHead {
    HTTPRequestHead(method: .get, target: HTTPTarget(path: "/"), fields: fields, host: host)
  }

  @Test(arguments: [
    ("localhost", LocalAccess.Verdict.local), ("localhost:8081", .local), ("LOCALHOST:1", .local),
    ("127.0.0.1:8081", .local),
    ("[::1]:8081", .local), ("[::1]", .local), ("box.lan:8081", .local), ("evil.example", .foreignHost),
    ("localhost.evil.example", .foreignHost), ("127.0.0.1.evil.example:8081", .foreignHost), ("[::2]", .foreignHost),
    ("::1", .foreignHost), ("", .foreignHost),
  ])
  func looksAtTheHost(_ host: String, _ expected: LocalAccess.Verdict) {
    let access = LocalAccess(listener: .loopback, allowedHosts: ["Box.lan"])
    #expect(access.verdict(on: head(host: host)) == expected)
    #expect(LocalAccess(listener: .network, allowedHosts: ["box.lan"]).verdict(on: head(host: host)) == .remote)
    #expect(LocalAccess(listener: .unixSocket, allowedHosts: []).verdict(on: head(host: host)) == .local)
  }

  @Test(arguments: ["Forwarded", "X-Forwarded-For", "x-forwarded-proto", "X-Forwarded-Host", "Via"])
  func whatWasForwardedIsNotLocal(_ name: String) {
    var fields = HTTPFields()
    fields.append(name, "x")
    for listener in [LocalAccess.Listener.loopback, .unixSocket] {
      let access = LocalAccess(listener: listener, allowedHosts: [])
      #expect(access.verdict(on: head(host: "localhost", fields: fields)) == .remote)
    }
  }

  @Test(
    arguments: [
      (["Origin": "https://evil.example"], true), (["Origin": "null"], true),
      (["Origin": "http://localhost:3000"], false),
      (["Origin": "http://127.0.0.1"], false), (["Origin": "http://box.lan"], false),
      (["Sec-Fetch-Site": "cross-site"], true),
      (["Sec-Fetch-Site": "Cross-Site", "Origin": "http://localhost"], true),
      (["Sec-Fetch-Site": "same-origin"], false),
      (["Sec-Fetch-Site": "none"], false), ([:], false),
    ] as [(HTTPFields, Bool)])
  func tellsPagesOfOtherSites(_ fields: HTTPFields, _ expected: Bool) {
    let access = LocalAccess(listener: .loopback, allowedHosts: ["box.lan"])
    #expect(access.isCrossSite(head(host: "localhost", fields: fields)) == expected)
  }
}
