import Glibc

/// How much the stress tests do: sanitizers ask for less, the wide tier for more.
enum Scale {
  /// How often a race is run.
  static let raceRounds = number("GEMINI_PROXY_RACE_ROUNDS") ?? 100_000
  /// Concurrent streams and the like, in percent of the full size.
  static let percent = number("GEMINI_PROXY_STRESS_PERCENT") ?? 100

  /// A sanitizer is at work, whose own bookkeeping drowns what the program's memory does.
  static let isSanitized = dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil

  static func scaled(_ full: Int) -> Int { max(1, full * percent / 100) }

  private static func number(_ name: String) -> Int? {
    getenv(name).flatMap { Int(String(cString: $0)) }
  }
}
