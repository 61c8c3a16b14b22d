import Testing
import Transport

@testable import OAuth

struct TokenSourceTests {
  let google = FakeGoogle()
  let clock = TestClock()
  let changes = Lock(0)

  func source(_ token: OAuthToken?) -> TokenSource {
    let endpoint = TokenEndpoint(
      google: google.client, client: .builtIn, endpoints: GoogleEndpoints(), clock: clock.clock)
    return TokenSource(token: token, renewal: endpoint, clock: endpoint.clock) { _ in changes.withLock { $0 += 1 } }
  }

  static func token(lasting seconds: Int64) -> OAuthToken {
    OAuthToken(
      accessToken: Secret("old"), refreshToken: Secret("r"), expiry: TestClock.start.adding(seconds: seconds))
  }

  @Test(arguments: [(301, "old", 0), (300, "new", 1), (-5, "new", 1)])
  func refreshesFiveMinutesEarly(lasting: Int64, expected: String, refreshes: Int) async throws {
    google.on("/token", 200, #"{"access_token":"new","expires_in":3600}"#)
    let source = source(Self.token(lasting: lasting))
    for _ in 0..<2 { #expect(try await source.accessToken().exposed == expected) }
    #expect(google.calls.count == refreshes)
    #expect(changes.withLock { $0 } == refreshes)
    #expect(source.current?.refreshToken.exposed == "r")
  }

  @Test func refreshesOnceForARefusedToken() async throws {
    google.on("/token", 200, #"{"access_token":"new","expires_in":3600}"#)
    let source = source(Self.token(lasting: 3600))
    source.invalidate(Secret("some other"))
    #expect(try await source.accessToken().exposed == "old")
    source.invalidate(Secret("old"))
    source.invalidate(Secret("old"))
    #expect(try await source.accessToken().exposed == "new")
    // A late 401 for the old one must not cost the new one.
    source.invalidate(Secret("old"))
    #expect(try await source.accessToken().exposed == "new")
    #expect(google.calls.count == 1)
  }

  @Test func invalidGrantSignsOut() async {
    google.on("/token", 400, #"{"error":"invalid_grant","error_description":"Bad Request"}"#)
    let source = source(Self.token(lasting: 0))
    for _ in 0..<2 {
      let error = await #expect(throws: TokenSourceError.self) { try await source.accessToken() }
      guard case .signedOut(let reason?)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(reason.contains("Bad Request"))
    }
    #expect(source.current == nil)
    #expect(google.calls.count == 1)
    #expect(changes.withLock { $0 } == 1)
  }

  @Test func servesAnAlmostLapsedTokenWhileGoogleIsDown() async throws {
    google.on("/token", 503, "")
    let source = source(Self.token(lasting: 200))
    #expect(try await source.accessToken().exposed == "old")
    #expect(try await source.accessToken().exposed == "old")
    #expect(google.calls.count == 1, "a failure is remembered for a second")
    clock.advance(.seconds(199))
    #expect(try await source.accessToken().exposed == "old")
    clock.advance(.seconds(1))
    await #expect(throws: TokenSourceError.self) { try await source.accessToken() }
    google.on("/token", 200, #"{"access_token":"new","expires_in":3600}"#)
    clock.advance(.seconds(1))
    #expect(try await source.accessToken().exposed == "new")
  }

  @Test func aTokenThatCannotBeRefreshedServesToItsEnd() async throws {
    var token = Self.token(lasting: 100)
    token.refreshToken = Secret("")
    let source = source(token)
    #expect(try await source.accessToken().exposed == "old")
    clock.advance(.seconds(100))
    await #expect(throws: TokenSourceError.self) { try await source.accessToken() }
    #expect(source.current == nil && google.calls.isEmpty)
  }

  @Test func aSignInDuringARefreshWins() async throws {
    let gate = WaitSlot()
    let asked = WaitSlot()
    google.on("/token") { _ throws(TransportError) in
      asked.signal()
      await gate.wait(cancelling: {})
      return (400, #"{"error":"invalid_grant"}"#)
    }
    let source = source(Self.token(lasting: 0))
    async let token = source.accessToken()
    await asked.wait(cancelling: {})
    source.replace(with: OAuthToken(accessToken: Secret("signed in"), refreshToken: Secret("n"), expiry: nil))
    gate.signal()
    #expect(try await token.exposed == "signed in")
    #expect(source.current?.refreshToken.exposed == "n")
  }

  @Test func manyCallersShareOneRefreshEvenIfTheFirstLeaves() async throws {
    let asked = WaitSlot()
    let asks = Lock(0)
    google.on("/token") { _ throws(TransportError) in
      let number = asks.withLock { count in
        count += 1
        return count
      }
      guard number == 1 else { return (200, #"{"access_token":"new","expires_in":3600}"#) }
      asked.signal()
      // The first request hangs until its task is cancelled.
      let slot = WaitSlot()
      await slot.wait(cancelling: { slot.signal() })
      throw .cancelled
    }
    let source = source(Self.token(lasting: 0))
    let first = Task { try await source.accessToken() }
    await asked.wait(cancelling: {})
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<50 { group.addTask { try await source.accessToken().exposed } }
      first.cancel()
      for try await token in group { #expect(token == "new") }
    }
    await #expect(throws: TokenSourceError.cancelled) { try await first.value }
    #expect(asks.withLock { $0 } == 2)
  }
}
