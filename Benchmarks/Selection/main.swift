// How long it takes to pick an account among a thousand: see `scripts/bench-selection`.

import OAuth
import Translation
import Transport

/// The median of so many rounds, in microseconds a selection.
func measure(_ name: String, rounds: Int = 31, count: Int = 2000, _ body: () -> Bool) {
  var figures: [Double] = []
  for _ in 0..<rounds {
    let began = MonotonicInstant.now()
    for _ in 0..<count where !body() { fatalError("\(name): not what was to be measured") }
    let (seconds, attoseconds) = MonotonicInstant.now().duration(since: began).components
    figures.append((Double(seconds) + Double(attoseconds) * 1e-18) * 1e6 / Double(count))
  }
  figures.sort()
  func shown(_ figure: Double) -> String { String((figure * 100).rounded() / 100) }
  print("\(name): \(shown(figures[rounds / 2])) µs (\(shown(figures[0]))-\(shown(figures[rounds - 1])))")
}

let kinds = UpstreamKind.allCases
let model = "gemini-2.5-pro"
let limit = GoogleFailure(
  httpStatus: 429, code: 429, status: "RESOURCE_EXHAUSTED", message: "m", reason: "QUOTA_EXHAUSTED", retryAfter: 9999)

/// A thousand accounts of the three services in turn.
func pool(priorities: Int = 1) -> AccountPool {
  AccountPool(
    accounts: (0..<1000).map { PoolAccount(name: "a\($0)", kind: kinds[$0 % 3], priority: $0 % priorities) })
}

let now = MonotonicInstant.now()
var query = AccountPool.Query(model: model)

var free = pool()
measure("all free") { if case .account = free.select(query, at: now) { true } else { false } }

for (words, wanted) in [("all services", Set(kinds)), ("two services of three", [.codeAssist, .aiStudio])] {
  query.kinds = wanted
  var blocked = pool()
  for number in 0..<1000 { blocked.note(.refused(limit), account: "a\(number)", model: model, at: now) }
  measure("all blocked, \(words)") { if case .none(.cooling) = blocked.select(query, at: now) { true } else { false } }
  var last = pool(priorities: 3)
  for number in 0..<1000 where number != 999 {
    last.note(.refused(limit), account: "a\(number)", model: model, at: now)
  }
  measure("one of a thousand free, \(words)") {
    if case .account = last.select(query, at: now) { true } else { false }
  }
}

query.kinds = Set(kinds)
let reset = UnixTime.now().adding(seconds: 9999)
let body = #"{"buckets":[{"modelId":"gemini-2.5-pro","resetTime":"\#(reset.rfc3339)"}]}"#
guard let view = QuotaView(Array(body.utf8)) else { fatalError("no view") }
var used = pool()
for number in 0..<1000 { used.take(view, account: "a\(number)", at: now, wall: .now()) }
measure("nothing left by every quota") { if case .account = used.select(query, at: now) { true } else { false } }
