import Testing
import Transport

@testable import OAuth

struct PendingSignInsTests {
  static func entry(_ state: String, _ origin: SignInOrigin = .startUp, at now: MonotonicInstant) -> PendingSignIn {
    PendingSignIn(
      state: state, pkce: PKCE(verifier: "v"), redirectURI: "r", account: "default", createsAccount: false,
      origin: origin, lapses: now + origin.lifetime)
  }

  let start = MonotonicInstant(nanoseconds: 0)

  @Test(arguments: [
    (SignInOrigin.page(needsCookie: false), 599, nil), (.page(needsCookie: false), 600, .lapsed),
    (.startUp, 3599, nil), (.startUp, 3600, PendingSignIns.Refusal.lapsed), (.terminal, 3599, nil),
  ])
  func livesAsLongAsItsOrigin(origin: SignInOrigin, seconds: Int, refusal: PendingSignIns.Refusal?) {
    var pending = PendingSignIns()
    pending.add(Self.entry("s", origin, at: start), at: start)
    let later = start + .seconds(seconds)
    let result = Result { () throws(PendingSignIns.Refusal) in
      try pending.redeem(state: "s", cookie: nil, at: later).state
    }
    #expect(result == (refusal.map { .failure($0) } ?? .success("s")))
  }

  @Test func isGoodForOneCallback() throws {
    var pending = PendingSignIns()
    pending.add(Self.entry("s", at: start), at: start)
    _ = try pending.redeem(state: "s", cookie: nil, at: start)
    #expect(throws: PendingSignIns.Refusal.alreadyUsed) { try pending.redeem(state: "s", cookie: nil, at: start) }
    #expect(throws: PendingSignIns.Refusal.unknown) { try pending.redeem(state: "t", cookie: nil, at: start) }
  }

  @Test func wantsTheCookieItGave() throws {
    for cookie in [nil, "", "wrong"] {
      var pending = PendingSignIns()
      pending.add(Self.entry("s", .page(needsCookie: true), at: start), at: start)
      #expect(throws: PendingSignIns.Refusal.otherBrowser) {
        try pending.redeem(state: "s", cookie: cookie, at: start)
      }
      #expect(throws: PendingSignIns.Refusal.alreadyUsed) { try pending.redeem(state: "s", cookie: nil, at: start) }
    }
    var pending = PendingSignIns()
    let entry = Self.entry("s", .page(needsCookie: true), at: start)
    pending.add(entry, at: start)
    #expect(try pending.redeem(state: "s", cookie: entry.cookie, at: start).state == "s")
    #expect(entry.cookie != "s")
  }

  @Test func keepsSixteenAndThePrintedOnes() throws {
    var pending = PendingSignIns()
    pending.add(Self.entry("printed", at: start), at: start)
    for number in 0..<40 {
      pending.add(Self.entry("\(number)", .page(needsCookie: false), at: start), at: start)
      #expect(pending.count(at: start) <= PendingSignIns.limit)
    }
    #expect(pending.newest(account: "default", at: start) { $0 == .startUp }?.state == "printed")
    #expect(throws: PendingSignIns.Refusal.unknown) { try pending.redeem(state: "0", cookie: nil, at: start) }
    _ = try pending.redeem(state: "39", cookie: nil, at: start)
  }

  @Test func ticketsWorkOnceAndAreSuperseded() {
    var tickets = SignInTickets()
    let entropy = Entropy.counting()
    let first = tickets.ticket(for: "a", entropy: entropy)
    #expect(first.utf8.count == 32)
    #expect(tickets.ticket(for: "a", entropy: entropy) == first)
    let second = tickets.ticket(for: "a", superseding: true, entropy: entropy)
    let other = tickets.ticket(for: "b", entropy: entropy)
    #expect(tickets.redeem(first) == nil)
    #expect(tickets.redeem(second) == "a")
    #expect(tickets.redeem(second) == nil)
    #expect(tickets.redeem(other) == "b")
    #expect(tickets.redeem("") == nil)
  }
}
