internal import ArgumentParser
internal import GeminiProxy
internal import OAuth
internal import Server
internal import Translation
internal import Transport

/// Shows what client keys have used.
enum KeyUsage {
  /// What a running proxy stored last; it writes every few seconds.
  static func read(folder: String?) async throws -> UsageTable {
    guard let folder else { return UsageTable() }
    let file = UsageFile(folder: folder)
    let stored = await BlockingExecutor.shared.run { () -> Result<UsageTable?, SystemFailure> in
      do throws(SystemFailure) { return .success(try file.peek()) } catch { return .failure(error) }
    }
    do {
      if let table = try stored.get() { return table }
      Terminal.error("\(file.path) cannot be understood; a starting proxy sets it aside and counts anew.")
    } catch {
      Terminal.error("What keys have used cannot be read: \(error)")
    }
    throw ExitCode(1)
  }

  /// A line a key and day, the newest first; keys that are gone come last.
  static func table(_ keys: [ClientKey], _ usage: UsageTable) -> String {
    var rows = [["KEY", "DAY", "REQUESTS", "PROMPT", "CACHED", "OUTPUT", "THOUGHTS", "TOKENS"]]
    let known = Set(keys.map(\.usageID))
    let gone = usage.keys.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }
    let present = keys.enumerated().map { position, key in
      (name: key.name.isEmpty ? "#\(position + 1)" : key.name, used: usage.keys[key.usageID])
    }
    let past = gone.map { (name: $0.key.isEmpty ? "(no key)" : "\($0.value.name) (removed)", used: $0.value) }
    for (name, used) in present + past.map({ (name: $0.name, used: Optional($0.used)) }) {
      for (day, counts) in used?.days.sorted(by: { $0.key > $1.key }) ?? [] {
        let numbers = [
          counts.requests, counts.prompt, counts.cached, counts.output, counts.thoughts, counts.tokens,
        ]
        rows.append([name, UsageFile.date(day)] + numbers.map(String.init))
      }
    }
    return rows.count > 1 ? TextTable.text(rows) : "Nothing has been used yet."
  }

  /// `usage` is nil where it was not asked for; no key is in here.
  static func json(_ keys: [ClientKey], _ usage: UsageTable?) -> JSONValue {
    .array(keys.enumerated().map { position, key in value(of: key, at: position, usage) })
  }

  private static func value(of key: ClientKey, at position: Int, _ usage: UsageTable?) -> JSONValue {
    let days = usage?.keys[key.usageID]?.days.sorted { $0.key > $1.key } ?? []
    let used = days.map { JSONMember(JSONText(UsageFile.date($0.key)), value(of: $0.value)) }
    return .object([
      "name": .text(key.name.isEmpty ? "#\(position + 1)" : key.name), "prefix": .text(key.prefix),
      "models": .texts(key.models), "requests_per_minute": key.requestsPerMinute.map { .count($0) },
      "tokens_per_day": key.tokensPerDay.map { .count($0) }, "expires": key.expires.map { .text($0.rfc3339) },
      "usage": usage == nil ? nil : .object(used),
    ])
  }

  private static func value(of day: UsageDay) -> JSONValue {
    .object([
      "requests": .count(day.requests), "prompt": .count(day.prompt), "cached": .count(day.cached),
      "output": .count(day.output), "thoughts": .count(day.thoughts),
    ])
  }
}

extension ClientKey {
  fileprivate var usageID: String { UsageTable.id(of: digest) }
}
