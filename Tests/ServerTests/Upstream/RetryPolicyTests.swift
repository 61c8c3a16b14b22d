import Testing
import Translation

@testable import Server

struct RetryPolicyTests {
  typealias Outcome = RetryPolicy.Outcome

  /// What makes one request another: only such a change allows asking again after a 400.
  private struct Sent: Hashable {
    var model = 0
    var repairs: Set<Repair> = []
  }

  /// Plays one sequence of outcomes, and holds every decision to what the policy promises.
  private struct Play {
    var policy: RetryPolicy
    let limits: RetryPolicy.Limits
    var request = Sent()
    var condemned: Set<Sent> = []
    var sends = 0
    var waited = 0.0
    var isOver = false

    init(_ limits: RetryPolicy.Limits, fallbacks: Int, seed: UInt64) {
      policy = RetryPolicy(limits: limits, fallbacks: fallbacks, seed: seed)
      self.limits = limits
    }

    /// Returns what was broken; nil if nothing.
    mutating func run(_ outcome: Outcome) -> String? {
      var told: Double?
      switch outcome {
      case .refused(let failure, _):
        sends += 1
        told = failure.retryAfter
        switch failure.cause {
        case .request, .permission: condemned.insert(request)
        default: break
        }
      case .unreached, .dropped, .useless, .hopeless: sends += 1
      case .unavailable(.cooling(let seconds, _)), .unavailable(.overloaded(let seconds)): told = seconds
      case .unavailable: break
      }
      switch policy.decide(after: outcome) {
      case .fail:
        isOver = true
        return nil
      case .repair(let repair):
        guard request.repairs.insert(repair).inserted else { return "\(repair) a second time" }
      case .fallbackModel: request.model += 1
      case .nextAccount, .refreshToken: break
      case .retry(let pause):
        let seconds = Double(pause.components.seconds) + Double(pause.components.attoseconds) * 1e-18
        waited += seconds
        if let told {
          if seconds < told { return "waits \(seconds) s, told \(told)" }
          if seconds > told * 1.1 + 0.1 + 1e-6 { return "waits \(seconds) s, told \(told)" }
        } else if seconds > limits.longestBackoff * 1.1 + 0.1 {
          return "waits \(seconds) s, told nothing"
        }
      }
      if condemned.contains(request) { return "the same request again" }
      if sends > limits.retries { return "more sends than allowed" }
      if waited > limits.wait + 1e-6 { return "longer waits than allowed" }
      return nil
    }
  }

  /// Every kind of refusal that the bodies of the protocol come to, and everything else that can happen.
  private static let outcomes: [Outcome] = {
    var seen: Set<String> = []
    var list: [Outcome] = []
    for error in GoogleError.all {
      let failure = error.failure()
      let repair = Repair.allCases.first { "\($0)" == error.repair }
      for repair in repair.map({ [$0, nil] }) ?? [nil] {
        let kind = "\(failure.cause) \(failure.retryAfter ?? -1) \(repair.map { "\($0)" } ?? "")"
        if seen.insert(kind).inserted { list.append(.refused(failure, repair: repair)) }
      }
    }
    return list + [
      .unreached, .dropped, .useless, .hopeless, .unavailable(.allTried), .unavailable(.withoutCredential),
      .unavailable(.refused), .unavailable(.overloaded(seconds: 1)), .unavailable(.overloaded(seconds: 40)),
      .unavailable(.cooling(seconds: 0, isQuota: false)), .unavailable(.cooling(seconds: 2.5, isQuota: false)),
      .unavailable(.cooling(seconds: 29.99, isQuota: false)), .unavailable(.cooling(seconds: 31, isQuota: false)),
      .unavailable(.cooling(seconds: 5, isQuota: true)), .unavailable(.cooling(seconds: 31_447, isQuota: true)),
    ]
  }()

  @Test(arguments: [(3, 30.0), (2, 4.0), (1, 30.0), (0, 30.0), (3, 0.0)], [0, 1, 2])
  func `CF-X6 no sequence of three outcomes asks the same again, too often, too early or too late`(
    _ bound: (retries: Int, wait: Double), _ fallbacks: Int
  ) {
    let limits = RetryPolicy.Limits(retries: bound.retries, wait: bound.wait)
    var seed: UInt64 = 0
    func extend(_ play: Play, _ path: [Outcome]) {
      guard !play.isOver, path.count < 3 else { return }
      for outcome in Self.outcomes {
        seed += 1
        var next = play
        if let broken = next.run(outcome) {
          Issue.record("\(broken): \(path + [outcome])")
        } else {
          extend(next, path + [outcome])
        }
      }
    }
    extend(Play(limits, fallbacks: fallbacks, seed: 1), [])
    #expect(seed > 500)
  }

