internal import FoundationEssentials
internal import Glibc

/// The browser of whoever sits at this machine.
enum Browser {
  /// Opens an address where somebody is likely to see it; false where nobody would.
  static func open(_ address: String) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    let hasScreen = environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil
    let isElsewhere = ["SSH_CONNECTION", "SSH_TTY", "CI", "container"].contains { environment[$0] != nil }
    let isContained = ["/.dockerenv", "/run/.containerenv"].contains { FileManager.default.fileExists(atPath: $0) }
    guard hasScreen, !isElsewhere, !isContained, environment["NO_BROWSER"] == nil else { return false }
    let program = environment["BROWSER"].flatMap { $0.split(separator: ":").first.map(String.init) } ?? "xdg-open"
    return run(program, [address])
  }

  private static func run(_ program: String, _ arguments: [String]) -> Bool {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // What a browser says about itself does not belong among our words.
    for descriptor: Int32 in 0...2 {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", descriptor == 0 ? O_RDONLY : O_WRONLY, 0)
    }
    var pointers: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process = pid_t()
    return posix_spawnp(&process, program, &actions, nil, &pointers, environ) == 0
  }
}
