import Glibc
import TestFolders
import Transport

/// A certificate authority of the tests' own, in a folder that goes with the process.
final class TestCertificates: Sendable {
  enum Kind: String, CaseIterable {
    /// For `localhost`.
    case good
    /// For another host.
    case otherHost
    /// For `localhost`, until the day before yesterday.
    case expired
    /// For `localhost`, from an authority nobody knows.
    case unknownAuthority
  }

  private static let made = Result { try TestCertificates() }

  /// Made on first use, on a thread that may wait.
  static func shared() async throws -> TestCertificates {
    try await testThreads.run { made }.get()
  }

  private let place = TemporaryFolder()
  private var folder: String { place.path }

  private init() throws {
    atexit {
      if case .success(let certificates) = TestCertificates.made {
        certificates.place.remove()
      }
    }
    try makeAuthority("ca")
    try makeAuthority("other-ca")
    for kind in Kind.allCases { try make(kind) }
  }

  var authority: String { "\(folder)/ca.pem" }
  func certificate(_ kind: Kind) -> String { "\(folder)/\(kind.rawValue).pem" }
  func key(_ kind: Kind) -> String { "\(folder)/\(kind.rawValue).key" }

  private func makeAuthority(_ name: String) throws {
    try openSSL(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=\(name)"
        + " -keyout \(folder)/\(name).key -out \(folder)/\(name).pem")
  }

  private func make(_ kind: Kind) throws {
    let authority = kind == .unknownAuthority ? "other-ca" : "ca"
    let host = kind == .otherHost ? "other.test" : "localhost"
    let request = "\(folder)/\(kind.rawValue).csr"
    try openSSL(
      "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=\(host) -addext subjectAltName=DNS:\(host)"
        + " -keyout \(key(kind)) -out \(request)")
    try openSSL(
      "x509 -req -in \(request) -CA \(folder)/\(authority).pem -CAkey \(folder)/\(authority).key -CAcreateserial"
        + " -copy_extensions copy -days \(kind == .expired ? -1 : 2) -out \(certificate(kind))")
  }

  private func openSSL(_ arguments: String) throws {
    try Subprocess.run(["openssl"] + arguments.split(separator: " ").map(String.init))
  }
}
