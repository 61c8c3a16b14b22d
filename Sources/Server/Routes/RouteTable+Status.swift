internal import OAuth
internal import Translation
internal import Transport

extension RouteTable {
  /// The status page for browsers, a few words for everything else. Neither holds anything that not everybody may know.
  func respondWithRoot(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    exchange.commonFields.append("Vary", "Accept, Accept-Language")
    guard exchange.head.fields.all("accept").contains(where: { $0.lowercased().contains("text/html") }) else {
      let text = "gemini-proxy \(services.version) is running. \(Self.whatExists)\n"
      return try await exchange.respond(
        status: 200, fields: ["Content-Type": "text/plain; charset=utf-8"], body: Array(text.utf8))
    }
    let page = StatusPage(language: PageLanguage(exchange.head))
    try await exchange.respond(status: 200, fields: StatusPage.fields, body: page.document)
  }

  func respondWithStatusScript(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    try await exchange.respond(
      status: 200,
      fields: [
        "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
      ],
      body: Array(StatusScript.text.utf8))
  }

  /// What the page shows, to whoever holds a key and to this machine's own people.
  func respondWithStatus(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    let client: ClientIdentity?
    do throws(ProxyFailure) {
      client = try onlooker(exchange)
    } catch {
      return try await exchange.respond(error, as: APISurface.openAI.error)
    }
    let isLocal = services.access.verdict(on: exchange.head) == .local
    let report = StatusReport(
      version: services.version, needsKey: client == nil, started: services.started.unix, readiness: readiness,
      connections: exchange.load.connectionCount, requests: exchange.load.requestCount,
      streams: exchange.load.streamCount, figures: services.metrics.figures,
      residentBytes: await BlockingExecutor.shared.run { ProcessVitals.read().residentBytes },
      accounts: (services.signIn?.accounts ?? []).map { line($0, isLocal: isLocal) },
      models: services.catalogue.models.filter { (client ?? .anyone).mayUse($0.id) })
    let json = await LongWork.run { report.json }
    try await exchange.respond(
      status: 200, fields: ["Content-Type": "application/json", "Cache-Control": "no-store"], body: json)
  }

  private func line(_ account: Account, isLocal: Bool) -> StatusReport.AccountLine {
    let status = account.status
    let readiness = Readiness(of: [account], services.pool)
    var project = account.project
    var tier = ""
    if case .ready(let known, let level) = status {
      (project, tier) = (known, level.title)
    }
    return StatusReport.AccountLine(
      name: account.name, kind: account.kind, state: readiness.reason ?? "ready", until: readiness.coolingUntil,
      project: project, tier: tier, email: isLocal ? account.email : nil, tokenExpiry: account.tokens.current?.expiry,
      quotas: account.quota?.requestBuckets ?? [])
  }
}
