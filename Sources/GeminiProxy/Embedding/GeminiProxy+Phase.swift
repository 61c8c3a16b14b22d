internal import OAuth
internal import Server
internal import Transport

extension GeminiProxy {
  /// How far a proxy has come.
  enum Phase {
    /// Sign-ins listen on the sockets until the proxy does.
    case idle(sockets: [ListeningSocket], listeners: [CallbackListener])
    case begun
  }

  /// Throws where no account can work before a person has done something.
  func checkAccounts() async throws(ProxyRunError) {
    var obstacle: ProxyRunError?
    for account in signIn.accounts {
      switch await status(of: account) {
      case .signedOut, .credentialMissing: obstacle = obstacle ?? .signInRequired(account: account.name)
      case .projectRequired(let advice): obstacle = .projectRequired(account: account.name, advice: advice)
      case .ready, .unknown, .settingUp, .unavailable, .refused: return
      }
    }
    throw obstacle ?? .signInRequired(account: SignInService.defaultAccount)
  }

  /// What stands in an account's way; Google is asked only where it has to name a project.
  private func status(of account: Account) async -> AccountStatus {
    let lacksProject = account.signsIn && account.tokens.current != nil && account.project.isEmpty
    return lacksProject ? await account.prepare() : account.status
  }

  /// Takes the sockets over from the sign-ins that listen on them.
  func beginRunning() throws(ProxyRunError) {
    let listeners: [CallbackListener] = try phase.withLock { phase throws(ProxyRunError) in
      guard case .idle(_, let listeners) = phase else { throw .ranBefore }
      phase = .begun
      return listeners
    }
    for listener in listeners { listener.stop() }
  }

  /// Gives back the port and the threads of a proxy that will not run.
  public func close() async {
    do throws(ProxyRunError) { try beginRunning() } catch { return }
    await withTaskGroup(of: Void.self) { group in
      // Cancelled from the start, it only lets go of the sockets.
      group.cancelAll()
      group.addTask { await self.server.run() }
    }
    await shutDown()
  }

  /// Something that answers browsers for a sign-in; nil where the proxy itself does.
  func listenForCallback() -> CallbackListener? {
    let (phase, routes) = (phase, routes)
    let proxys: @Sendable () -> RouteTable? = {
      if case .begun = phase.withLock({ $0 }) { routes.withLock { $0 } } else { nil }
    }
    return phase.withLock { phase in
      guard case .idle(let sockets, var listeners) = phase,
        let listener = try? CallbackListener(
          sockets: sockets, services: routes.withLock { $0.services }, signIn: signIn, routes: proxys)
      else { return nil }
      listeners.append(listener)
      phase = .idle(sockets: sockets, listeners: listeners)
      return listener
    }
  }

  func forget(_ listener: CallbackListener) {
    phase.withLock { phase in
      guard case .idle(let sockets, let listeners) = phase else { return }
      phase = .idle(sockets: sockets, listeners: listeners.filter { $0 !== listener })
    }
  }
}
