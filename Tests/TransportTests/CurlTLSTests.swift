import LoopbackServers
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct CurlTLSTests {
  /// Says in its body which HTTP version the front spoke, as nghttpx tells its back end in `Via`.
  private static func upstream() throws -> RawServer {
    try RawServer { connection in
      while true {
        let head = RawServer.readHead(connection)
        guard !head.isEmpty else { return }
        let length = head.lowercased().firstRange(of: "content-length: ").flatMap { range in
          Int(head[range.upperBound...].prefix { $0.isNumber })
        }
        _ = RawServer.read(connection, count: length ?? 0)
        let via = head.contains("\r\nVia: 2 ") || head.contains("\r\nvia: 2 ") ? "h2" : "h1"
        RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\(via)")
      }
    }
  }

  @Test(arguments: [(TransportRequest.HTTPVersion.http1, "h1"), (.http2, "h2")])
  func `The HTTP version is negotiated over a verified connection`(
    _ version: TransportRequest.HTTPVersion, _ spoken: String
  ) async throws {
    let certificates = try await TestCertificates.shared()
    let server = try Self.upstream()
    let front = try await TLSFront.start(to: server.port, certificates)
    try await withTransport(CurlTransportOptions(certificateFile: certificates.authority)) { transport, _ in
      var request = TransportRequest.get(front.url)
      request.httpVersion = version
      for _ in 0..<3 { try await transport.expectBody(spoken, of: request) }
      // A body goes up either way, more than one flow-control window of it.
      request.method = "POST"
      request.body = Array(repeating: [UInt8](repeating: 7, count: 50_000)[...], count: 4)
      #expect(try await transport.stream(request).status == 200)
    }
  }

  @Test(arguments: [
    (TestCertificates.Kind.otherHost, "the certificate is for another host"),
    (.expired, "the certificate has expired"),
    (.unknownAuthority, "the certificate's authority is not trusted"),
  ])
  func `A bad certificate is refused and the fault named`(_ kind: TestCertificates.Kind, _ fault: String) async throws {
    let certificates = try await TestCertificates.shared()
    let server = try Self.upstream()
    let front = try await TLSFront.start(to: server.port, certificates, kind)
    try await withTransport(CurlTransportOptions(certificateFile: certificates.authority)) { transport, _ in
      for version in [TransportRequest.HTTPVersion.http1, .http2] {
        var request = TransportRequest.get(front.url)
        request.httpVersion = version
        await expectFailure(.tls(fault)) { try await transport.stream(request) }
      }
    }
    #expect(server.accepted == 0)
  }

  @Test func `Without the test authority even the good certificate is refused`() async throws {
    let certificates = try await TestCertificates.shared()
    let front = try await TLSFront.start(to: Self.upstream().port, certificates)
    try await withTransport { transport, _ in
      await expectFailure(.tls("the certificate's authority is not trusted")) {
        try await transport.stream(.get(front.url))
      }
    }
  }

  @Test func `A server that does not speak TLS, and a missing authority file, are TLS errors`() async throws {
    let server = try RawServer { RawServer.write($0, "HTTP/1.1 400 Bad\r\n\r\n") }
    for file in [nil, "/nonexistent.pem"] {
      try await withTransport(CurlTransportOptions(certificateFile: file)) { transport, _ in
        let error = await failure {
          try await transport.stream(.get("https://127.0.0.1:\(server.port)/"))
        }
        if case .tls = error {} else { Issue.record("\(String(describing: error))") }
      }
    }
  }
}
