/// Collects the header lines that libcurl hands over, forgetting interim (1xx) heads.
struct ResponseHeadCollector {
  /// Bounds a hostile upstream: libcurl's own limit is larger and per line.
  private static let maximumBytes = 256 * 1024

  private var status = 0
  private var headers: [(name: String, value: String)] = []
  private var bytes = 0
  private(set) var isComplete = false

  /// Takes one line with its line end; false if the head is over its bound.
  mutating func add(_ line: UnsafeRawBufferPointer) -> Bool {
    bytes += line.count
    guard bytes <= Self.maximumBytes else { return false }
    var line = line[...]
    while let last = line.last, last == 10 || last == 13 { line.removeLast() }
    if line.isEmpty {
      // An interim head is followed by another one; trailers come after the head is taken.
      if status >= 200 { isComplete = true }
      return true
    }
    if line.starts(with: "HTTP/".utf8) {
      headers.removeAll(keepingCapacity: true)
      isComplete = false
      status = Self.statusCode(of: line)
      return true
    }
    guard !isComplete, let colon = line.firstIndex(of: 58) else { return true }
    let name = String(decoding: line[..<colon], as: UTF8.self)
    var value = line[line.index(after: colon)...]
    while let first = value.first, first == 32 || first == 9 { value.removeFirst() }
    while let last = value.last, last == 32 || last == 9 { value.removeLast() }
    headers.append((name, String(decoding: value, as: UTF8.self)))
    return true
  }

  mutating func take() -> (status: Int, headers: [(name: String, value: String)]) {
    defer { headers = [] }
    return (status, headers)
  }

  private static func statusCode(of line: Slice<UnsafeRawBufferPointer>) -> Int {
    let digits = line.drop { $0 != 32 }.drop { $0 == 32 }.prefix { $0 >= 48 && $0 <= 57 }
    return digits.count == 3 ? digits.reduce(0) { $0 * 10 + Int($1 - 48) } : 0
  }
}
