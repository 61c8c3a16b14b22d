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
}
