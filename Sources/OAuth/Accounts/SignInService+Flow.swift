internal import Translation
internal import Transport

extension SignInService {
  /// Makes a link to Google for an account.
  ///
  /// `creatingAccount` is for `login --account NAME`: only there a name may be new.
  package func beginSignIn(
    account name: String = defaultAccount, origin: SignInOrigin, creatingAccount: Bool = false
  ) throws(SignInFailure) -> SignInStart {
    let account = account(named: name)
    guard account != nil || creatingAccount || name == Self.defaultAccount else { throw .unknownAccount(name) }
    if let account, !account.signsIn { throw .notForPeople(account: name) }
    let now = environment.clock.monotonic()
    let pkce = PKCE(entropy: environment.entropy)
    let entry = PendingSignIn(
      state: environment.entropy.hexadecimal(32), pkce: pkce,
      redirectURI: redirect.callback(installation: installation), account: name,
      createsAccount: account == nil, origin: origin, lapses: now + origin.lifetime)
    state.withLock { $0.pending.add(entry, at: now) }
    return start(of: entry)
  }

  /// The sign-in under way that a page's cookie belongs to: for whoever loads the page again.
  package func resume(cookie: String) -> (account: String, start: SignInStart)? {
    let now = environment.clock.monotonic()
    return state.withLock { $0.pending.entry(cookie: cookie, at: now) }.map { ($0.account, start(of: $0)) }
  }

  /// The state of the sign-in that was begun last for an account: what a code pasted without its address belongs to.
  package func newestState(account: String) -> String? {
    let now = environment.clock.monotonic()
    return state.withLock { state in
      state.pending.newest(account: account, at: now) { !$0.needsCookie }?.state
    }
  }

  private func start(of entry: PendingSignIn) -> SignInStart {
    let request = AuthorizationRequest(
      clientID: environment.tokens.client.id, redirectURI: entry.redirectURI, state: entry.state,
      challenge: entry.pkce.challenge, loginHint: account(named: entry.account)?.email ?? "")
    return SignInStart(
      url: request.url(at: environment.tokens.endpoints.authorize), state: entry.state,
      cookie: entry.origin.needsCookie ? entry.cookie : nil)
  }

  /// Completes a sign-in with what the callback, or a person, brought back.
  ///
  /// `error` is Google's `error` field, `cookie` the value the browser sent along.
  package func completeSignIn(
    code: Secret, state given: String, error: String? = nil, cookie: String? = nil
  ) async throws(SignInFailure) -> SignInResult {
    do throws(SignInFailure) {
      let result = try await complete(code, given, error, cookie)
      tellObservers(.signedIn(result, state: given))
      return result
    } catch {
      tellObservers(.failed(error, state: given))
      throw error
    }
  }

  private func complete(
    _ code: Secret, _ given: String, _ error: String?, _ cookie: String?
  ) async throws(SignInFailure) -> SignInResult {
    let entry = try redeem(given, cookie)
    if let error { throw .denied(String(error.prefix(128))) }
    guard !code.isEmpty else { throw .missingCode }
    var grant: TokenGrant
    do throws(TokenEndpointError) {
      grant = try await environment.tokens.exchange(
        code: code, verifier: entry.pkce.verifier, redirectURI: entry.redirectURI)
    } catch {
      throw .exchange(error)
    }
    let found = await environment.userInfo.email(token: grant.token.accessToken)
    let email = found ?? grant.email?.lowercased()
    let account = try await target(of: entry, email: email)
    if grant.token.refreshToken.isEmpty {
      // Google repeats a refresh token only with consent; the one we have is still the same person's.
      guard let old = account.tokens.current, email != nil, account.email == email else { throw .noRefreshToken }
      grant.token.refreshToken = old.refreshToken
    }
    let isNew = account.tokens.current == nil && account.email == nil
    let status = await account.adopt(grant.token, email: email)
    state.withLock { $0.tickets.revoke(account: account.name) }
    return SignInResult(account: account.name, email: email, isNew: isNew, status: status)
  }

  /// Completes a sign-in with what a person pasted; without a state, the newest one under way is meant.
  ///
  /// `fallbackState` is the one whose link the person was shown.
  package func completeSignIn(
    pasted: PastedAnswer, fallbackState: String?, cookie: String? = nil
  ) async throws(SignInFailure) -> SignInResult {
    guard let state = pasted.state ?? fallbackState else { throw .state(.unknown) }
    return try await completeSignIn(code: pasted.code, state: state, error: pasted.error, cookie: cookie)
  }

  private func redeem(_ given: String, _ cookie: String?) throws(SignInFailure) -> PendingSignIn {
    let now = environment.clock.monotonic()
    do throws(PendingSignIns.Refusal) {
      return try state.withLock { state throws(PendingSignIns.Refusal) in
        try state.pending.redeem(state: given, cookie: cookie, at: now)
      }
    } catch {
      throw .state(error)
    }
  }

  /// The account that a sign-in belongs to: the address decides, then what it was begun for.
  private func target(of entry: PendingSignIn, email: String?) async throws(SignInFailure) -> Account {
    let named = account(named: entry.account)
    if let email, named == nil || named?.email != email,
      let own = accounts.first(where: {
        $0.email == email && $0.tokens.current != nil && $0.kind == named?.kind ?? .codeAssist
      })
    {
      return own
    }
    guard let named else {
      if let created = try create(entry) { return created }
      // Another sign-in has made the account meanwhile, and the rules for existing ones hold.
      return try await target(of: entry, email: email)
    }
    guard named.status.works else { return named }
    let current = await named.identify()
    guard let email, let current else {
      // An account that turned out not to work while it was asked has nothing to lose.
      guard named.status.works else { return named }
      throw .unidentified(account: named.name)
    }
    guard email == current else {
      throw .otherPerson(account: named.name, current: current, offered: email)
    }
    return named
  }

  /// Nil where the account has come into being meanwhile.
  private func create(_ entry: PendingSignIn) throws(SignInFailure) -> Account? {
    guard entry.createsAccount else { throw .unknownAccount(entry.account) }
    let account = Account(StoredAccount(name: entry.account), environment: environment)
    return state.withLock { state in
      guard !state.accounts.contains(where: { $0.name == entry.account }) else { return nil }
      state.accounts.append(account)
      return account
    }
  }
}
