import Testing
import Transport

@testable import OAuth

struct TokenEndpointTests {
  static func endpoint(_ google: FakeGoogle, client: InstalledAppClient = .builtIn) -> TokenEndpoint {
    TokenEndpoint(google: google.client, client: client, endpoints: GoogleEndpoints(), clock: TestClock().clock)
  }

  static let token = OAuthToken(accessToken: Secret("old"), refreshToken: Secret("1//r"), expiry: nil)

  @Test func sendsTheConfiguredPair() async throws {
    for client in [InstalledAppClient.builtIn, .configured(id: "mine", secret: Secret("s s"))] {
      let google = FakeGoogle()
      google.on(
        "/token", 200,
        #"{"access_token":"a","expires_in":3599,"refresh_token":"r","id_token":"e30.eyJlbWFpbCI6IlVAZXhhbXBsZS5jb20ifQ.x"}"#
      )
      let grant = try await Self.endpoint(google, client: client)
        .exchange(code: Secret("4/0A"), verifier: Secret("v"), redirectURI: "http://localhost:8081/auth/callback/x")
      let call = try #require(google.calls.first)
      #expect(
        call.form == [
          "client_id": client.id, "client_secret": client.secret.exposed, "code": "4/0A", "code_verifier": "v",
          "grant_type": "authorization_code", "redirect_uri": "http://localhost:8081/auth/callback/x",
        ])
      #expect(call.headers.contains { $0 == ("User-Agent", "test/1") })
      #expect(grant.token.expiry == TestClock.start.adding(seconds: 3599))
      #expect(grant.email == "U@example.com")
    }
  }

  @Test func refreshingKeepsTheRefreshTokenUnlessAnotherComes() async throws {
    for (extra, refresh) in [("", "1//r"), (#","refresh_token":"new""#, "new")] {
      let google = FakeGoogle()
      google.on("/token", 200, #"{"access_token":"a","expires_in":"60"\#(extra)}"#)
      let token = try await Self.endpoint(google).refresh(Self.token)
      #expect(token.refreshToken.exposed == refresh && token.accessToken.exposed == "a")
      #expect(google.calls.first?.form["grant_type"] == "refresh_token")
    }
  }

  @Test(arguments: [
    (
      400, #"{"error":"invalid_grant","error_description":"Token has been expired or revoked."}"#,
      TokenEndpointError.invalidGrant("Token has been expired or revoked.")
    ),
    (400, #"{"error":"invalid_grant","error_description":"Bad Request"}"#, .invalidGrant("Bad Request")),
    (
      400,
      #"{"error":"invalid_grant","error_description":"reauth related error (invalid_rapt)","error_subtype":"invalid_rapt"}"#,
      .reauthenticationRequired("reauth related error (invalid_rapt)")
    ),
    (
      400, #"{"error":"invalid_request","error_description":"client_secret is missing."}"#,
      .invalidClient("client_secret is missing.")
    ),
    (400, #"{"error":"redirect_uri_mismatch","error_description":"Bad Request"}"#, .redirectMismatch("Bad Request")),
    (
      401, #"{"error":"invalid_client","error_description":"The provided client secret is invalid."}"#,
      .invalidClient("The provided client secret is invalid.")
    ),
    (401, #"{"error":"unauthorized_client"}"#, .invalidClient("unauthorized_client")),
    (403, #"{"error":"org_internal","error_description":"d"}"#, .refused(code: "org_internal", "d")),
    (503, "", .unavailable("HTTP status 503", retryAfter: nil)),
    (500, #"{"error":"internal_failure"}"#, .unavailable("internal_failure", retryAfter: nil)),
    (429, #"{"error":{"status":"RESOURCE_EXHAUSTED","message":"slow"}}"#, .unavailable("slow", retryAfter: nil)),
    (200, "<html>", .unavailable("HTTP status 200", retryAfter: nil)),
  ])
  func namesWhatGoogleRefuses(status: Int, body: String, expected: TokenEndpointError) async {
    let google = FakeGoogle()
    google.on("/token", status, body)
    await #expect(throws: expected) { try await Self.endpoint(google).refresh(Self.token) }
  }

  @Test func treatsTheNetworkAsRetryable() async {
    let google = FakeGoogle()
    google.on("/token") { _ throws(TransportError) in throw .timedOut(.firstByte) }
    let error = await #expect(throws: TokenEndpointError.self) { try await Self.endpoint(google).refresh(Self.token) }
    #expect(error?.isRetryable == true)
  }

  @Test func revokesTheRefreshToken() async throws {
    let google = FakeGoogle()
    google.on("/revoke", 400, #"{"error":"invalid_token"}"#)
    try await Self.endpoint(google).revoke(Self.token)
    #expect(google.calls.first?.url == "https://oauth2.googleapis.com/revoke?token=1%2F%2Fr")
    #expect(google.calls.first?.method == "POST")
  }
}
