package import Translation
internal import Transport

/// One account with one of Google's services: how it proves itself, and what Google said about it.
package final class Account: Sendable {
  struct State {
    var email: String?
    /// What the owner configured, or what was learned: an id, a number, or empty.
    var project: String
    /// Whether the project was learned from Google and belongs to the person signed in.
    var isProjectLearned = false
    /// The token that the store was last known to hold.
    var stored: OAuthToken?
    var status: AccountStatus
    /// When a status that is not final is looked into again.
    var recheck: MonotonicInstant?
    /// Counts what makes an answer of Google's outdated: sign-ins, and changes of the project.
    var generation = 0
    /// A sign-up at Google that is under way, and the generation it belongs to.
    var setUp: (discovery: Discovery, generation: Int)?
    /// The generation in which Google was asked for the e-mail address.
    var identified: Int?
    /// What Google said last is left of the quotas, and the generation it holds for.
    var quota: (view: QuotaView, generation: Int)?
    /// When a call was last made with it.
    var lastUse = MonotonicInstant.distantPast
  }

  package let name: String
  /// Its access tokens; an account with a key has none.
  package let tokens: TokenSource
  /// As the configuration holds it, but for what is learned.
  let stored: StoredAccount
  /// The file that the tokens come from, where they do.
  let credentialFile: CredentialFile?
  let environment: AccountEnvironment
  let state: Lock<State>
  /// When it is looked after next.
  let upkeep = Lock(UpkeepSchedule())
  private let flight = SingleFlight<AccountStatus>()

  package init(_ stored: StoredAccount, environment: AccountEnvironment) {
    name = stored.name
    self.stored = stored
    let environment = environment.through(proxy: stored.proxyURL)
    self.environment = environment
    let name = name
    let store = environment.store
    switch stored.access {
    case .signIn:
      let status = stored.token == nil ? AccountStatus.signedOut(nil) : .unknown
      state = Lock(State(project: stored.project, stored: stored.token, status: status))
      credentialFile = nil
      let renewal = SharedRenewal(endpoint: environment.tokens, store: store, account: name)
      tokens = TokenSource(
        token: stored.token, renewal: renewal, clock: environment.clock, background: environment.background,
        counts: environment.renewals
      ) { tokens in
        // A token that Google has ended stays on disk until another replaces it: a wrong client setting ends it too.
        await store.save { tokens.current.map { [.token($0, account: name)] } ?? [] }
      }
    case .apiKey(let key):
      state = Lock(State(project: stored.project, status: Self.status(key: key)))
      credentialFile = nil
      tokens = TokenSource(token: nil, renewal: environment.tokens, clock: environment.clock) { _ in }
    case .file(let path):
      state = Lock(State(project: stored.project, status: .unknown))
      let file = CredentialFile(path: path, endpoint: environment.tokens, reading: environment.readFile)
      credentialFile = file
      tokens = TokenSource(
        token: .notYet, renewal: file, clock: environment.clock, background: environment.background,
        counts: environment.renewals
      ) { _ in }
    }
  }

  /// The service that it is for.
  package var kind: UpstreamKind { stored.kind }

  /// Whether people sign in to it; others prove themselves with what the configuration names.
  package var signsIn: Bool { stored.access == .signIn }

  package var email: String? { state.withLock { $0.email } }

  package var project: String { state.withLock { $0.project } }

  /// What stands in the way of serving, as far as it is known now.
  package var status: AccountStatus {
    if signsIn, tokens.current == nil { return .signedOut(tokens.endedBecause) }
    return state.withLock { $0.status }
  }

  /// What a call is made with; asks Google first where that is due.
  package func credential() async throws(AccountError) -> AccountCredential {
    let now = environment.clock.monotonic()
    state.withLock { $0.lastUse = now }
    let (project, tier) = try await destination()
    return AccountCredential(
      account: name, service: service(project: project), proof: try await proof(), tier: tier,
      proxies: environment.proxies)
  }

  private func service(project: String) -> UpstreamService {
    switch kind {
    case .codeAssist: .codeAssist(project: project.isEmpty ? nil : project)
    case .aiStudio: .aiStudio
    case .vertexAI:
      if case .apiKey = stored.access { .vertexExpress } else { .vertex(project: project, location: stored.location) }
    }
  }

  private func proof() async throws(AccountError) -> AccountProof {
    if case .apiKey(let key) = stored.access { return .apiKey(key) }
    do throws(TokenSourceError) {
      return .accessToken(try await tokens.accessToken(), quotaProject: credentialFile?.quotaProject)
    } catch {
      switch error {
      case .signedOut(let reason): throw .notReady(.signedOut(reason))
      case .refused(let error):
        // What is wrong with a file that was good before is to be told like one that never was.
        if !signsIn { reconsider() }
        throw .token(error)
      case .unavailable(let error): throw .token(error)
      case .cancelled: throw .cancelled
      }
    }
  }

  /// Whether calls can be made as far as is known, even if Google could not be asked lately.
  package var serves: Bool {
    switch status {
    case .ready: true
    case .unavailable: knownProject != nil
    case .signedOut, .unknown, .settingUp, .projectRequired, .refused, .credentialMissing: false
    }
  }

  /// The project that calls are made for.
  private func destination() async throws(AccountError) -> (project: String, tier: Tier) {
    // Google's trouble with answering about the account need not be trouble with answering prompts.
    if case .unavailable = status, let knownProject { return (knownProject, Tier(id: "")) }
    let status = await prepare()
    if case .ready(let project, let tier) = status { return (project, tier) }
    if case .unavailable = status, let knownProject { return (knownProject, Tier(id: "")) }
    throw Task.isCancelled ? .cancelled : .notReady(status)
  }

  /// The project if it is known, and by its id where a number is of no use.
  private var knownProject: String? {
    let project = project
    return project.isEmpty || kind == .codeAssist && ProjectID.isNumber(project) ? nil : project
  }

  /// The status, found out from Google where it is not known or is worth another look.
  @discardableResult
  package func prepare() async -> AccountStatus {
    let status = status
    guard isDue(status) else { return status }
    return await flight.run {
      // An earlier flight may have ended between the look and this one.
      let status = self.status
      return self.isDue(status) ? await self.discover() : status
    } ?? self.status
  }

  /// Has Google asked again at the next request: for an API that refuses what discovery allowed, and for people who
  /// have just confirmed their account.
  package func reconsider() {
    state.withLock { state in
      if case .signedOut = state.status { return }
      state.status = .unknown
      state.generation += 1
    }
  }

  /// Sets the owner's project and asks Google again.
  package func setProject(_ project: String) async -> AccountStatus {
    state.withLock { state in
      state.project = project
      state.isProjectLearned = false
      if case .signedOut = state.status {} else { state.status = .unknown }
      state.generation += 1
    }
    await environment.store.save { [name] in [.project(project, account: name)] }
    return await prepareWithPatience()
  }

  /// For people who look at a page meanwhile: most sign-ups are done within seconds.
  private func prepareWithPatience() async -> AccountStatus {
    var status = await prepare()
    for _ in 0..<6 where status == .settingUp {
      guard (try? await environment.sleep(Discovery.pollInterval)) != nil else { break }
      status = await prepare()
    }
    return status
  }

  /// Takes over what a sign-in brought and asks Google about it.
  func adopt(_ token: OAuthToken, email: String?) async -> AccountStatus {
    let isOtherPerson = state.withLock { state in
      let isOther = state.email != nil && email != nil && state.email != email
      state.email = email ?? state.email
      // A project that Google gave to one person is not the next one's.
      let forgets = isOther && state.isProjectLearned
      if forgets { state.project = "" }
      state.isProjectLearned = state.isProjectLearned && !isOther
      state.stored = token
      state.status = .unknown
      state.generation += 1
      return forgets
    }
    tokens.replace(with: token)
    await environment.store.save { [name, tokens] in
      let changes: [AccountChange] = tokens.current.map { [.token($0, account: name)] } ?? []
      return changes + (isOtherPerson ? [.project("", account: name)] : [])
    }
    return await prepareWithPatience()
  }

  /// Revokes the token at Google and forgets it; returns why Google could not be told, if so.
  func signOut() async -> TokenEndpointError? {
    let token = tokens.forget()
    state.withLock { state in
      state.status = .signedOut(nil)
      state.stored = nil
      state.email = nil
      state.generation += 1
    }
    await environment.store.save { [name] in [.token(nil, account: name)] }
    await environment.store.removeBackups()
    guard let token else { return nil }
    do throws(TokenEndpointError) {
      try await environment.tokens.revoke(token)
      return nil
    } catch {
      return error
    }
  }

  /// Takes over what the configuration holds after it was read again.
  ///
  /// A token that was there before says nothing new: a sign-in may have replaced it here since.
  func update(_ stored: StoredAccount) {
    if signsIn { updateToken(stored) }
    state.withLock { state in
      guard stored.project != state.project else { return }
      state.project = stored.project
      state.isProjectLearned = false
      if case .signedOut = state.status {} else { state.status = .unknown }
      state.generation += 1
    }
  }

  private func updateToken(_ stored: StoredAccount) {
    let before = state.withLock { state in
      defer { state.stored = stored.token }
      return state.stored
    }
    if let token = stored.token {
      let isKnown = [before, tokens.current].contains { $0?.sharesGrant(with: token) ?? false }
      if !isKnown {
        tokens.replace(with: token)
        restart(signedOut: false)
      }
    } else if before != nil, tokens.forget() != nil {
      restart(signedOut: true)
    }
  }

  private func restart(signedOut: Bool) {
    state.withLock { state in
      state.status = signedOut ? .signedOut(nil) : .unknown
      state.email = nil
      state.generation += 1
    }
  }

  /// The e-mail address, asked for where it is not known.
  package func identify() async -> String? {
    if let email { return email }
    guard let token = try? await tokens.accessToken() else { return nil }
    guard let found = await environment.userInfo.email(token: token) else { return nil }
    state.withLock { $0.email = found }
    return found
  }

  /// Asks for the e-mail address once a sign-in: nothing that a call needs waits for it.
  func identifyOnce() async {
    guard signsIn else { return }
    let isDue = state.withLock { state in
      guard case .ready = state.status, state.identified != state.generation else { return false }
      state.identified = state.generation
      return true
    }
    if isDue { _ = await identify() }
  }

  private func isDue(_ status: AccountStatus) -> Bool {
    switch status {
    case .ready, .signedOut: false
    case .unknown: true
    case .settingUp, .projectRequired, .refused, .credentialMissing, .unavailable:
      state.withLock { $0.recheck.map { $0 <= environment.clock.monotonic() } ?? true }
    }
  }
}
