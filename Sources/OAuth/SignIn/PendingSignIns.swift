package import Transport

/// The sign-ins under way: few, short-lived, and each good for one callback.
package struct PendingSignIns: Sendable {
  package static let limit = 16

  package enum Refusal: Error, Sendable, Hashable {
    /// Never given out here, or given up for newer ones.
    case unknown
    case lapsed
    /// A reload of the result page, or somebody else's replay.
    case alreadyUsed
    /// The browser that came back is not the one that left.
    case otherBrowser
  }

  private var entries: [PendingSignIn] = []
  /// States that are gone, remembered only so that the answer can say why.
  private var gone: [(state: String, refusal: Refusal)] = []

  package init() {}

  /// The number that may still come back at `now`.
  package mutating func count(at now: MonotonicInstant) -> Int {
    drop(at: now)
    return entries.count
  }

  /// Remembers one; the oldest makes room, those of pages before those that were printed.
  package mutating func add(_ entry: PendingSignIn, at now: MonotonicInstant) {
    drop(at: now)
    if entries.count >= Self.limit {
      let victim = entries.firstIndex { if case .page = $0.origin { true } else { false } } ?? entries.startIndex
      entries.remove(at: victim)
    }
    entries.append(entry)
  }

  /// Takes out the one that `state` belongs to; it cannot be had a second time.
  ///
  /// A wrong cookie uses it up as well: whoever guessed the state gets one attempt.
  package mutating func redeem(
    state: String, cookie: String?, at now: MonotonicInstant
  ) throws(Refusal) -> PendingSignIn {
    drop(at: now)
    // Every state is looked at, so that the time tells nothing about them.
    let matches = entries.indices.filter { Secret.matches(entries[$0].state, state) }
    guard let index = matches.first else {
      throw gone.filter { Secret.matches($0.state, state) }.last?.refusal ?? .unknown
    }
    let entry = entries.remove(at: index)
    remember(state, .alreadyUsed)
    guard !entry.origin.needsCookie || Secret.matches(entry.cookie, cookie ?? "") else { throw .otherBrowser }
    return entry
  }

  /// The newest one for an account from a given origin, if it has not lapsed.
  package mutating func newest(
    account: String, at now: MonotonicInstant, where matches: (SignInOrigin) -> Bool = { _ in true }
  ) -> PendingSignIn? {
    drop(at: now)
    return entries.last { $0.account == account && matches($0.origin) }
  }

  /// The one that a page's cookie belongs to, left where it is.
  package mutating func entry(cookie: String, at now: MonotonicInstant) -> PendingSignIn? {
    drop(at: now)
    return entries.filter { $0.origin.needsCookie && Secret.matches($0.cookie, cookie) }.last
  }

  private mutating func drop(at now: MonotonicInstant) {
    for entry in entries where entry.lapses <= now { remember(entry.state, .lapsed) }
    entries.removeAll { $0.lapses <= now }
  }

  private mutating func remember(_ state: String, _ refusal: Refusal) {
    gone.append((state, refusal))
    if gone.count > Self.limit { gone.removeFirst() }
  }
}
