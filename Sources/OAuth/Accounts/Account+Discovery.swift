internal import Translation
internal import Transport

extension Account {
  /// Asks Google what the account is good for; nil where the task was cancelled.
  func discover() async -> AccountStatus? {
    // Asked again where a sign-in came in between, which only people cause.
    for _ in 0..<3 {
      let (discovery, generation) = state.withLock { state in
        (state.setUp.flatMap { $0.generation == state.generation ? $0.discovery : nil }, state.generation)
      }
      var next = discovery ?? Discovery(project: project)
      guard let status = await ask(&next) else { return nil }
      let begun = status == .settingUp ? (discovery: next, generation: generation) : nil
      state.withLock { $0.setUp = begun }
      if await settle(status, generation) { return self.status }
    }
    return status
  }

  private func ask(_ discovery: inout Discovery) async -> AccountStatus? {
    switch (kind, stored.access) {
    case (_, .apiKey(let key)):
      return Self.status(key: key)
    case (.vertexAI, _), (_, .file): return await checkVertex()
    case (_, .signIn): return await askCodeAssist(&discovery)
    }
  }

  /// Whether a key is good, only a call shows; nobody has to be asked before.
  static func status(key: Secret) -> AccountStatus {
    guard key.isEmpty else { return .ready(project: "", tier: Tier(id: "")) }
    return .credentialMissing(
      "This account has no API key. Set upstream_api_key, or GEMINI_API_KEY in the environment "
        + "(https://aistudio.google.com/apikey).")
  }

  /// Vertex AI needs a project and a token, and says nothing else before the first call.
  private func checkVertex() async -> AccountStatus? {
    do throws(TokenSourceError) {
      _ = try await tokens.accessToken()
    } catch {
      return status(error)
    }
    let found = project.isEmpty ? credentialFile?.project ?? "" : project
    guard !found.isEmpty else {
      let advice = "Vertex AI needs a Google Cloud project: set project_id (\(Discovery.consoleLink))."
      return signsIn ? .projectRequired(advice) : .credentialMissing(advice)
    }
    return .ready(project: found, tier: Tier(id: ""))
  }

  /// What it means to have no token; nil where the task was cancelled.
  private func status(_ error: TokenSourceError) -> AccountStatus? {
    switch error {
    case .signedOut(let reason): .signedOut(reason)
    case .refused(let error): signsIn ? .refused("\(error)", link: nil) : .credentialMissing("\(error)")
    case .unavailable(let error): .unavailable("\(error)")
    case .cancelled: nil
    }
  }

  private func askCodeAssist(_ discovery: inout Discovery) async -> AccountStatus? {
    // A token that Google does not accept although it seems fresh is replaced once.
    for attempt in 0..<2 {
      let token: Secret
      do throws(TokenSourceError) {
        token = try await tokens.accessToken()
      } catch {
        return status(error)
      }
      switch await environment.discovery.advance(&discovery, token: token) {
      case .unauthorized:
        guard attempt == 0 else {
          return .refused("Google does not accept this account's token. Sign in again.", link: nil)
        }
        tokens.invalidate(token)
        discovery = Discovery(project: project)
      case .cancelled: return nil
      case .settingUp: return .settingUp
      case .ready(let project, let tier): return .ready(project: project, tier: tier)
      case .projectRequired(let advice): return .projectRequired(advice)
      case .ineligible(let tiers):
        var seen: [String] = []
        for tier in tiers where !seen.contains(tier.reasonMessage) { seen.append(tier.reasonMessage) }
        let link = tiers.lazy.compactMap(\.validationURL).first
        return .refused(seen.joined(separator: " "), link: link)
      case .validationRequired(let message, let link), .refused(let message, let link):
        return .refused(message, link: link)
      case .unavailable(let reason): return .unavailable(reason)
      }
    }
    return .unavailable("Google does not accept this account's token.")
  }

  /// Notes an answer, and stores a project that was learned; false where the question is outdated.
  private func settle(_ status: AccountStatus, _ generation: Int) async -> Bool {
    let pause = status.recheckPause
    let recheck = pause.map { environment.clock.monotonic() + $0 }
    let (isCurrent, learned): (Bool, String?) = state.withLock { state in
      guard state.generation == generation else { return (false, nil) }
      state.status = status
      state.recheck = recheck
      // What the owner wrote stays as it is, except a number, for which Code Assist has no use.
      guard kind == .codeAssist, case .ready(let project, _) = status, project != state.project,
        state.project.isEmpty || ProjectID.isNumber(state.project)
      else { return (true, nil) }
      state.isProjectLearned = state.project.isEmpty
      state.project = project
      return (true, project)
    }
    if let learned { await environment.store.save { [name] in [.project(learned, account: name)] } }
    return isCurrent
  }
}

extension AccountStatus {
  /// How long an obstacle is believed before Google is asked again; nil where only a person can change it.
  fileprivate var recheckPause: Duration? {
    switch self {
    case .settingUp: Discovery.pollInterval
    case .unavailable: .seconds(5)
    // A licence or a confirmation may arrive; asking more often would be repeating a refused request.
    case .projectRequired, .refused: .seconds(300)
    // The file may be put there, or its key enabled, at any time.
    case .credentialMissing: .seconds(60)
    case .signedOut, .unknown, .ready: nil
    }
  }
}
