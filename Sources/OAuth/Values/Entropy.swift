/// Where random bytes come from; tests put a counter in its place.
package struct Entropy: Sendable {
  private let source: @Sendable (_ count: Int) -> [UInt8]

  package init(_ source: @escaping @Sendable (_ count: Int) -> [UInt8]) {
    self.source = source
  }

  /// The system's generator.
  package static let system = Entropy { count in
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  package func bytes(_ count: Int) -> [UInt8] { source(count) }

  /// `count` random bytes as twice as many hexadecimal digits.
  package func hexadecimal(_ count: Int) -> String { Hexadecimal.encode(source(count)) }

  /// A random UUID (version 4) in lower case.
  package func uuid() -> String {
    var bytes = source(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let text = Array(Hexadecimal.encode(bytes))
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(text[$0]) }.joined(separator: "-")
  }
}
