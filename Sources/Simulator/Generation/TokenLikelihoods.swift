/// How likely the tokens of an answer were (protocol 11.3), made up: the same token is always as likely.
enum TokenLikelihoods {
  /// The `logprobsResult` of an answer's parts, each of its texts being one token; nil if it has none.
  static func result(of parts: [GoogleJSON], alternatives: Int) -> GoogleJSON? {
    let tokens = parts.filter { $0["thought"] == nil }.compactMap { $0["text"]?.text }.filter { !$0.isEmpty }
    guard !tokens.isEmpty else { return nil }
    let tops = tokens.map { token in
      GoogleJSON.members([
        "candidates": .array((0..<alternatives).map { candidate(token, rank: $0) })
      ])
    }
    return .members([
      "topCandidates": alternatives > 0 ? .array(tops) : nil,
      "chosenCandidates": .array(tokens.map { candidate($0, rank: 0) }),
      "logProbabilitySum": .number(text(tokens.reduce(0) { $0 + hundredths($1) })),
    ])
  }

  /// The token itself, or one that was less likely in its place.
  private static func candidate(_ chosen: String, rank: Int) -> GoogleJSON {
    let token = rank == 0 ? chosen : "\(chosen)\(rank)"
    let value = hundredths(chosen) - 100 * rank
    // Zero is left out, as any zero of the service's is.
    return .members([
      "token": .string(token), "tokenId": .int(number(token)),
      "logProbability": value == 0 ? nil : .number(text(value)),
    ])
  }

  private static func number(_ token: String) -> Int { token.utf8.reduce(7) { ($0 * 31 + Int($1)) % 250_000 } }

  private static func hundredths(_ token: String) -> Int { -(number(token) % 200) }

  /// Hundredths as a number in JSON.
  private static func text(_ hundredths: Int) -> String {
    let digits = String(hundredths.magnitude % 100)
    let sign = hundredths < 0 ? "-" : ""
    return "\(sign)\(hundredths.magnitude / 100).\(digits.count == 1 ? "0" + digits : digits)"
  }
}
