/// How often upstream is asked for one answer.
///
/// An answer that is empty, broken or cut off before the client saw any of it is asked for once more: models do that
/// now and then, and the second answer is nearly always good. More than that would multiply a client's own retries.
struct Attempts {
  private(set) var left: Int

  /// `retries` is the operator's limit; 0 forbids the second attempt.
  init(retries: Int) {
    left = retries > 0 ? 2 : 1
  }

  /// Takes one; false if there is none left.
  mutating func take() -> Bool {
    guard left > 0 else { return false }
    left -= 1
    return true
  }

  var isLast: Bool { left == 0 }
}
