extension UnixTime {
  /// Reads `2026-01-10T01:55:33.45+08:00`; a date without a time is midnight UTC. Nil for anything else.
  package init?(rfc3339 text: String) {
    var rest = Substring(text)
    guard let year = Self.digits(4, from: &rest), Self.take("-", from: &rest),
      let month = Self.digits(2, from: &rest), (1...12).contains(month), Self.take("-", from: &rest),
      let day = Self.digits(2, from: &rest), (1...Self.days(in: month, of: year)).contains(day)
    else { return nil }
    var seconds = Self.day(year: year, month: month, day: day) * 86_400
    var fraction: Int64 = 0
    if !rest.isEmpty {
      guard let first = rest.popFirst(), first == "T" || first == "t" || first == " ",
        let hour = Self.digits(2, from: &rest), hour < 24, Self.take(":", from: &rest),
        let minute = Self.digits(2, from: &rest), minute < 60, Self.take(":", from: &rest),
        let second = Self.digits(2, from: &rest), second <= 60
      else { return nil }
      seconds += hour * 3600 + minute * 60 + second
      if Self.take(".", from: &rest) {
        let text = rest.prefix { ("0"..."9").contains($0) }
        guard !text.isEmpty, let value = Int64((text.prefix(3) + "00").prefix(3)) else { return nil }
        fraction = value
        rest = rest.dropFirst(text.count)
      }
      guard let offset = Self.offset(from: rest) else { return nil }
      seconds -= offset
    }
    self.init(milliseconds: seconds * 1000 + fraction)
  }

  /// `2026-01-10T01:55:33Z`, with milliseconds only where there are any.
  package var rfc3339: String {
    let parts = civil
    let date = "\(Self.pad(parts.year, 4))-\(Self.pad(parts.month, 2))-\(Self.pad(parts.day, 2))"
    let time = "\(Self.pad(parts.hour, 2)):\(Self.pad(parts.minute, 2)):\(Self.pad(parts.second, 2))"
    return date + "T" + time + (parts.millisecond == 0 ? "Z" : ".\(Self.pad(parts.millisecond, 3))Z")
  }

  /// `20260110T015533Z`: sorts as text and suits a file name.
  package var compact: String {
    let parts = civil
    let date = Self.pad(parts.year, 4) + Self.pad(parts.month, 2) + Self.pad(parts.day, 2)
    return date + "T" + Self.pad(parts.hour, 2) + Self.pad(parts.minute, 2) + Self.pad(parts.second, 2) + "Z"
  }

  private struct Civil {
    var year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64, millisecond: Int64
  }

  private var civil: Civil {
    // RFC 3339 has four digits for the year.
    let clamped = min(max(milliseconds, -62_167_219_200_000), 253_402_300_799_999)
    let day = Self.floorDivide(clamped, 86_400_000)
    let rest = clamped - day * 86_400_000
    // Days to a date by 400-year eras that begin in March, so that the leap day is the last of its year.
    let shifted = day + 719_468
    let era = Self.floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return Civil(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, hour: rest / 3_600_000, minute: rest / 60_000 % 60,
      second: rest / 1000 % 60, millisecond: rest % 1000)
  }

  private static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func days(in month: Int64, of year: Int64) -> Int64 {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private static func offset(from text: Substring) -> Int64? {
    if text == "Z" || text == "z" { return 0 }
    var rest = text
    let sign = rest.popFirst()
    guard sign == "+" || sign == "-", let hour = digits(2, from: &rest), hour < 24, take(":", from: &rest),
      let minute = digits(2, from: &rest), minute < 60, rest.isEmpty
    else { return nil }
    return (sign == "-" ? -1 : 1) * (hour * 3600 + minute * 60)
  }

  private static func digits(_ count: Int, from text: inout Substring) -> Int64? {
    let digits = text.prefix(count)
    guard digits.utf8.count == count, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    text = text.dropFirst(count)
    return Int64(digits)
  }

  private static func take(_ character: Character, from text: inout Substring) -> Bool {
    guard text.first == character else { return false }
    text.removeFirst()
    return true
  }

  private static func pad(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
  }
}
