import Glibc
import OAuth
import TestFolders
import Testing
import Translation
import Transport

@testable import GeminiProxy

/// A machine and a Google where everything works but what a test breaks.
struct BrokenWorld: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The check that has to fail.
  let check: String
  /// Words that its advice has to have.
  let advice: String
  var config = #"{"port":0,"api_keys":["gp-planted"],"project_id":"p","token_file":"TOKEN"}"#
  var mode: UInt32 = 0o600
  /// Why Google's hosts cannot be reached.
  var networkError: TransportError?
  /// What Google's clock says.
  var date = "Tue, 24 Nov 2026 12:00:00 GMT"
  var token = (status: 200, body: #"{"access_token":"planted-new","expires_in":3599}"#)
  var profile = (status: 200, body: #"{"currentTier":{"id":"standard-tier"},"cloudaicompanionProject":"p"}"#)
  var count = (status: 200, body: #"{"totalTokens":1}"#)

  init(_ name: String, breaks check: String, advice: String, _ change: (inout BrokenWorld) -> Void) {
    (testDescription, self.check, self.advice) = (name, check, advice)
    change(&self)
  }

  static let now = UnixTime(seconds: 1_795_521_600)
  private static let lapsed = OAuthToken(
    accessToken: Secret("planted-access"), refreshToken: Secret("planted-refresh"), expiry: now.adding(seconds: -60))

  /// What `doctor` finds there.
  func diagnose(portHolder: @escaping @Sendable (Int) -> String? = { _ in nil }) async throws -> [DoctorFinding] {
    let folder = TemporaryFolder()
    let text = config.split(separator: "TOKEN", omittingEmptySubsequences: false).joined(
      separator: Self.lapsed.tokenFile)
    folder.write("config.json", text, mode: mode_t(mode))
    let path = folder.file("config.json")
    let (loaded, _) = try await FileConfigurationStore.check(
      path: path, loader: ConfigurationLoader(environment: [:], limits: ConfigurationLoaderTests.limits))
    let doctor = Doctor(
      loaded, path: path, stateFolder: nil, transport: transport,
      clock: OAuthClock(wall: { Self.now }, monotonic: { .now() }), portHolder: portHolder)
    var findings: [DoctorFinding] = []
    await doctor.run { findings.append($0) }
    return findings
  }

  private var transport: InMemoryTransport {
    InMemoryTransport { request throws(TransportError) in
      if let networkError { throw networkError }
      let (status, body) =
        switch URLParts(request.url)?.path {
        case "/token": token
        case "/oauth2/v2/userinfo": (200, #"{"email":"ann@example.com"}"#)
        case "/v1internal:loadCodeAssist": profile
        case let path? where path.hasSuffix(":countTokens"): count
        default: (404, "not here")
        }
      return TransportResponse(status: status, headers: [("Date", date)], body: .of([Array(body.utf8)]))
    }
  }

  static func error(_ code: Int, _ status: String, _ reason: String, _ message: String, link: String? = nil) -> String {
    let help = link.map { #",{"@type":"type.googleapis.com/google.rpc.Help","links":[{"url":"\#($0)"}]}"# } ?? ""
    return """
      {"error":{"code":\(code),"status":"\(status)","message":"\(message)","details":[
      {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"\(reason)"}\(help)]}}
      """
  }
}
