import Foundation
import Testing
import Transport

@testable import Server

/// Every way to listen.
@Suite(.timeLimit(.minutes(2))) struct ListeningSocketTests {
  private static let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

  @Sendable private static func ok(_ exchange: HTTPExchange) async {
    try? await exchange.respond(status: 200, fields: [:], body: Array("ok".utf8))
  }

  private static func answer(_ connect: @escaping @Sendable () throws -> RawClient) async throws -> String {
    try await onThread {
      let client = try connect()
      try client.send(get)
      return try client.receive(until: "ok")
    }
  }

  private static var hasIPv6: Bool {
    (try? ListeningSocket.listen(on: .tcp(host: "::1", port: 0))) != nil
  }

  @Test func `The name localhost listens on both families, on one port`() async throws {
    try await TestServer.run(on: .tcp(host: "localhost", port: 0), handler: Self.ok) { test in
      let port = test.port
      #expect(port != 0)
      let four = try await Self.answer { try RawClient(port: port) }
      #expect(four.hasPrefix("HTTP/1.1 200 "))
      guard Self.hasIPv6 else { return }
      let six = try await Self.answer { try RawClient(port: port, family: AF_INET6) }
      #expect(six.hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test(.enabled(if: hasIPv6)) func `An IPv6 address does not take the IPv4 one with it`() throws {
    // Somebody else may happen to have the port, but not every time.
    let isFree = try (0..<20).contains { _ in
      let six = try #require(try ListeningSocket.listen(on: .tcp(host: "::1", port: 0)).first)
      return (try? ListeningSocket.listen(on: .tcp(host: "127.0.0.1", port: six.port))) != nil
    }
    #expect(isFree)
  }

  @Test func `A Unix socket replaces what a dead process left, and goes with the server`() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/gp-\(UInt32.random(in: .min ... .max)).sock"
    // A socket whose descriptor is closed without removing the path.
    let dead = try #require(try ListeningSocket.listen(on: .unix(path: path)).first)
    #expect(throws: ListenError.self) { try ListeningSocket.listen(on: .unix(path: path)) }
    let copy = dup(dead.descriptor)
    _ = try ListeningSocket.adopt([copy])
    #expect(FileManager.default.fileExists(atPath: path), "an adopted socket's path is its maker's")
    try await TestServer.run(on: .unix(path: path + "2"), handler: Self.ok) { _ in
      let answer = try await Self.answer { try RawClient(unixPath: path + "2") }
      #expect(answer.hasPrefix("HTTP/1.1 200 "))
    }
    #expect(!FileManager.default.fileExists(atPath: path + "2"))
  }

  @Test func `Only a socket is ever replaced, and what is wrong with a path is told`() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/gp-\(UInt32.random(in: .min ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/precious.txt"
    try "precious".write(toFile: file, atomically: true, encoding: .utf8)
    for (path, words) in [(file, "no socket"), (folder, "no socket"), (folder + "/none/x", "Make the folder first")] {
      let error = #expect(throws: ListenError.self) { try ListeningSocket.listen(on: .unix(path: path)) }
      #expect(error?.description.contains(words) == true && error?.isAddressInUse == false)
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
  }

  @Test func `An address in use is told as such`() throws {
    let first = try #require(try ListeningSocket.listen(on: .tcp(host: "127.0.0.1", port: 0)).first)
    let error = #expect(throws: ListenError.self) {
      try ListeningSocket.listen(on: .tcp(host: "127.0.0.1", port: first.port))
    }
    #expect(error?.isAddressInUse == true)
  }

  @Test(arguments: [
    (["LISTEN_PID": "7", "LISTEN_FDS": "2"], [3, 4] as [Int32]), (["LISTEN_PID": "8", "LISTEN_FDS": "2"], []),
    (["LISTEN_PID": "7", "LISTEN_FDS": "0"], []), (["LISTEN_PID": "7", "LISTEN_FDS": "-1"], []),
    (["LISTEN_PID": "7", "LISTEN_FDS": "x"], []), (["LISTEN_FDS": "1"], []), (["LISTEN_PID": "7"], []), ([:], []),
  ])
  func `Descriptors are for the process they name`(environment: [String: String], expected: [Int32]) {
    #expect(ListeningSocket.inheritedDescriptors(environment: environment, processID: 7) == expected)
  }

  @Test func `A descriptor that does not listen is refused`() {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    #expect(throws: ListenError.self) { try ListeningSocket.adopt([descriptor]) }
    close(descriptor)
  }

  @Test func `Draining closes the sockets, so that another server can take the address`() async throws {
    try await TestServer.run(reactors: 2, handler: Self.ok) { test in
      let port = test.port
      test.server.drain()
      // Each reactor lets go in its own time.
      var next: [ListeningSocket] = []
      for _ in 0..<10_000 where next.isEmpty {
        next = (try? ListeningSocket.listen(on: .tcp(host: "127.0.0.1", port: port))) ?? []
        for reactor in test.reactors { _ = await reactor.debugSnapshot() }
      }
      #expect(next.first?.port == port)
    }
  }
}
