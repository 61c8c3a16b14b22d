extension GeminiError {
  /// The details with which Google refuses what is beyond a limit: which one it is, and how long to wait.
  ///
  /// Clients tell a limit of a minute from one of a day by the name in `quotaId`.
  static func details(of limits: RateLimits, retryAfter: Double?) -> [UInt8] {
    var output: [UInt8] = [UInt8(ascii: "[")]
    for (allowance, metric, id) in [
      (limits.requests, "requests", "RequestsPerMinutePerKey"), (limits.tokens, "tokens", "TokensPerDayPerKey"),
    ] {
      guard let allowance, allowance.remaining == 0 else { continue }
      output.append(
        literal: "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaMetric\":")
      JSONWriter.string("gemini-proxy/\(metric)", into: &output)
      output.append(literal: ",\"quotaId\":")
      JSONWriter.string(id, into: &output)
      output.append(literal: ",\"quotaValue\":")
      JSONWriter.string("\(allowance.limit)", into: &output)
      output.append(literal: "}]},")
    }
    writeRetryInfo(retryAfter ?? 0, into: &output)
    output.append(UInt8(ascii: "]"))
    return output
  }

  /// Clients of this API wait for as long as the details say, not the header; to the millisecond, rounded up.
  static func writeRetryInfo(_ seconds: Double, into output: inout [UInt8]) {
    output.append(literal: "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"")
    output.append(contentsOf: ((seconds * 1000).rounded(.up) / 1000).description.utf8)
    output.append(literal: "s\"}")
  }
}
