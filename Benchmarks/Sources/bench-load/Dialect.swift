import ArgumentParser

/// What the client speaks.
enum Dialect: String, ExpressibleByArgument, CaseIterable {
  /// The upstream's own requests and answers.
  case gemini
  /// OpenAI chat completions.
  case openai
}
