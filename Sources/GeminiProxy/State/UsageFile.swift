internal import Glibc
internal import OAuth
package import Server
internal import Translation

/// `usage.json`: what client keys have used, so that it outlives the process.
///
/// All of it blocks. What is new is added to what stands there under the folder's lock, so two proxies may share a folder.
package struct UsageFile: Sendable {
  private static let version = 1

  private let file: StateFile

  package init(folder: String) {
    file = StateFile(path: folder + "/usage.json")
  }

  package var path: String { file.path }
  private var damaged: String { path + ".damaged" }

  /// What is stored; nil for a file that is damaged or of another version. Changes nothing.
  package func peek() throws(SystemFailure) -> UsageTable? {
    guard let bytes = try file.read() else { return UsageTable() }
    return Self.table(bytes)
  }

  /// What is stored, and what the operator should be told. A file that cannot be understood is set aside.
  func load() throws(SystemFailure) -> (table: UsageTable, notice: String?) {
    do throws(SystemFailure) {
      if let table = try peek() { return (table, nil) }
    } catch {
      // A file of this program's is never so long.
      guard error.code == EFBIG else { throw error }
    }
    guard rename(path, damaged) == 0 || errno == ENOENT else { throw SystemFailure("rename \(path)") }
    return (UsageTable(), "\(path) cannot be understood; it is kept as \(damaged), and counting begins anew.")
  }

  /// Adds what is new and tells what stands there now; `known` replaces a file that cannot be understood any more.
  func add(_ news: UsageTable, known: UsageTable) throws(SystemFailure) -> UsageTable {
    var whole = known
    _ = try file.update { (old: [UInt8]?) throws(Never) -> StateFile.Update? in
      if let old {
        if let stored = Self.table(old) {
          whole = stored
          whole.add(news)
        } else {
          rename(path, damaged)
        }
      } else {
        whole = news
      }
      return StateFile.Update(bytes: Self.bytes(whole))
    }
    return whole
  }

  // MARK: - The text

  /// One key a line.
  static func bytes(_ table: UsageTable) -> [UInt8] {
    var output = Array("{\"version\":\(version),\"keys\":[".utf8)
    for (position, entry) in table.keys.sorted(by: { $0.key < $1.key }).enumerated() {
      output += Array(position > 0 ? ",\n{\"id\":".utf8 : "\n{\"id\":".utf8)
      JSONWriter.string(entry.key, into: &output)
      output += Array(",\"name\":".utf8)
      JSONWriter.string(entry.value.name, into: &output)
      output += Array(",\"days\":{".utf8)
      for (position, day) in entry.value.days.sorted(by: { $0.key < $1.key }).enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        output += Array("\"\(Self.date(day.key))\":".utf8)
        write(day.value, into: &output)
      }
      output += Array("}}".utf8)
    }
    output += Array("\n]}\n".utf8)
    return output
  }

  /// Appends the counts of one day.
  package static func write(_ day: UsageDay, into output: inout [UInt8]) {
    output += Array(
      """
      {"requests":\(day.requests),"prompt":\(day.prompt),"cached":\(day.cached),"output":\(day.output),\
      "thoughts":\(day.thoughts)}
      """.utf8)
  }

  /// Such as `2026-11-30`.
  package static func date(_ day: Int) -> String {
    String(ClientUsage.start(of: day).rfc3339.prefix(10))
  }

  /// Nil where the text is not of this version.
  static func table(_ bytes: [UInt8]) -> UsageTable? {
    guard let root = try? JSONDocument.parse(bytes), root["version"]?.int == version, let list = root["keys"],
      list.kind == .array
    else { return nil }
    var table = UsageTable()
    for key in list.elements {
      guard let id = key["id"]?.string, id.utf8.count <= 64, let name = key["name"]?.string, let days = key["days"],
        days.kind == .object
      else { return nil }
      for (date, counts) in days.members {
        guard date.string.utf8.count == 10, let time = UnixTime(rfc3339: date.string), let used = day(counts) else {
          return nil
        }
        table.add(used, of: id, named: name, on: ClientUsage.day(of: time))
      }
    }
    return table
  }

  private static func day(_ counts: JSONView) -> UsageDay? {
    guard counts.kind == .object else { return nil }
    var day = UsageDay()
    for (name, value) in counts.members {
      guard let count = value.int, count >= 0 else { return nil }
      switch name.string {
      case "requests": day.requests = count
      case "prompt": day.prompt = count
      case "cached": day.cached = count
      case "output": day.output = count
      case "thoughts": day.thoughts = count
      default: return nil
      }
    }
    return day
  }
}
