import Crypto
import CryptoExtras
import Testing
import Translation
import Transport

@testable import OAuth

struct ApplicationCredentialsTests {
  /// Making one takes a while, and one is as good as another.
  static let key = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

  static func serviceAccount(pem: String, more: String = "") -> [UInt8] {
    var text: [UInt8] = Array(
      #"{"type":"service_account","project_id":"sa-project","private_key_id":"k1",\#(more)"#.utf8)
    text += Array(#""client_email":"robot@sa-project.iam.gserviceaccount.com","private_key":"#.utf8)
    JSONWriter.string(pem, into: &text)
    return text + Array("}".utf8)
  }

  static let user = """
    {"type":"authorized_user","client_id":"c.apps.googleusercontent.com","client_secret":"cs","refresh_token":"1//r",
     "quota_project_id":"billed","account":""}
    """

  @Test func `A service account's key is read`() throws {
    let read = try ApplicationCredentials(Self.serviceAccount(pem: "PEM\n"))
    #expect(
      read.grant
        == .serviceAccount(
          ServiceAccountKey(email: "robot@sa-project.iam.gserviceaccount.com", id: "k1", pem: Secret("PEM\n"))))
    #expect(read.project == "sa-project" && read.quotaProject == nil)
  }

  @Test func `A person's default credentials are read`() throws {
    let read = try ApplicationCredentials(Array(Self.user.utf8))
    #expect(
      read.grant
        == .user(refreshToken: Secret("1//r"), clientID: "c.apps.googleusercontent.com", clientSecret: Secret("cs")))
    #expect(read.project == "billed" && read.quotaProject == "billed")
  }

  @Test(arguments: [
    "", "null", "[]", "{}", "\u{0}", #"{"type":5}"#, #"{"type":"external_account"}"#,
    #"{"type":"service_account"}"#, #"{"type":"service_account","client_email":"a","private_key":""}"#,
    #"{"type":"service_account","client_email":{},"private_key":"x"}"#,
    #"{"type":"authorized_user","client_id":"a","client_secret":"planted"}"#,
    #"{"type":"authorized_user","client_id":"a","client_secret":"planted","refresh_token":"a\u0000b"}"#,
    #"{"type":"\u001b[31mplanted-very-bad"}"#, String(repeating: "[", count: 60_000),
  ])
  func `What is no such file is refused without repeating what is in it`(_ text: String) {
    #expect {
      try ApplicationCredentials(Array(text.utf8))
    } throws: { error in
      guard let problem = error as? CredentialFileProblem else { return false }
      return !problem.reason.isEmpty && !problem.reason.contains("\u{1b}") && !problem.reason.contains("{")
        && problem.reason.utf8.count < 200
    }
  }

  @Test(arguments: ["a/b", "../x", "p?x=1", "p\r\nX: y", "", "p#q", String(repeating: "p", count: 200)])
  func `A project that could leave its place in a URL or header does not count`(_ project: String) throws {
    var text = Array(#"{"type":"authorized_user","client_id":"c","client_secret":"s","refresh_token":"r","#.utf8)
    text += Array(#""quota_project_id":"#.utf8)
    JSONWriter.string(project, into: &text)
    let read = try ApplicationCredentials(text + Array("}".utf8))
    #expect(read.project == nil && read.quotaProject == nil)
  }

  // MARK: The signed claim

  private func claims(_ assertion: String) throws -> (header: JSONView, claims: JSONView, isValid: Bool) {
    let parts = assertion.split(separator: ".").map(String.init)
    try #require(parts.count == 3)
    let key = try Self.key.get().publicKey
    let decoded = try parts.map { try #require(Base64.decode($0)) }
    let signature = _RSA.Signing.RSASignature(rawRepresentation: decoded[2])
    let signed = Array((parts[0] + "." + parts[1]).utf8)
    return (
      try JSONDocument.parse(decoded[0]), try JSONDocument.parse(decoded[1]),
      key.isValidSignature(signature, for: SHA256.hash(data: signed), padding: .insecurePKCS1v1_5)
    )
  }

  @Test func `The claim says what Google wants and the public key confirms it`() throws {
    let pem = try Self.key.get().pkcs8PEMRepresentation
    let account = ServiceAccountKey(email: "robot\"@x", id: "k1", pem: Secret(pem))
    let assertion = try account.assertion(
      audience: "https://t/token", scope: "s", at: UnixTime(milliseconds: 1_700_000_000_999))
    let (header, claims, isValid) = try claims(assertion.exposed)
    #expect(isValid)
    #expect(!assertion.exposed.contains("=") && !assertion.exposed.contains("+") && !assertion.exposed.contains("/"))
    #expect(header["alg"]?.string == "RS256" && header["typ"]?.string == "JWT" && header["kid"]?.string == "k1")
    #expect(claims["iss"]?.string == "robot\"@x" && claims["aud"]?.string == "https://t/token")
    #expect(claims["scope"]?.string == "s" && claims["sub"] == nil)
    #expect(claims["iat"]?.int == 1_699_999_990 && claims["exp"]?.int == 1_700_003_590)
  }

  @Test func `A key in the older form signs as well, a missing id is left out`() throws {
    let account = ServiceAccountKey(email: "a", id: "", pem: Secret(try Self.key.get().pemRepresentation))
    let (header, _, isValid) = try claims(
      try account.assertion(audience: "x", scope: "s", at: UnixTime(milliseconds: 0)).exposed)
    #expect(isValid && header["kid"] == nil)
  }

  @Test(arguments: [
    "", "planted", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    "-----BEGIN PRIVATE KEY-----\n" + String(repeating: "planted\n", count: 5000) + "-----END PRIVATE KEY-----",
    P256.Signing.PrivateKey().pemRepresentation,
  ])
  func `What is no RSA key is refused without repeating it`(_ pem: String) {
    let account = ServiceAccountKey(email: "a", id: "", pem: Secret(pem))
    #expect {
      try account.assertion(audience: "x", scope: "s", at: UnixTime(milliseconds: 0))
    } throws: { (($0 as? CredentialFileProblem)?.reason.contains("planted") ?? true) == false }
  }
}
