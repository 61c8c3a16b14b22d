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

  /// A seed, of which Gemini takes 32 bits.
  func seed(context: inout RequestContext) throws(TranslationError) -> Int? {
    guard let seed = try integer("seed") else { return nil }
    if let short = Int32(exactly: seed) { return Int(short) }
    context.adjust(.converted, "seed")
    return Int(Int32(truncatingIfNeeded: seed ^ (seed >> 32)))
  }

  /// Stop sequences, one or an array of them, as many as Gemini and the proxy together look for.
  func stops(_ key: StaticString, context: inout RequestContext) throws(TranslationError) -> [String] {
    guard let stop = body[key], !stop.isNull else { return [] }
    var sequences: [String] = []
    if let only = stop.string {
      sequences = [only]
    } else {
      guard stop.kind == .array else {
        throw TranslationError(path: stop.path, message: "must be a string or an array of strings.")
      }
      for element in stop.elements {
        guard let sequence = element.string else {
          throw TranslationError(path: element.path, message: "must be a string.")
        }
        sequences.append(sequence)
      }
    }
    sequences.removeAll(where: \.isEmpty)
    // What Gemini does not take is looked for here, in a bounded number.
    let most = ChatRequestReader.maximumStopSequences + StopFilter.maximumSequences
    if sequences.count > ChatRequestReader.maximumStopSequences {
      context.adjust(sequences.count > most ? .clamped : .converted, "\(key)")
    }
    return Array(sequences.prefix(most))
  }
}
