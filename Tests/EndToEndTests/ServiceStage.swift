import CryptoExtras
import GeminiProxy
import Glibc
import OAuth
import Simulator
import Testing
import Transport

/// Each way in which an account can prove itself to one of Google's services.
enum ServiceAccess: String, CaseIterable, CustomTestStringConvertible {
  case codeAssist, studioKey, vertexSignIn, vertexServiceAccount, vertexUserFile, vertexExpress

  var testDescription: String { rawValue }

  /// A new key takes a while to make, and one is as good as another.
  static let key = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }
  static let robot = "robot@my-project.iam.gserviceaccount.com"

  var account: AccountConfiguration {
    get throws {
      let mode: APIMode = self == .codeAssist ? .codeAssist : self == .studioKey ? .aiStudio : .vertexAI
      var account = AccountConfiguration(name: rawValue, apiMode: mode, location: "europe-west4")
      switch self {
      case .codeAssist: account.tokenFile = Secret(SimulatorService.token)
      case .vertexSignIn:
        account.tokenFile = Secret(SimulatorService.token)
        account.projectID = "my-project-123"
      case .studioKey, .vertexExpress: account.upstreamAPIKey = Secret("simulated-key")
      case .vertexServiceAccount: account.serviceAccountFile = try Self.file(try Self.serviceAccount)
      case .vertexUserFile:
        account.serviceAccountFile = try Self.file(
          """
          {"type":"authorized_user","client_id":"simulated-web.apps.googleusercontent.com",
           "client_secret":"simulated-web-secret","refresh_token":"simulated","quota_project_id":"my-project-123"}
          """)
      }
      return account
    }
  }

  var kind: APIMode { (try? account.apiMode) ?? .codeAssist }

  private static var serviceAccount: String {
    get throws {
      let pem = try key.get().pkcs8PEMRepresentation.replacing("\n", with: "\\n")
      return #"""
        {"type":"service_account","project_id":"my-project-123","private_key_id":"k","private_key":"\#(pem)",
         "client_email":"\#(robot)","token_uri":"http://127.0.0.1:1/elsewhere"}
        """#
    }
  }

  /// Left to the system's own cleaning: the proxy reads it until the end of the test.
  private static func file(_ text: String) throws -> String {
    var template = Array("\(P_tmpdir)/gemini-proxy-test-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(write(descriptor, text, text.utf8.count) == text.utf8.count)
    return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }
}

extension Stage {
  /// A stage whose proxy has one account for each of `accesses`, in this order.
  static func run(
    _ accesses: [ServiceAccess], settings change: (inout SimulatorSettings) -> Void = { _ in },
    configure: (inout ProxyConfiguration) -> Void = { _ in }, _ body: (Stage) async throws -> Void
  ) async throws {
    let accounts = try accesses.map { try $0.account }
    let publicKey = try ServiceAccess.key.get().publicKey.pemRepresentation
    defer { for account in accounts where !account.serviceAccountFile.isEmpty { unlink(account.serviceAccountFile) } }
    try await run(
      settings: {
        $0.serviceAccounts[ServiceAccess.robot] = publicKey
        change(&$0)
      },
      configure: {
        $0.tokenFile = Secret("")
        $0.projectID = ""
        $0.accounts = accounts
        $0.aiStudioEndpoint = $0.codeAssistEndpoint
        $0.vertexAIEndpoint = $0.codeAssistEndpoint
        configure(&$0)
      }, body)
  }

  /// The whole body of an answer to a native call, which must have this status.
  func native(_ path: String, _ body: String, status: Int = 200) async throws -> String {
    let response = try await client.stream(request(body, path: path))
    let text = String(decoding: try await response.body.collect(upTo: 1 << 22), as: UTF8.self)
    #expect(response.status == status, "\(path): \(text.prefix(500))")
    return text
  }
}
