/// The token counts of one answer, as Gemini counts them.
package struct Usage: Sendable, Equatable {
  /// Tokens of the prompt, the cached ones included.
  package var prompt = 0
  package var cached = 0
  package var candidates = 0
  package var thoughts = 0
  /// Tokens that built-in tools such as search put into the prompt.
  package var toolUsePrompt = 0
  package var total = 0

  package init() {}

  /// Takes over every count of `later` that is not zero.
  ///
  /// Early chunks carry placeholders, and counts are left out when zero, so a zero never replaces a count.
  package mutating func merge(_ later: Usage) {
    if later.prompt > 0 { prompt = later.prompt }
    if later.cached > 0 { cached = later.cached }
    if later.candidates > 0 { candidates = later.candidates }
    if later.thoughts > 0 { thoughts = later.thoughts }
    if later.toolUsePrompt > 0 { toolUsePrompt = later.toolUsePrompt }
    if later.total > 0 { total = later.total }
  }

  /// Takes another answer's counts in.
  package mutating func add(_ other: Usage) {
    prompt &+= other.prompt
    cached &+= other.cached
    candidates &+= other.candidates
    thoughts &+= other.thoughts
    toolUsePrompt &+= other.toolUsePrompt
    total &+= other.total
  }

  /// What has come since `earlier`, an earlier state of the same answer's counts.
  package func since(_ earlier: Usage) -> Usage {
    var news = Usage()
    news.prompt = max(0, prompt &- earlier.prompt)
    news.cached = max(0, cached &- earlier.cached)
    news.candidates = max(0, candidates &- earlier.candidates)
    news.thoughts = max(0, thoughts &- earlier.thoughts)
    news.toolUsePrompt = max(0, toolUsePrompt &- earlier.toolUsePrompt)
    news.total = max(0, total &- earlier.total)
    return news
  }

  /// Everything that went in.
  package var input: Int { prompt &+ toolUsePrompt }
  /// Everything that came out; thoughts are billed as output.
  package var output: Int { candidates &+ thoughts }
}
