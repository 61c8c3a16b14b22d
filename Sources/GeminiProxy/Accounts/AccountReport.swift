package import OAuth
package import Translation

/// What is known of one account, without anything secret.
package struct AccountReport: Sendable {
  package var name: String
  package var kind: UpstreamKind
  package var email: String?
  /// Empty where there is none.
  package var project = ""
  /// Empty where the service has none.
  package var tier = ""
  /// When the access token lapses; nil where there is none, or it does not.
  package var tokenExpiry: UnixTime?
  /// The word for its state, such as `ready`.
  package var state: String
  /// What stands in its way; nil where it is ready.
  package var problem: String?
  /// What Google says is left of its quotas; nil where that is not known.
  package var quota: QuotaView?
  /// Why it is not known.
  package var quotaProblem: String?

  /// The models that are not asked for now because nothing is left of them, and until when.
  package func cooldowns(at now: UnixTime) -> [(model: String, until: UnixTime)] {
    (quota?.usedUp(at: now) ?? [:]).map { ($0.key, $0.value) }.sorted { $0.model < $1.model }
  }

  /// What is left of the models that can be asked for.
  package var remaining: [QuotaBucket] { quota?.requestBuckets ?? [] }

  /// As a JSON object.
  package func json(at now: UnixTime) -> [UInt8] {
    var output: [UInt8] = []
    func text(_ key: StaticString, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      output.append(literal: key)
      JSONWriter.string(value, into: &output)
    }
    text("{\"name\":", name)
    text(",\"kind\":", kind.rawValue)
    text(",\"state\":", state)
    text(",\"problem\":", problem)
    text(",\"email\":", email)
    text(",\"project\":", project)
    text(",\"tier\":", tier)
    text(",\"token_expires\":", tokenExpiry?.rfc3339)
    output.append(literal: ",\"cooldowns\":[")
    for (position, cooldown) in cooldowns(at: now).enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      text("{\"model\":", cooldown.model)
      text(",\"until\":", cooldown.until.rfc3339)
      output.append(UInt8(ascii: "}"))
    }
    output.append(UInt8(ascii: "]"))
    if quota != nil {
      output.append(literal: ",\"quota\":[")
      for (position, bucket) in remaining.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        text("{\"model\":", bucket.model)
        output += Array(",\"remaining\":\(bucket.remaining)".utf8)
        if let amount = bucket.amount { output += Array(",\"amount\":\(amount)".utf8) }
        text(",\"resets\":", bucket.reset?.rfc3339)
        output.append(UInt8(ascii: "}"))
      }
      output.append(UInt8(ascii: "]"))
    }
    text(",\"quota_problem\":", quotaProblem)
    output.append(UInt8(ascii: "}"))
    return output
  }
}
