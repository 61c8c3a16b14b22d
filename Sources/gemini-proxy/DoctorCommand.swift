internal import ArgumentParser
internal import GeminiProxy
internal import Translation
internal import Transport

/// Says which link between a client and Google's answer is broken, and what mends it.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Checks configuration, files, port, network, clock and every account, and says what to do.",
    discussion:
      "One line a check. The exit code is 1 if anything fails. Each account counts a word's tokens, which costs nothing."
  )

  @OptionGroup var options: ConfigurationOptions

  @Flag(help: "Print a JSON array.")
  var json = false

  func run() async throws {
    let path = try await options.shared.path(or: options.config)
    let loaded: LoadedConfiguration
    do {
      (loaded, _) = try await FileConfigurationStore.check(
        path: path, stateDirectory: options.shared.stateFolder, loader: options.shared.loader())
    } catch {
      Terminal.error("\(error)")
      throw ExitCode(2)
    }
    let reactor = try Reactor(name: "doctor")
    let transport = try await CurlTransport(reactors: [reactor])
    let doctor = Doctor(loaded, path: path, stateFolder: options.shared.stateFolder, transport: transport) { port in
      PortHolder(port: port).map { "\($0)" }
    }
    var findings: [DoctorFinding] = []
    Terminal.progress("Checking …")
    await doctor.run { finding in
      findings.append(finding)
      // A line takes the place of the one that is written over.
      Terminal.progress("")
      if !json { Terminal.print(Self.line(finding)) }
      Terminal.progress("Checking …")
    }
    Terminal.progress("")
    await reactor.shutdown()
    let failures = findings.count { $0.verdict == .failed }
    if json {
      let objects = findings.map { String(decoding: $0.json, as: UTF8.self) }
      Terminal.print("[\(objects.joined(separator: ","))]")
    } else {
      Terminal.print(failures == 0 ? "\nNothing is wrong." : "\n\(failures) of \(findings.count) checks failed.")
    }
    if failures > 0 { throw ExitCode(1) }
  }

  private static func line(_ finding: DoctorFinding) -> String {
    let sign =
      switch finding.verdict {
      case .ok: "✅"
      case .warning: "⚠️ "
      case .failed: "❌"
      }
    let name = finding.check + String(repeating: " ", count: max(0, 13 - finding.check.count))
    let account = finding.account.map { "\($0): " } ?? ""
    return "\(sign) \(name) \(account)\(finding.message)" + (finding.advice.isEmpty ? "" : "\n   → \(finding.advice)")
  }
}
