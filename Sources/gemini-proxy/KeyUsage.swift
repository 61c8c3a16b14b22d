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
  static func json(_ keys: [ClientKey], _ usage: UsageTable?) -> [UInt8] {
    var output: [UInt8] = [UInt8(ascii: "[")]
    for (position, key) in keys.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      write(key, position, usage, into: &output)
    }
    output.append(UInt8(ascii: "]"))
    return output
  }

  private static func write(_ key: ClientKey, _ position: Int, _ usage: UsageTable?, into output: inout [UInt8]) {
    output += Array("{\"name\":".utf8)
    JSONWriter.string(key.name.isEmpty ? "#\(position + 1)" : key.name, into: &output)
    output += Array(",\"prefix\":".utf8)
    JSONWriter.string(key.prefix, into: &output)
    output += Array(",\"models\":".utf8)
    JSONWriter.strings(key.models, into: &output)
    if let limit = key.requestsPerMinute { output += Array(",\"requests_per_minute\":\(limit)".utf8) }
    if let limit = key.tokensPerDay { output += Array(",\"tokens_per_day\":\(limit)".utf8) }
    if let expires = key.expires { output += Array(",\"expires\":\"\(expires.rfc3339)\"".utf8) }
    if let usage {
      output += Array(",\"usage\":{".utf8)
      let days = usage.keys[key.usageID]?.days.sorted { $0.key > $1.key } ?? []
      for (position, day) in days.enumerated() {
        output += Array("\(position > 0 ? "," : "")\"\(UsageFile.date(day.key))\":".utf8)
        UsageFile.write(day.value, into: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
    output.append(UInt8(ascii: "}"))
  }
}

extension ClientKey {
  fileprivate var usageID: String { UsageTable.id(of: digest) }
}
