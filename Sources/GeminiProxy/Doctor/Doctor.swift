package import OAuth
internal import Server
package import Transport

/// Follows the chain from a client to Google's answer and says where it is broken.
package struct Doctor: Sendable {
  let loaded: LoadedConfiguration
  /// The configuration file.
  let path: String
  /// Where learned values go if that file cannot be written.
  let stateFolder: String?
  let transport: any UpstreamTransport
  let clock: OAuthClock
  /// Who listens on a port, in words; nil where nobody can tell.
  let portHolder: @Sendable (Int) -> String?

  var configuration: ProxyConfiguration { loaded.configuration }

  package init(
    _ loaded: LoadedConfiguration, path: String, stateFolder: String?, transport: any UpstreamTransport,
    clock: OAuthClock = .system, portHolder: @escaping @Sendable (Int) -> String? = { _ in nil }
  ) {
    self.loaded = loaded
    self.path = path
    self.stateFolder = stateFolder
    self.transport = transport
    self.clock = clock
    self.portHolder = portHolder
  }

  /// Runs every check that still makes sense after the ones before it, and hands over each finding as it comes.
  package func run(_ report: (DoctorFinding) -> Void) async {
    guard checkConfiguration(report) else { return }
    for finding in await checkFiles() { report(finding) }
    report(await checkPort())
    var isReachable = true
    for finding in await checkNetwork() {
      report(finding)
      if finding.verdict == .failed, finding.check != "clock" { isReachable = false }
    }
    // Without a way to Google every account would only say so again.
    guard isReachable else { return }
    let signIn = SignInService(
      configuration, transport: transport, port: configuration.port, store: NoAccountStore())
    if signIn.accounts.isEmpty {
      report(DoctorFinding("accounts", .failed, "none is configured", advice: "Run: gemini-proxy login \(path)"))
    }
    for account in signIn.accounts {
      for finding in await check(account, signIn) { report(finding) }
    }
  }

  /// False where the rest would only speak of defaults.
  private func checkConfiguration(_ report: (DoctorFinding) -> Void) -> Bool {
    for problem in loaded.problems {
      let place = problem.source == .file ? "" : " (\(problem.source))"
      let message = problem.key.isEmpty ? problem.message : "\(problem.key)\(place): \(problem.message)"
      report(
        DoctorFinding(
          "configuration", problem.severity == .error ? .failed : .warning, message,
          advice: problem.severity == .error ? "Correct it in \(path)." : ""))
    }
    guard loaded.errors.isEmpty else { return false }
    report(DoctorFinding("configuration", .ok, "\(path) is valid"))
    return true
  }
}
