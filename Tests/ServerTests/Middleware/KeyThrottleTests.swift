import Testing
import Transport

@testable import Server

struct KeyThrottleTests {
  private let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)
  private let here: IPAddress
  private let there: IPAddress

  init() throws {
    here = try #require(IPAddress("198.51.100.1"))
    there = try #require(IPAddress("198.51.100.2"))
  }

  @Test func `After too many wrong keys only those that were right before are looked at, for a minute`() {
    let throttle = KeyThrottle()
    #expect(throttle.judge(nil, from: here, at: start) == .wrong)
    #expect(throttle.judge("known", from: here, at: start) == .right)
    for _ in 1..<KeyThrottle.allowed { #expect(throttle.judge(nil, from: here, at: start) == .wrong) }
    let later = start + .seconds(20)
    #expect(throttle.judge(nil, from: here, at: later) == .tooMany(40))
    #expect(throttle.judge("guessed", from: here, at: later) == .tooMany(40), "or guessing would go on")
    #expect(throttle.judge("known", from: here, at: later) == .right)
    #expect(throttle.judge("known", from: there, at: later) == .right)
    #expect(throttle.judge(nil, from: there, at: later) == .wrong)
    let after = start + .seconds(61)
    #expect(throttle.judge("guessed", from: here, at: after) == .right)
    #expect(throttle.judge(nil, from: here, at: after) == .wrong)
  }

  @Test func `A site of IPv6 is one place`() throws {
    let throttle = KeyThrottle()
    for number in 0..<KeyThrottle.allowed {
      let address = try #require(IPAddress("2001:db8:1:2::\(String(number, radix: 16))"))
      #expect(throttle.judge(nil, from: address, at: start) == .wrong)
    }
    let next = try #require(IPAddress("2001:db8:1:2:ffff::1"))
    #expect(throttle.judge(nil, from: next, at: start) == .tooMany(60))
  }

  @Test func `A hundred thousand places are not all remembered`() throws {
    let throttle = KeyThrottle()
    for number in 0..<100_000 {
      let address = try #require(IPAddress("10.\(number >> 16).\(number >> 8 & 255).\(number & 255)"))
      _ = throttle.judge(nil, from: address, at: start)
    }
    #expect(throttle.count <= KeyThrottle.places)
  }

  /// Good keys cost no place, whoever shows them.
  @Test func `Who shows good keys is not remembered`() {
    let throttle = KeyThrottle()
    for _ in 0..<1000 { #expect(throttle.judge("known", from: here, at: start) == .right) }
    #expect(throttle.count == 0)
  }
}
