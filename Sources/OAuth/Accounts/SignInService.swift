internal import Transport

/// Signing in and out, for every account of the pool.
package final class SignInService: Sendable {
  struct State {
    var accounts: [Account]
    var pending = PendingSignIns()
    var tickets = SignInTickets()
    var redirect: RedirectPlan
    var observers: [Int: @Sendable (SignInEvent) -> Void] = [:]
    var observersSoFar = 0
  }

  /// The account that a sign-in is for where none is named.
  package static let defaultAccount = "default"

  let environment: AccountEnvironment
  /// The configured `client_id`, part of the callback path.
  package let installation: String
  let state: Lock<State>

  /// `installation` is the configured `client_id`, part of the callback path.
  package init(
    accounts: [StoredAccount], installation: String, redirect: RedirectPlan, environment: AccountEnvironment
  ) {
    self.environment = environment
    self.installation = installation
    state = Lock(State(accounts: accounts.map { Account($0, environment: environment) }, redirect: redirect))
  }

  // MARK: Accounts

  /// How often access tokens were renewed.
  package var renewals: RenewalCounts { environment.renewals }

  package var accounts: [Account] { state.withLock { $0.accounts } }

  /// The account that a sign-in without further words is for: the first that does not work, else the first.
  package var accountToSignIn: String {
    let accounts = accounts.filter(\.signsIn)
    return (accounts.first { !$0.status.works } ?? accounts.first)?.name ?? Self.defaultAccount
  }

  package func account(named name: String) -> Account? { accounts.first { $0.name == name } }

  package var redirect: RedirectPlan { state.withLock { $0.redirect } }

  /// Names the address listened on, once it is known.
  package func setRedirect(_ plan: RedirectPlan) {
    state.withLock { $0.redirect = plan }
  }

  /// For `runBackground`, which is about to begin.
  package func openBackground() {
    environment.background.open()
  }

  /// Does what goes on when the requests that asked for it are gone, until the task is cancelled.
  package func runBackground() async {
    await environment.background.run()
  }

  /// `observer` is told of every sign-in that ends and of every project that is entered, until `stopObserving` is called
  /// with the number returned.
  @discardableResult
  package func observe(_ observer: @escaping @Sendable (SignInEvent) -> Void) -> Int {
    state.withLock { state in
      state.observersSoFar += 1
      state.observers[state.observersSoFar] = observer
      return state.observersSoFar
    }
  }

  package func stopObserving(_ number: Int) {
    state.withLock { $0.observers[number] = nil }
  }

  func tellObservers(_ event: SignInEvent) {
    for observer in state.withLock({ $0.observers.values.map(\.self) }) { observer(event) }
  }

  /// Sets the owner's project and asks Google again; what came of it.
  package func setProject(_ project: String, of account: Account) async -> AccountStatus {
    let status = await account.setProject(project)
    tellObservers(.projectEntered(SignInResult(account: account.name, email: account.email, status: status)))
    return status
  }

  /// Takes over the accounts of a configuration that was read again; those not in it are dropped, tokens and all.
  package func update(_ stored: [StoredAccount]) {
    state.withLock { state in
      let current = state.accounts
      state.accounts = stored.map { entry in
        guard let account = current.first(where: { $0.stored.sharesService(with: entry) }) else {
          return Account(entry, environment: environment)
        }
        account.update(entry)
        return account
      }
    }
  }

  /// Sends what all accounts share out another way, from the next request on.
  package func replaceProxies(with urls: [String]) {
    environment.proxies.replace(with: urls)
  }

  /// Finds out the state of every account that has a token, one after the other.
  ///
  /// For start-up and for every minute after: it asks Google only where that is due.
  package func prepareAccounts() async {
    for account in accounts where !Task.isCancelled {
      await account.prepare()
      await account.identifyOnce()
    }
  }

  /// What stands in an account's way, with the link that leads out.
  package func signInState(of account: Account) -> SignInState {
    switch account.status {
    case .signedOut(let reason): .signedOut(link: loginLink(for: account.name), reason: reason)
    case .unknown, .settingUp: .starting
    case .ready(let project, let tier): .ready(project: project, tier: tier)
    case .projectRequired(let advice): .projectRequired(advice)
    case .credentialMissing(let advice): .credentialMissing(advice)
    case .refused(let reason, let link): .failed(reason: reason, link: link, isTemporary: false)
    case .unavailable(let reason): .failed(reason: reason, link: nil, isTemporary: true)
    }
  }

  /// Revokes an account's token and forgets it; returns why Google could not be told, if so.
  package func signOut(_ account: Account) async -> TokenEndpointError? {
    state.withLock { $0.tickets.revoke(account: account.name) }
    return await account.signOut()
  }

  // MARK: Tickets

  /// The address of the sign-in page with the account's one-time ticket; a new one with `superseding`.
  package func loginLink(for account: String, superseding: Bool = false) -> String {
    state.withLock { state in
      let ticket = state.tickets.ticket(for: account, superseding: superseding, entropy: environment.entropy)
      return state.redirect.publicBase + "/auth/login?ticket=" + ticket
    }
  }

  /// The account's one-time ticket for the sign-in pages.
  package func ticket(for account: String) -> String {
    state.withLock { $0.tickets.ticket(for: account, entropy: environment.entropy) }
  }

  /// Uses a ticket up: the account it is for, nil where it is none.
  package func redeemTicket(_ ticket: String) -> String? {
    state.withLock { $0.tickets.redeem(ticket) }
  }

  /// A link straight to Google for an account that has none that still works, or none that counts with `renewing`.
  ///
  /// For start-up, which prints it, and for every look after.
  package func startUpLink(for account: Account, renewing: Bool = false) -> SignInStart? {
    guard case .signedOut = account.status else { return nil }
    let now = environment.clock.monotonic()
    let isPrinted = state.withLock { $0.pending.newest(account: account.name, at: now) { $0 == .startUp } != nil }
    guard renewing || !isPrinted else { return nil }
    return try? beginSignIn(account: account.name, origin: .startUp)
  }

  /// The same for every account.
  package func startUpLinks() -> [(account: String, start: SignInStart)] {
    accounts.compactMap { account in startUpLink(for: account).map { (account.name, $0) } }
  }
}
