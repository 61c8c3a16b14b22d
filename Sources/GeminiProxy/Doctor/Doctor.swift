package import OAuth
internal import Server
internal import Translation
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
    guard await checkConfiguration(report) else { return }
    for finding in await checkFiles() { report(finding) }
    report(await checkPort())
    // By the account whose own proxy it is; nil for the way that the others share.
    var brokenWays: Set<String?> = []
    for finding in await checkNetwork() {
      report(finding)
      if finding.verdict == .failed, finding.check != "clock" { brokenWays.insert(finding.account) }
    }
    let signIn = SignInService(
      configuration, transport: transport, port: configuration.port, store: NoAccountStore())
    if signIn.accounts.isEmpty {
      let advice = "Take \"disabled\" from one of them in \(path), or run: gemini-proxy login \(path)"
      report(DoctorFinding("accounts", .failed, "all of them are disabled", advice: advice))
    }
    let ownWays = Set(configuration.storedAccounts.filter { !$0.proxyURL.isEmpty }.map(\.name))
    for account in signIn.accounts {
      let way: String? = ownWays.contains(account.name) ? account.name : nil
      // Without a way to Google an account would only say so again.
      if brokenWays.contains(way) { continue }
      for finding in await check(account, signIn) { report(finding) }
    }
  }

  /// False where the rest would only speak of defaults.
  private func checkConfiguration(_ report: (DoctorFinding) -> Void) async -> Bool {
    for problem in loaded.problems {
      let place = problem.source == .file ? "" : " (\(problem.source))"
      let message = problem.key.isEmpty ? problem.message : "\(problem.key)\(place): \(problem.message)"
      report(
        DoctorFinding(
          "configuration", problem.severity == .error ? .failed : .warning, message,
          advice: problem.severity == .error ? "Correct it in \(path)." : ""))
    }
    guard loaded.errors.isEmpty else { return false }
    let (exists, promptFailure) = await lookAtFiles()
    if let promptFailure {
      report(
        DoctorFinding(
          "configuration", .failed, "system_prompt_file cannot be used: \(promptFailure)",
          advice: "Correct it in \(path), or put the file there: serve does not start without it."))
    }
    if !exists {
      report(
        DoctorFinding(
          "configuration", .warning, "\(path) does not exist: the defaults and the environment are used",
          advice: "Check the path; gemini-proxy serve would create the file."))
    } else if promptFailure == nil {
      report(DoctorFinding("configuration", .ok, "\(path) is valid"))
    }
    return true
  }

  /// Whether the configuration file is there, and why the system prompt cannot be read, if so.
  private func lookAtFiles() async -> (exists: Bool, promptFailure: String?) {
    await BlockingExecutor.shared.run { [path, configuration] () -> (exists: Bool, promptFailure: String?) in
      let exists = StateFileSystem.status(path) != nil
      do {
        _ = try SystemPromptFile.prompt(of: configuration)
        return (exists, nil)
      } catch {
        return (exists, "\(error)")
      }
    }
  }
}
