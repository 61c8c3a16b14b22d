package import Transport

/// The access token of one account, kept fresh.
///
/// Refreshed five minutes early, or at once after `invalidate`; concurrent callers share one refresh. Where somebody
/// calls `renew` in time, none of them ever waits for one.
package final class TokenSource: Sendable {
  /// How long a failure to reach Google is repeated to other callers without asking again.
  static let failureMemory = Duration.seconds(1)
  /// How long a refusal is: what is wrong with a client or a credential is put right by a person.
  static let refusalMemory = Duration.seconds(10)

  private struct State {
    var token: OAuthToken?
    /// Counts the sign-ins, so that a refresh under way cannot undo one.
    var generation = 0
    /// An access token that an API refused although it seemed fresh.
    var refused: Secret?
    /// Google's words when it ended the sign-in.
    var endedBecause: String?
    /// Whether there is something that is not stored.
    var isChanged = false
    var failure: (error: TokenEndpointError, until: MonotonicInstant)?
  }

  private typealias Outcome = Result<Secret, TokenSourceError>

  private let renewal: any TokenRenewal
  private let clock: OAuthClock
  private let state: Lock<State>
  private let flight = SingleFlight<Outcome>()
  private let onChange: @Sendable (TokenSource) async -> Void
  private let background: BackgroundWork?
  private let counts: RenewalCounts?

  /// In `background` a refresh goes on when the request that needed it is given up. `onChange` runs after every refresh, and after Google has ended the sign-in, to store `current`.
  package init(
    token: OAuthToken?, renewal: any TokenRenewal, clock: OAuthClock, background: BackgroundWork? = nil,
    counts: RenewalCounts? = nil, onChange: @escaping @Sendable (TokenSource) async -> Void
  ) {
    state = Lock(State(token: token))
    self.renewal = renewal
    self.clock = clock
    self.background = background
    self.counts = counts
    self.onChange = onChange
  }

  /// The token as it is now; nil where nobody is signed in.
  package var current: OAuthToken? { state.withLock { $0.token } }

  /// Google's words when it ended the last sign-in.
  package var endedBecause: String? { state.withLock { $0.endedBecause } }

  /// An access token good for at least five minutes, where Google hands one out.
  package func accessToken() async throws(TokenSourceError) -> Secret {
    if let token = try ready() { return token }
    return try await fly(margin: OAuthToken.margin)
  }

  private func fly(margin: Int64) async throws(TokenSourceError) -> Secret {
    let outcome = await flight.run(in: background) {
      await self.refresh(margin: margin)
    } then: {
      // Only now: the others need not wait until the disk has it.
      await self.storeChange()
    }
    guard let outcome else { throw .cancelled }
    return try outcome.get()
  }

  /// Whether less than `margin` seconds are left of a token that can be renewed.
  func isDue(margin: Int64) -> Bool {
    let now = clock.wall()
    guard let token = current, !token.accessToken.isEmpty, token.expiry != nil else { return false }
    return !token.isFresh(at: now, margin: margin) && renewal.canRenew(token)
  }

  /// Renews a token of which less than `margin` seconds are left; why it could not be, nil where there is a new one.
  func renew(margin: Int64) async -> TokenSourceError? {
    guard isDue(margin: margin) else { return nil }
    do throws(TokenSourceError) {
      _ = try await fly(margin: margin)
    } catch {
      return error
    }
    guard isDue(margin: margin) else { return nil }
    // The old one still does.
    return state.withLock { $0.failure }.map { .unavailable($0.error) }
  }

  /// Tells that an API answered 401 to this access token: the next call gets another one.
  package func invalidate(_ accessToken: Secret) {
    state.withLock { state in
      if state.token?.accessToken == accessToken { state.refused = accessToken }
    }
  }

  /// Takes over the token of a new sign-in.
  package func replace(with token: OAuthToken) {
    state.withLock { $0 = State(token: token, generation: $0.generation + 1) }
  }

  /// Signs out here; the token is returned for revocation.
  package func forget() -> OAuthToken? {
    state.withLock { state in
      defer { state = State(token: nil, generation: state.generation + 1) }
      return state.token
    }
  }

  /// The token if it needs no refresh; nil if it does.
  private func ready(margin: Int64 = OAuthToken.margin) throws(TokenSourceError) -> Secret? {
    let now = clock.wall()
    return try state.withLock { state throws(TokenSourceError) in
      guard let token = state.token else { throw .signedOut(state.endedBecause) }
      return token.isFresh(at: now, margin: margin) && token.accessToken != state.refused ? token.accessToken : nil
    }
  }

  private func storeChange() async {
    let isChanged = state.withLock { state in
      defer { state.isChanged = false }
      return state.isChanged
    }
    if isChanged { await onChange(self) }
  }

  /// Nil where the task was cancelled.
  private func refresh(margin: Int64) async -> Outcome? {
    // Somebody else's refresh may have ended between the look and the flight.
    switch Result(catching: { () throws(TokenSourceError) in try ready(margin: margin) }) {
    case .success(let token?): return .success(token)
    case .failure(let error): return .failure(error)
    case .success(nil): break
    }
    let (token, generation, failure) = state.withLock { ($0.token, $0.generation, $0.failure) }
    guard let token else { return .failure(.signedOut(nil)) }
    if let failure, clock.monotonic() < failure.until { return settle(failure.error, token) }
    guard renewal.canRenew(token) else {
      if case .success(let last) = settle(.cancelled, token) { return .success(last) }
      let error = TokenEndpointError.invalidGrant("the access token has expired and there is no refresh token")
      return conclude(.failure(error), for: token, generation)
    }
    let result: Result<OAuthToken, TokenEndpointError>
    do throws(TokenEndpointError) {
      result = .success(try await renewal.renew(token))
      counts?.note(isSuccess: true)
    } catch {
      if error == .cancelled { return nil }
      counts?.note(isSuccess: false)
      result = .failure(error)
    }
    return conclude(result, for: token, generation)
  }

  private func conclude(
    _ result: Result<OAuthToken, TokenEndpointError>, for token: OAuthToken, _ generation: Int
  ) -> Outcome {
    let isCurrent = state.withLock { state in
      guard state.generation == generation else { return false }
      switch result {
      case .success(let fresh):
        state.token = fresh
        state.isChanged = true
        state.refused = nil
        state.failure = nil
      case .failure(let error) where error.endsSignIn:
        state = State(token: nil, generation: generation + 1, endedBecause: "\(error)", isChanged: true)
      case .failure(let error):
        state.failure = (error, clock.monotonic() + (error.isRetryable ? Self.failureMemory : Self.refusalMemory))
      }
      return true
    }
    guard isCurrent else {
      // Signed in or out meanwhile: what counts now is that.
      guard let current else { return .failure(.signedOut(endedBecause)) }
      return .success(current.accessToken)
    }
    switch result {
    case .success(let fresh):
      return .success(fresh.accessToken)
    case .failure(let error): return settle(error, token)
    }
  }

  /// What a failed refresh means: a token that has not quite lapsed still does.
  private func settle(_ error: TokenEndpointError, _ token: OAuthToken) -> Outcome {
    if error.endsSignIn { return .failure(.signedOut("\(error)")) }
    let refused = state.withLock { $0.refused }
    if token.isFresh(at: clock.wall(), margin: 0), token.accessToken != refused {
      return .success(token.accessToken)
    }
    return .failure(error.isRetryable ? .unavailable(error) : .refused(error))
  }
}
