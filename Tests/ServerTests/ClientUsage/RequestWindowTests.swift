import Testing
import Transport

@testable import Server

struct RequestWindowTests {
  private static let minute: UInt64 = 60_000_000_000

  /// Random arrivals, slow and in bursts, against a list of all of them.
  @Test(arguments: [1, 2, 7, 60, 1000, 3000])
  func `No sixty seconds hold more than the limit, and none hold less than they could`(limit: Int) {
    var generator = Sequence(state: UInt64(limit))
    var window = RequestWindow()
    var admitted: [UInt64] = []
    var oldest = 0
    var now: UInt64 = 1_000_000_000_000
    for step in 0..<20_000 {
      let mean = step / 500 % 2 == 0 ? Self.minute / UInt64(limit) : Self.minute / UInt64(limit) / 20
      now += generator.next() % (2 * mean + 1)
      while oldest < admitted.count, admitted[oldest] + Self.minute <= now { oldest += 1 }
      let held = admitted.count - oldest
      let wait = window.admit(upTo: limit, at: MonotonicInstant(nanoseconds: now))
      if let wait {
        // Requests that share an entry leave late by its length.
        let late = limit > RequestWindow.exactEntries ? RequestWindow.grain : 0
        #expect(wait > .zero && wait <= .nanoseconds(Int64(Self.minute)))
        let isFull = held >= limit
        if late == 0 {
          #expect(isFull, "refused with \(held) of \(limit)")
          #expect(wait == .nanoseconds(Int64(admitted[oldest] + Self.minute - now)))
        }
      } else {
        #expect(held < limit)
        admitted.append(now)
      }
      #expect(window.count <= limit)
    }
    #expect(admitted.count > limit)
  }

  @Test func `A hundred thousand requests a minute take little room`() {
    var window = RequestWindow()
    var now = MonotonicInstant(nanoseconds: 1)
    var refused = 0
    for _ in 0..<200_000 {
      now = now + .microseconds(400)
      if window.admit(upTo: 100_000, at: now) != nil { refused += 1 }
    }
    #expect(window.entryCount <= 2 * RequestWindow.exactEntries + 1)
    #expect(refused > 0 && window.count > 99_000 && window.count <= 100_000)
  }

  @Test func `A limit that was lowered holds at once`() {
    var window = RequestWindow()
    let start = MonotonicInstant(nanoseconds: 1)
    for second in 0..<10 { #expect(window.admit(upTo: 10, at: start + .seconds(second)) == nil) }
    #expect(window.admit(upTo: 3, at: start + .seconds(10)) == .seconds(57), "eight have to go first")
    #expect(window.admit(upTo: 11, at: start + .seconds(10)) == nil)
  }

  private struct Sequence {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }
}
