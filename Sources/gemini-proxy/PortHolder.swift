internal import FoundationEssentials

/// The process that listens on a port, as far as `/proc` tells.
struct PortHolder: CustomStringConvertible {
  let name: String
  let processID: Int

  var description: String { "\(name) (process \(processID))" }

  /// Nil where nobody does, or where the process belongs to somebody else.
  init?(port: Int) {
    let sockets = Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap { Self.listeners(in: $0, port: port) })
    guard !sockets.isEmpty else { return nil }
    let files = FileManager.default
    for entry in (try? files.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let id = Int(entry) else { continue }
      let folder = "/proc/\(id)/fd"
      for descriptor in (try? files.contentsOfDirectory(atPath: folder)) ?? [] {
        guard let target = try? files.destinationOfSymbolicLink(atPath: "\(folder)/\(descriptor)"),
          sockets.contains(target)
        else { continue }
        processID = id
        let command = files.contents(atPath: "/proc/\(id)/comm").map { String(decoding: $0, as: UTF8.self) } ?? ""
        name = command.split(separator: "\n").first.map(String.init) ?? "another program"
        return
      }
    }
    return nil
  }

  /// The sockets that listen on `port`, as `/proc/PID/fd` names them.
  private static func listeners(in table: String, port: Int) -> [String] {
    let text = FileManager.default.contents(atPath: table).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: " ")
      // Local address, remote address, state (0A is LISTEN), …, inode.
      guard fields.count > 9, fields[3] == "0A",
        fields[1].split(separator: ":").last.flatMap({ Int($0, radix: 16) }) == port
      else { return nil }
      return "socket:[\(fields[9])]"
    }
  }
}
