internal import OAuth
internal import Transport

/// Slows down whoever tries keys: from where too many wrong ones came, only keys that were right there before are looked
/// at until a minute is over.
///
/// Shared by all reactors. Costs nothing until somebody shows a wrong key, and its table is bounded whatever addresses
/// they come from.
package final class KeyThrottle: Sendable {
  enum Verdict: Equatable {
    case right
    case wrong
    /// Not looked at; seconds until it would be.
    case tooMany(Double)
  }

  /// Wrong keys from one place in one window: more than anybody mistypes, and than a team restarts clients in.
  static let allowed = 30
  static let window = Duration.seconds(60)
  /// Places that are remembered.
  static let places = 4096
  /// Good keys that are remembered for each.
  private static let goodKeys = 64

  private struct Place {
    var until: MonotonicInstant
    var wrong = 0
    var good: Set<String> = []
  }

  private struct State {
    var places = BoundedMemory<IPAddress, Place>(limit: KeyThrottle.places / 2)
    /// Until when any place is remembered for wrong keys.
    var busyUntil = MonotonicInstant.distantPast
  }

  private let state = Lock(State())

  package init() {}

  /// The number of places that are remembered.
  var count: Int { state.withLock { $0.places.count } }

  /// Judges a key that was shown: `client` is the id of its owner, nil where it is nobody's.
  func judge(_ client: String?, from address: IPAddress, at now: MonotonicInstant = .now()) -> Verdict {
    state.withLock { state in
      // Nobody guesses: the common case.
      if client != nil, state.busyUntil <= now { return .right }
      let place = address.site
      if client != nil, state.places.peek(place) == nil { return .right }
      let verdict = state.places.update(place, default: Place(until: now + Self.window)) { place -> Verdict in
        if place.until <= now { place = Place(until: now + Self.window, good: place.good) }
        let isFull = place.wrong >= Self.allowed
        if let client {
          if isFull, !place.good.contains(client) { return .tooMany(place.until.duration(since: now).seconds) }
          if place.good.count < Self.goodKeys { place.good.insert(client) }
          return .right
        }
        guard !isFull else { return .tooMany(place.until.duration(since: now).seconds) }
        place.wrong += 1
        return .wrong
      }
      if verdict == .wrong { state.busyUntil = max(state.busyUntil, now + Self.window) }
      return verdict
    }
  }
}
