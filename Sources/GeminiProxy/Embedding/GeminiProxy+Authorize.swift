internal import OAuth
internal import Server
internal import Transport

extension GeminiProxy {
  /// How long browsers may take to fetch the page that ends a sign-in.
  private static let lastPage = Duration.seconds(3)

  /// Signs a person in with Google, and returns what was learned when Google has said that the account works.
  ///
  /// Works before `run` and while it serves. `present` shows the prompt's `url` to the person, in a browser, a
  /// terminal or a window; it may return at once, or stay to take what the person pastes, and is cancelled when the
  /// sign-in is decided. The browser comes back to the proxy's own address. `account` names the one to sign in to; a new
  /// name adds one. `limit` is at most an hour. What is learned goes to the store as well. Cancelling the task ends it.
  public func authorize(
    account: String = "default", within limit: Duration = .seconds(600),
    present: @escaping @Sendable (SignInPrompt) async throws -> Void
  ) async throws(AuthorizationError) -> AuthorizedAccount {
    let start: SignInStart
    do throws(SignInFailure) {
      start = try signIn.beginSignIn(account: account, origin: .terminal, creatingAccount: true)
    } catch {
      throw AuthorizationError(error)
    }
    let (events, continuation) = AsyncStream.makeStream(
      of: SignInEvent.self, bufferingPolicy: .bufferingOldest(1))
    let observation = signIn.observe { event in
      if Self.decides(event, state: start.state, account: account) { continuation.yield(event) }
    }
    defer { signIn.stopObserving(observation) }
    let prompt = SignInPrompt(url: start.url, advice: signIn.redirect.advice, signIn: signIn, state: start.state)
    let listener = listenForCallback()
    let result = await withTaskGroup(of: Step.self) { group in
      group.addTask {
        for await event in events { return .event(event) }
        return .timedOut
      }
      group.addTask {
        try? await Task.sleep(for: min(limit, SignInOrigin.terminal.lifetime))
        return .timedOut
      }
      group.addTask {
        do {
          try await present(prompt)
          return .presented(nil)
        } catch {
          return .presented(error)
        }
      }
      if let listener {
        group.addTask {
          await listener.run()
          return .stoppedListening
        }
      }
      let result = await Self.conclusion(&group)
      if let listener, case .event = result {
        listener.stop()
        group.addTask {
          try? await Task.sleep(for: Self.lastPage)
          return .stoppedListening
        }
        while let step = await group.next() { if case .stoppedListening = step { break } }
      }
      group.cancelAll()
      return result
    }
    if let listener { forget(listener) }
    switch result {
    case .event(.signedIn(let result, _)), .event(.projectEntered(let result)):
      // An account that the sign-in added is there for requests from now on.
      serve(configuration)
      return try outcome(of: result)
    case .event(.failed(let failure, _)): throw AuthorizationError(failure)
    case .presented(let error?): throw .notPresented(error)
    case .presented(nil), .stoppedListening, .timedOut: throw Task.isCancelled ? .cancelled : .timedOut
    }
  }

  private enum Step: Sendable {
    case event(SignInEvent)
    case presented((any Error)?)
    case timedOut
    case stoppedListening
  }

  /// Whether a sign-in is over for whoever waits for `state`: by it, or because somebody signed in another way.
  private static func decides(_ event: SignInEvent, state: String, account: String) -> Bool {
    switch event {
    // The other one that brought it back is still at it.
    case .failed(.state(.alreadyUsed), _): false
    case .failed(_, let given): given == state
    case .signedIn(let result, let given): given == state || result.account == account
    case .projectEntered(let result): result.account == account
    }
  }

  private static func conclusion(_ group: inout TaskGroup<Step>) async -> Step {
    while let step = await group.next() {
      switch step {
      case .event, .timedOut, .presented(.some): return step
      // The person has it in hand, or the proxy itself listens from now on.
      case .presented(nil), .stoppedListening: continue
      }
    }
    return .timedOut
  }

  private func outcome(of result: SignInResult) throws(AuthorizationError) -> AuthorizedAccount {
    switch result.status {
    case .projectRequired(let advice): throw .projectRequired(advice)
    case .refused(let reason, let link): throw .notServed(reason, link: link)
    case .signedOut(let reason): throw .failed(reason ?? "Google ended the sign-in at once.")
    case .credentialMissing(let advice): throw .failed(advice)
    case .ready, .unknown, .settingUp, .unavailable: break
    }
    let account = signIn.account(named: result.account)
    var found = AuthorizedAccount(
      name: result.account, email: result.email, token: Secret(account?.tokens.current?.tokenFile ?? ""),
      projectID: account?.project ?? "", tier: "")
    if case .ready(let project, let tier) = result.status { (found.projectID, found.tier) = (project, tier.id) }
    return found
  }
}
