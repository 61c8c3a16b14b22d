internal import GeminiProxy
internal import OAuth
internal import Transport

/// Signs the demo in as a browser would: to Google's page, and back to the proxy by its redirect.
struct DemoSignIn {
  let proxy: GeminiProxy
  let transport: any UpstreamTransport

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The person who is signed in, and the project that Google gave.
  func run() async throws -> String {
    var address = try proxy.signIn.beginSignIn(origin: .terminal).url
    for _ in 0..<4 {
      let response = try await transport.stream(TransportRequest(url: address, proxy: .direct))
      guard (300..<400).contains(response.status), let next = response.header("Location") else {
        guard response.status == 200, let account = proxy.signIn.account(named: SignInService.defaultAccount),
          case .ready(let project, let tier) = account.status
        else { throw Failure(description: "the sign-in ended with status \(response.status)") }
        return "\(account.email ?? account.name) (project \(project), \(tier.id))"
      }
      address = next
    }
    throw Failure(description: "the sign-in was redirected without end")
  }
}
