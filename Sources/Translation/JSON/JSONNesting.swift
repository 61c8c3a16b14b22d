/// Which of the open containers are objects: one bit a level.
///
/// The first 64 levels live in one word, so that ordinary JSON is skipped without an allocation.
struct JSONNesting {
  private var word: UInt64 = 0
  private var full: [UInt64] = []
  private var inWord = 0

  var isEmpty: Bool { inWord == 0 }

  var topIsObject: Bool { word & 1 == 1 }

  mutating func push(object: Bool) {
    if inWord == 64 {
      full.append(word)
      inWord = 0
    }
    word = word << 1 | (object ? 1 : 0)
    inWord += 1
  }

  mutating func pop() {
    word >>= 1
    inWord -= 1
    if inWord == 0, let last = full.popLast() {
      word = last
      inWord = 64
    }
  }
}
