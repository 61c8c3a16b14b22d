/// How many threads this module has started and not yet ended, in the whole process; leak tests compare it.
enum ThreadCount {
  private static let alive = Lock(0)

  static var current: Int { alive.withLock { $0 } }

  static func threadBegins() { alive.withLock { $0 += 1 } }

  static func threadEnds() { alive.withLock { $0 -= 1 } }
}
