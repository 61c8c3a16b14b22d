internal import ArgumentParser
internal import GeminiProxy
internal import OAuth
internal import Translation
internal import Transport

/// Shows the accounts, and what Google says about each at this moment.
struct AccountsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts",
    abstract: "Lists the accounts with tier, project, token, cooldowns and what is left of their quotas.",
    discussion: """
      Google itself is asked, whether or not a server runs, and nothing is changed. Cooldowns are those that follow from \
      the quotas; the shorter ones that a running server has been told of are known to it alone (GET /ready).
      """
  )

  @OptionGroup var options: ConfigurationOptions

  @Flag(help: "Print a JSON array.")
  var json = false

  func run() async throws {
    let configuration = try await ConfigurationReading.load(options.shared, options.config)
    let reactor = try Reactor(name: "accounts")
    let transport = try await CurlTransport(reactors: [reactor])
    let survey = AccountSurvey(configuration, transport: transport)
    let count = survey.count
    Terminal.progress("Asking Google about \(count == 1 ? "the account" : "\(count) accounts") …")
    let reports = await survey.run { done in
      if count > 1 { Terminal.progress("Asking Google: \(done) of \(count) …") }
    }
    Terminal.progress("")
    await reactor.shutdown()
    let now = UnixTime.now()
    if json {
      let objects = reports.map { String(decoding: $0.json(at: now), as: UTF8.self) }
      Terminal.print("[\(objects.joined(separator: ","))]")
    } else {
      Terminal.print(reports.isEmpty ? "(none)" : table(reports, at: now))
    }
  }

  private func table(_ reports: [AccountReport], at now: UnixTime) -> String {
    var rows = [["NAME", "KIND", "E-MAIL", "PROJECT", "TIER", "TOKEN", "COOLDOWNS", "QUOTA LEFT"]]
    for report in reports {
      let cooldowns = report.cooldowns(at: now).map { "\($0.model) until \($0.until.rfc3339)" }
      rows.append([
        report.name, report.kind.rawValue, report.email ?? "-", Self.or(report.project), Self.or(report.tier),
        Self.token(report, now), Self.or(cooldowns.joined(separator: ", ")), Self.quota(report),
      ])
    }
    let problems = reports.compactMap { report in
      (report.problem ?? report.quotaProblem.map { "the quota is not known: \($0)" })
        .map { [report.name + ":", $0 + next(report)] }
    }
    return TextTable.text(rows) + (problems.isEmpty ? "" : "\n\n" + TextTable.text(problems))
  }

  /// What to do about an account that nobody is signed in to, behind what is wrong with it.
  private func next(_ report: AccountReport) -> String {
    guard report.state == AccountStatus.signedOut(nil).code else { return "" }
    var words = ["gemini-proxy login"]
    if let path = options.config ?? options.shared.path { words.append(path) }
    if report.name != SignInService.defaultAccount { words.append("--account \(report.name)") }
    return " → " + words.joined(separator: " ")
  }

  private static func or(_ text: String) -> String { text.isEmpty ? "-" : text }

  private static func token(_ report: AccountReport, _ now: UnixTime) -> String {
    guard let expiry = report.tokenExpiry else { return "-" }
    return expiry < now ? "lapsed" : "until \(expiry.rfc3339)"
  }

  private static func quota(_ report: AccountReport) -> String {
    let left = report.remaining.map { bucket in
      let percent = Int((bucket.remaining * 100).rounded(.down))
      return "\(bucket.model) \(percent) %" + (bucket.amount.map { " (\($0))" } ?? "")
    }
    guard report.problem == nil else { return report.state }
    return left.isEmpty ? "-" : left.joined(separator: ", ")
  }
}