  @Test(arguments: GoogleError.all, GoogleError.Encoding.allCases)
  func `CF-X6 a 400 or a refusal is never sent again, whatever came before`(
    _ error: GoogleError, _ encoding: GoogleError.Encoding
  ) {
    guard ["request", "permission", "model"].contains(error.cause) else { return }
    let slip = GoogleFailure(httpStatus: 500, body: [])
    for before in [[], [.dropped], [.refused(slip, repair: nil), .useless]] as [[Outcome]] {
      var policy = RetryPolicy(limits: .init(), fallbacks: 2, seed: 9)
      for outcome in before { #expect(policy.decide(after: outcome) != .fail) }
      #expect(policy.decide(after: .refused(error.failure(encoding), repair: nil)) == .fail)
    }
  }

  private func failure(_ name: String) throws -> GoogleFailure {
    try #require(GoogleError.all.first { $0.name == name }).failure()
  }

  private func refused(_ name: String) throws -> Outcome { .refused(try failure(name), repair: nil) }

  private func isRetry(_ action: RetryPolicy.Action) -> Bool {
    if case .retry = action { true } else { false }
  }

  @Test func `CF-X8 a limited account makes room for the next, and the last one is waited for`() throws {
    var policy = RetryPolicy(limits: .init(), seed: 1)
    #expect(policy.decide(after: try refused("short rate limit")) == .nextAccount)
    #expect(isRetry(policy.decide(after: .unavailable(.cooling(seconds: 0.539, isQuota: false)))))
    #expect(policy.waitLeft < 29.5)
  }

  @Test func `CF-X8 capacity is compared with one more account, then the model is changed`() throws {
    var policy = RetryPolicy(limits: .init(), fallbacks: 1, seed: 1)
    #expect(policy.decide(after: try refused("capacity")) == .nextAccount)
    #expect(policy.decide(after: try refused("capacity")) == .fallbackModel)
    #expect(policy.decide(after: try refused("capacity")) == .nextAccount)
    #expect(isRetry(policy.decide(after: .unavailable(.allTried))))
    var alone = RetryPolicy(limits: .init(), fallbacks: 1, seed: 1)
    #expect(alone.decide(after: try refused("overloaded")) == .nextAccount)
    #expect(alone.decide(after: .unavailable(.allTried)) == .fallbackModel)
  }

  @Test func `CF-X8 a quota of hours is not waited for: a substitute, or an honest answer`() throws {
    var policy = RetryPolicy(limits: .init(), fallbacks: 1, seed: 1)
    #expect(policy.decide(after: try refused("day's quota")) == .nextAccount)
    #expect(policy.decide(after: .unavailable(.cooling(seconds: 31_447, isQuota: true))) == .fallbackModel)
    #expect(policy.decide(after: .unavailable(.cooling(seconds: 31_447, isQuota: true))) == .fail)
  }

  @Test func `CF-X6 a token is refreshed once for each account`() throws {
    var policy = RetryPolicy(limits: .init(retries: 9), seed: 1)
    for _ in 0..<3 {
      #expect(policy.decide(after: try refused("token expired")) == .refreshToken)
      #expect(policy.decide(after: try refused("token expired")) == .nextAccount)
    }
  }

  @Test func `CF-S25 CF-P7 repairs count as attempts, each of them once`() throws {
    let refusal = try failure("penalties")
    var policy = RetryPolicy(limits: .init(retries: 2), seed: 1)
    #expect(
      policy.decide(after: .refused(refusal, repair: .withoutPenalties)) == .repair(.withoutPenalties))
    #expect(policy.decide(after: .refused(refusal, repair: .relaxedSchema)) == .repair(.relaxedSchema))
    #expect(policy.decide(after: .refused(refusal, repair: .withoutThinking)) == .fail)
    policy = RetryPolicy(limits: .init(), seed: 1)
    _ = policy.decide(after: .refused(refusal, repair: .withoutPenalties))
    #expect(policy.decide(after: .refused(refusal, repair: .withoutPenalties)) == .fail)
  }

  @Test func `An answer of no use is asked for once more`() {
    var policy = RetryPolicy(limits: .init(), seed: 1)
    #expect(!policy.isLastSend)
    #expect(policy.decide(after: .useless) == .retry(after: .zero))
    #expect(policy.isLastSend)
    #expect(policy.decide(after: .useless) == .fail)
  }

  @Test func `CF-X18 a dead connection is replaced at once, and after that with patience`() {
    var policy = RetryPolicy(limits: .init(), seed: 1)
    #expect(policy.decide(after: .dropped) == .retry(after: .zero))
    #expect(policy.decide(after: .dropped) != .retry(after: .zero))
  }

  @Test func `Waits of requests that failed together are spread upwards`() {
    let pauses = (0..<200).map { seed -> Duration in
      var policy = RetryPolicy(limits: .init(), seed: UInt64(seed))
      guard case .retry(let pause) = policy.decide(after: .unavailable(.cooling(seconds: 2, isQuota: false))) else {
        return .zero
      }
      return pause
    }
    #expect(Set(pauses).count == 200)
    #expect(pauses.min() ?? .zero >= .seconds(2) && pauses.max() ?? .zero <= .milliseconds(2300))
    #expect((pauses.max() ?? .zero) - (pauses.min() ?? .zero) > .milliseconds(200))
  }

  @Test func `A pool that never has anybody ends a request all the same`() {
    var policy = RetryPolicy(limits: .init(wait: 1e9), seed: 1)
    var looks = 0
    while looks < 1000, policy.decide(after: .unavailable(.cooling(seconds: 0, isQuota: false))) != .fail { looks += 1 }
    #expect(looks < 100)
  }
}
