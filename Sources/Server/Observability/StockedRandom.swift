internal import CCurl
internal import Glibc
internal import Transport

/// Random words of the kernel's, fetched many at a time: a request needs a few, and each fetch is a system call.
struct StockedRandom: RandomNumberGenerator, Sendable {
  private static let stockSize = 32

  private let stock = Lock<[UInt64]>([])

  func next() -> UInt64 {
    stock.withLock { stock in
      if stock.isEmpty { Self.fill(&stock) }
      return stock.removeLast()
    }
  }

  private static func fill(_ stock: inout [UInt64]) {
    stock = Array(repeating: 0, count: stockSize)
    let filled = stock.withUnsafeMutableBytes { getrandom($0.baseAddress, $0.count, 0) == $0.count }
    guard !filled else { return }
    // A kernel that has none to give in one piece; the standard library's generator waits for it.
    var generator = SystemRandomNumberGenerator()
    for index in stock.indices { stock[index] = generator.next() }
  }
}
