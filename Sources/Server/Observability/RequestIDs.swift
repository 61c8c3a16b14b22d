/// Names requests in answers and logs: the client's own name if it is harmless, else a new one.
///
/// Each reactor has one, seeded at random, so that a new name takes neither a lock nor a system call.
final class RequestIDs: @unchecked Sendable {  // confined to the reactor whose connections use it
  static let fieldName = "x-request-id"
  private static let maximumLength = 128

  private var state: UInt64

  init(seed: UInt64 = .random(in: .min ... .max)) {
    state = seed
  }

  /// The client's `x-request-id` if it is 1 to 128 of `[A-Za-z0-9._-]`.
  func id(for head: HTTPRequestHead) -> String {
    if let told = head.fields.first(Self.fieldName), Self.isHarmless(told) { return told }
    return next()
  }

  /// Sixteen hexadecimal digits.
  func next() -> String {
    // A step of SplitMix64: consecutive states come out unlike each other, and none comes twice.
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    word ^= word >> 31
    return String(unsafeUninitializedCapacity: 16) { digits in
      for index in 0..<16 {
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * index)) & 15
        digits[index] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
      return 16
    }
  }

  private static func isHarmless(_ text: String) -> Bool {
    (1...maximumLength).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        switch $0 {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
      }
  }
}
