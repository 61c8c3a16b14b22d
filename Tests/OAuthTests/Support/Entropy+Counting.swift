import Transport

@testable import OAuth

extension Entropy {
  /// Different bytes at every call, the same in every run.
  static func counting() -> Entropy {
    let calls = Lock(UInt8(0))
    return Entropy { count in
      let call = calls.withLock { number in
        number &+= 1
        return number
      }
      return (0..<count).map { UInt8(truncatingIfNeeded: $0) &* 7 &+ call }
    }
  }
}
