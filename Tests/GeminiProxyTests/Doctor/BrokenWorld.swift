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
  /// Where the configuration is, in the folder that `FOLDER` stands for.
  var path = "config.json"
  /// Whether the configuration is written down.
  var exists = true
  var environment: [String: String] = [:]
  /// The mode of `credentials.json` in the same folder; nil for no such file.
  var credentialMode: UInt32?
  /// Why Google's hosts cannot be reached.
  var networkError: TransportError?
  /// A proxy that nobody can connect to.
  var deadProxy: String?
  /// Why the call that counts tokens cannot be made.
  var countError: TransportError?
  /// What Google's clock says; nil for nothing.
  var date: String? = "Tue, 24 Nov 2026 12:00:00 GMT"
  var token = (status: 200, body: #"{"access_token":"planted-new","expires_in":3599}"#)
  var profile = (status: 200, body: #"{"currentTier":{"id":"standard-tier"},"cloudaicompanionProject":"p"}"#)
  var onboarding = (status: 200, body: #"{"name":"operations/1","done":false}"#)
  var count = (status: 200, body: #"{"totalTokens":1}"#)

  init(_ name: String, breaks check: String, advice: String, _ change: (inout BrokenWorld) -> Void) {
    (testDescription, self.check, self.advice) = (name, check, advice)
    change(&self)
  }

  static let now = UnixTime(seconds: 1_795_521_600)
  private static let lapsed = OAuthToken(
    accessToken: Secret("planted-access"), refreshToken: Secret("planted-refresh"),
    expiry: UnixTime(seconds: 1_600_000_000))

  /// What `doctor` finds there.
  func diagnose(portHolder: @escaping @Sendable (Int) -> String? = { _ in nil }) async throws -> [DoctorFinding] {
    let folder = TemporaryFolder()
    let text = Self.filled(config, folder)
    if exists { folder.write(path, text, mode: mode_t(mode)) }
    if let credentialMode { folder.write("credentials.json", "{}", mode: mode_t(credentialMode)) }
    let environment = environment.mapValues { Self.filled($0, folder) }
    let place = folder.file(path)
    let (loaded, _) = try await FileConfigurationStore.check(
      path: place, loader: ConfigurationLoader(environment: environment, limits: ConfigurationLoaderTests.limits))
    let doctor = Doctor(
      loaded, path: place, stateFolder: nil, transport: transport,
      clock: OAuthClock(wall: { Self.now }, monotonic: { .now() }), portHolder: portHolder)
    var findings: [DoctorFinding] = []
    await doctor.run { findings.append($0) }
    return findings
  }

  private static func filled(_ text: String, _ folder: TemporaryFolder) -> String {
    [("TOKEN", lapsed.tokenFile), ("FOLDER", folder.path)].reduce(text) { text, part in
      text.split(separator: part.0, omittingEmptySubsequences: false).joined(separator: part.1)
    }
  }

  private var transport: InMemoryTransport {
    InMemoryTransport { request throws(TransportError) in
      if let networkError { throw networkError }
      if let deadProxy, request.proxy == .url(deadProxy) { throw .couldNotConnect("nobody listens") }
      if let countError, request.url.hasSuffix(":countTokens") { throw countError }
      let (status, body) =
        switch URLParts(request.url)?.path {
        case "/token": token
        case "/oauth2/v2/userinfo": (200, #"{"email":"ann@example.com"}"#)
        case "/v1internal:loadCodeAssist": profile
        case "/v1internal:onboardUser": onboarding
        case let path? where path.hasSuffix(":countTokens"): count
        default: (404, "not here")
        }
      let headers: [(name: String, value: String)] = if let date { [("Date", date)] } else { [] }
      return TransportResponse(status: status, headers: headers, body: .of([Array(body.utf8)]))
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
