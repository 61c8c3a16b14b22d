internal import OAuth
internal import Translation
internal import Transport

/// What `/status.json` tells at one moment: what the status page shows.
struct StatusReport: Sendable {
  /// One account, as whoever may see the page is told of it.
  struct AccountLine: Sendable {
    var name: String
    var kind: UpstreamKind
    /// The word of `/ready` for its state.
    var state: String
    /// When it is asked again, where it rests.
    var until: UnixTime?
    var project: String
    var tier: String
    /// Nil for everybody but the machine's own people: a team need not know whose account it uses.
    var email: String?
    var tokenExpiry: UnixTime?
    var quotas: [QuotaBucket]
  }

  var version: String
  /// Whether models are asked with a key, and this request had none.
  var needsKey: Bool
  /// Seconds since 1970.
  var started: Int
  var readiness: Readiness
  var connections: Int
  var requests: Int
  var streams: Int
  var figures: ProxyMetrics.Figures
  var residentBytes: Int
  var accounts: [AccountLine]
  var models: [ModelEntry]

  var json: [UInt8] {
    var output: [UInt8] = []
    value.write(into: &output)
    return output
  }

  private var value: JSONValue {
    .object([
      "version": .text(version), "state": .text(readiness.reason ?? "ready"),
      "needs_key": .bool(needsKey), "cooling_until": readiness.coolingUntil.map { .time($0) },
      "started": .time(UnixTime(seconds: Int64(started))), "connections": .count(connections),
      "running_requests": .count(requests), "open_streams": .count(streams), "totals": totals,
      "resident_bytes": .count(residentBytes), "accounts": .array(accounts.map(\.value)),
      "models": .array(models.map(Self.value)),
    ])
  }

  /// Counted since the start; requests for models, not those for pages and lists.
  private var totals: JSONValue {
    var tokens = UsageDay()
    for used in figures.tokens.values.values { tokens.add(used) }
    return .object([
      "requests": .count(figures.keys.values.values.reduce(0) { $0 + $1.requests }), "retries": .count(figures.retries),
      "upstream_errors": .count(figures.upstreamErrors.values.values.reduce(0, +)),
      "prompt_tokens": .count(tokens.prompt), "output_tokens": .count(tokens.output),
      "thought_tokens": .count(tokens.thoughts),
    ])
  }

  private static func value(_ model: ModelEntry) -> JSONValue {
    .object([
      "id": .text(model.id), "name": .text(model.displayName), "input_tokens": model.inputTokenLimit.map { .count($0) },
      "output_tokens": model.outputTokenLimit.map { .count($0) }, "thinks": .bool(model.thinks),
      "writes_text": .bool(model.output.contains(.text)),
    ])
  }
}

extension StatusReport.AccountLine {
  fileprivate var value: JSONValue {
    .object([
      "name": .text(name), "kind": .text(kind.rawValue), "state": .text(state), "until": until.map { .time($0) },
      "project": project.isEmpty ? nil : .text(project), "tier": tier.isEmpty ? nil : .text(tier),
      "email": email.map { .text($0) }, "token_expires": tokenExpiry.map { .time($0) },
      "quota": .array(
        quotas.map { bucket in
          .object([
            "model": .text(bucket.model), "remaining": (try? JSONNumber(bucket.remaining)).map { .number($0) },
            "amount": bucket.amount.map { .count($0) }, "resets": bucket.reset.map { .time($0) },
          ])
        }),
    ])
  }
}

extension JSONValue {
  /// An object of the members that have a value.
  fileprivate static func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(members.compactMap { key, value in value.map { JSONMember(JSONText(key), $0) } })
  }

  fileprivate static func text(_ text: String) -> JSONValue { .string(JSONText(text)) }

  fileprivate static func count(_ count: Int) -> JSONValue { .number(JSONNumber(count)) }

  fileprivate static func time(_ time: UnixTime) -> JSONValue { text(time.rfc3339) }
}
