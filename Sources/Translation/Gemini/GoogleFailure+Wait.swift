/// How long Google asks to wait, from the places where it says so besides `RetryInfo`.
extension GoogleFailure {
  /// The seconds of a duration as Go writes it, such as `539.4ms` or `1h2m3.5s`; nil for what is none.
  static func seconds(go text: some StringProtocol) -> Double? {
    var total = 0.0
    var rest = text[...]
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      let unit = rest.dropFirst(digits.count).prefix { $0.isASCII && $0.isLetter }
      guard let number = Double(digits), let factor = units[String(unit)] else { return nil }
      total += number * factor
      rest = rest.dropFirst(digits.count + unit.count)
    }
    return total.isFinite ? total : nil
  }

  private static let units = ["ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600]

  /// The wait that a message tells, such as "Your quota will reset after 1h2m3s."
  static func seconds(inMessage message: String) -> Double? {
    let bytes = Array(message.utf8.prefix(4096))
    for phrase in ["reset after ", "Resets in ", "retry in "] {
      let wanted = Array(phrase.utf8)
      guard bytes.count >= wanted.count,
        let start = (0...(bytes.count - wanted.count)).first(where: { bytes[$0...].starts(with: wanted) })
      else { continue }
      var word = bytes[(start + wanted.count)...].prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ",") }
      while word.last == UInt8(ascii: ".") { word.removeLast() }
      if let seconds = seconds(go: String(decoding: word, as: UTF8.self)) { return seconds }
    }
    return nil
  }

  /// The seconds since 1970 of a date such as `2026-01-11T07:00:00Z`; nil for what is none.
  static func unixTime(_ text: String) -> Int64? {
    let bytes = Array(text.utf8.prefix(40))
    guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      bytes.last == UInt8(ascii: "Z")
    else { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      bytes[range].reduce(Int64?(0)) { value, byte in
        guard let value, (0x30...0x39).contains(byte) else { return nil }
        return value * 10 + Int64(byte - 0x30)
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), (1...12).contains(month), let day = number(8..<10),
      (1...31).contains(day), let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
    else { return nil }
    // Counted from a March, so that the leap day is the last of its year.
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }
}
