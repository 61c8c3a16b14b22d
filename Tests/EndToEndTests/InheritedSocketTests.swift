import GeminiProxy
import Glibc
import OAuth
import Server
import Testing

/// Sockets of a service manager, as far as they decide who may do what.
@Suite(.timeLimit(.minutes(1))) struct InheritedSocketTests {
  private static func configuration(_ descriptors: [Int32], keys: [ClientKey]) -> ProxyConfiguration {
    var configuration = ProxyConfiguration(limits: .current())
    configuration.reactors = 1
    configuration.apiKeys = keys
    configuration.listeningDescriptors = descriptors
    return configuration
  }

  /// A copy: the proxy closes what it takes over.
  private static func copies(of hosts: [String]) throws -> [Int32] {
    try hosts.map { host in
      let socket = try #require(try ListeningSocket.listen(on: .tcp(host: host, port: 0)).first)
      return withExtendedLifetime(socket) { dup(socket.descriptor) }
    }
  }

  @Test func `One socket that others can reach is enough to need keys`() async throws {
    let descriptors = try Self.copies(of: ["127.0.0.1", "0.0.0.0"])
    await #expect(throws: ProxyStartError.self) {
      _ = try await GeminiProxy(configuration: Self.configuration(descriptors, keys: []))
    }
  }

  @Test func `The address that is told is the one that most people reach`() async throws {
    let descriptors = try Self.copies(of: ["127.0.0.1", "0.0.0.0"])
    let keys = [ClientKey(key: Secret(Stage.key))]
    let proxy = try await GeminiProxy(
      configuration: Self.configuration(descriptors, keys: keys), waitsForSignIn: true)
    #expect(proxy.baseURL == "http://localhost:\(proxy.port)")
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await proxy.run() }
      group.cancelAll()
    }
  }
}
