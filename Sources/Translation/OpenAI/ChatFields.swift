/// Reads single fields of a client's body; an error names the field.
struct ChatFields {
  let body: JSONView

  func flag(_ key: StaticString, of object: JSONView) throws(TranslationError) -> Bool? {
    guard let value = object[key], !value.isNull else { return nil }
    guard let flag = value.bool else { throw TranslationError(path: value.path, message: "must be true or false.") }
    return flag
  }

  func flag(_ key: StaticString) throws(TranslationError) -> Bool? {
    try flag(key, of: body)
  }

  /// A number; out of range it is moved to the nearest end, which is reported.
  func number(
    _ key: StaticString, within range: ClosedRange<Double>, context: inout RequestContext
  ) throws(TranslationError) -> Double? {
    guard let value = body[key], !value.isNull else { return nil }
    guard let number = value.double ?? value.string.flatMap({ Double($0) }), number.isFinite else {
      throw TranslationError(path: value.path, message: "must be a number.")
    }
    let clamped = min(max(number, range.lowerBound), range.upperBound)
    if clamped != number { context.adjust(.clamped, "\(key)") }
    return clamped
  }

  /// A whole number, also as a string.
  func integer(_ key: StaticString) throws(TranslationError) -> Int? {
    guard let value = body[key], !value.isNull else { return nil }
    guard let number = Self.integer(value) else {
      throw TranslationError(path: value.path, message: "must be a whole number.")
    }
    return number
  }

  static func integer(_ value: JSONView) -> Int? {
    value.int ?? value.string.flatMap { Int($0) }
  }

  /// A count of tokens, also as a string; zero, null and less than zero (how some servers say "no limit") set none.
  func count(_ key: StaticString) throws(TranslationError) -> Int? {
    guard let value = body[key], !value.isNull else { return nil }
    guard let count = Self.integer(value) else {
      throw TranslationError(path: value.path, message: "must be a number of tokens.")
    }
    return count <= 0 ? nil : count
  }
}
