package import Translation

/// What one key has used in one day.
package struct UsageDay: Sendable, Equatable {
  /// Requests that were let in.
  package var requests = 0
  /// Tokens that went in, the cached ones and those of built-in tools included.
  package var prompt = 0
  package var cached = 0
  package var output = 0
  package var thoughts = 0

  package init() {}

  package init(_ usage: Usage) {
    prompt = max(0, usage.input)
    cached = max(0, usage.cached)
    output = max(0, usage.candidates)
    thoughts = max(0, usage.thoughts)
  }

  /// What counts against a limit.
  package var tokens: Int { prompt.addingSaturated(output).addingSaturated(thoughts) }

  package mutating func add(_ other: UsageDay) {
    requests = requests.addingSaturated(other.requests)
    prompt = prompt.addingSaturated(other.prompt)
    cached = cached.addingSaturated(other.cached)
    output = output.addingSaturated(other.output)
    thoughts = thoughts.addingSaturated(other.thoughts)
  }
}

extension Int {
  /// The sum of two numbers that are not negative; the largest number where it does not fit.
  fileprivate func addingSaturated(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
