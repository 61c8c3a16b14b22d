import Glibc
import LoopbackServers
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct CurlProxyTests {
  private static func upstream() throws -> RawServer {
    try RawServer { connection in
      while !RawServer.readHead(connection).isEmpty {
        RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ndirect")
      }
    }
  }

  private func get(_ url: String, through proxy: String) -> TransportRequest {
    TransportRequest(url: url, proxy: .url(proxy))
  }

  @Test func `An http proxy forwards http and tunnels https, with credentials`() async throws {
    let certificates = try await TestCertificates.shared()
    let server = try Self.upstream()
    let secure = try await TLSFront.start(to: server.port, certificates)
    let proxy = try TestProxy(.http)
    let url = "http://user:pass@127.0.0.1:\(proxy.port)"
    try await withTransport(CurlTransportOptions(certificateFile: certificates.authority)) { transport, _ in
      try await transport.expectBody("forwarded", of: get("http://upstream.test/x", through: url))
      try await transport.expectBody("direct", of: get(secure.url, through: url))
    }
    #expect(
      proxy.requests.withLock { $0 } == [
        "GET http://upstream.test/x HTTP/1.1", "CONNECT localhost:\(secure.port) HTTP/1.1",
      ])
  }

  @Test func `What is meant for the upstream is not told to the proxy`() async throws {
    let certificates = try await TestCertificates.shared()
    let server = try Self.upstream()
    let secure = try await TLSFront.start(to: server.port, certificates)
    let proxy = try TestProxy(.http)
    try await withTransport(CurlTransportOptions(certificateFile: certificates.authority)) { transport, _ in
      let request = TransportRequest(
        method: "POST", url: secure.url + "planted-path",
        headers: [("Authorization", "Bearer planted"), ("x-goog-api-key", "planted"), ("User-Agent", "planted")],
        body: [Array("planted".utf8)], proxy: .url("http://user:pass@127.0.0.1:\(proxy.port)"))
      try await transport.expectBody("direct", of: request)
    }
    let heads = proxy.heads.withLock { $0 }
    #expect(heads.count == 1 && heads.allSatisfy { $0.hasPrefix("CONNECT ") && !$0.contains("planted") })
  }

  @Test func `An https proxy is verified with the same authority`() async throws {
    let certificates = try await TestCertificates.shared()
    let server = try Self.upstream()
    let secure = try await TLSFront.start(to: server.port, certificates)
    let proxy = try TestProxy(.http)
    let front = try await TLSFront.start(to: proxy.port, certificates, isForwardProxy: true)
    let url = "https://user:pass@localhost:\(front.port)"
    try await withTransport(CurlTransportOptions(certificateFile: certificates.authority)) { transport, _ in
      try await transport.expectBody("direct", of: get(secure.url, through: url))
      try await transport.expectBody("forwarded", of: get("http://upstream.test/x", through: url))
    }
    try await withTransport { transport, _ in
      let error = await failure { try await transport.stream(get(secure.url, through: url)) }
      if case .tls = error {} else { Issue.record("\(String(describing: error))") }
    }
  }

  @Test(arguments: [("socks5h", "upstream.test"), ("socks5", "127.0.0.1")])
  func `A SOCKS proxy is given the name or the address`(_ scheme: String, _ told: String) async throws {
    let server = try Self.upstream()
    let proxy = try TestProxy(.socks)
    try await withTransport { transport, _ in
      let host = scheme == "socks5h" ? "upstream.test" : "127.0.0.1"
      let request = get("http://\(host):\(server.port)/", through: "\(scheme)://user:pass@127.0.0.1:\(proxy.port)")
      try await transport.expectBody("direct", of: request)
    }
    #expect(proxy.requests.withLock { $0 } == [told])
  }

  @Test func `A proxy's refusal is told with its status`() async throws {
    let http = try TestProxy(.http)
    let socks = try TestProxy(.socks)
    let (forbidding, broken) = (try TestProxy(.refusing(403)), try TestProxy(.refusing(502)))
    try await withTransport { transport, _ in
      for (url, proxy, status) in [
        ("https://upstream.test/", "http://wrong:pass@127.0.0.1:\(http.port)", 407),
        ("http://upstream.test/", "http://127.0.0.1:\(http.port)", 407),
        ("https://upstream.test/", "http://127.0.0.1:\(forbidding.port)", 403),
        ("https://upstream.test/", "http://127.0.0.1:\(broken.port)", 502),
        ("http://upstream.test/", "socks5h://user:wrong@127.0.0.1:\(socks.port)", 0),
      ] {
        let error = await failure { try await transport.stream(get(url, through: proxy)) }
        guard case .proxyRefused(status, _) = error else {
          Issue.record("\(proxy): \(String(describing: error))")
          continue
        }
        #expect(!String(describing: error).contains("wrong"))
      }
    }
  }

  @Test func `The environment names proxies and exceptions`() async throws {
    // In a process of its own: the environment belongs to the whole process.
    await #expect(processExitsWith: .success) {
      let server = try CurlProxyTests.upstream()
      let proxy = try TestProxy(.http)
      let url = "http://user:pass@127.0.0.1:\(proxy.port)"
      setenv("http_proxy", url, 1)
      setenv("HTTPS_PROXY", url, 1)
      setenv("NO_PROXY", "127.0.0.1,excepted.test", 1)
      try await withTransport { transport, _ in
        try await transport.expectBody("forwarded", of: TransportRequest(url: "http://upstream.test/"))
        try await transport.expectBody("direct", of: TransportRequest(url: server.url))
        // Not resolvable, which is how it shows that the proxy is not asked.
        for host in ["http://excepted.test/", "https://sub.excepted.test/"] {
          let error = await failure { try await transport.stream(TransportRequest(url: host)) }
          if case .couldNotResolve = error {} else { Issue.record("\(String(describing: error))") }
        }
        let direct = TransportRequest(url: "http://upstream.test/", proxy: .direct)
        let error = await failure { try await transport.stream(direct) }
        if case .couldNotResolve = error {} else { Issue.record("\(String(describing: error))") }
        // A proxy that is named outright is asked for everything.
        let named = TransportRequest(url: "http://excepted.test/", proxy: .url(url))
        try await transport.expectBody("forwarded", of: named)
      }
    }
  }
}
