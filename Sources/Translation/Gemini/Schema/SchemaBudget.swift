/// How much may be made of the schemas of one request, all of its tools together with the schema of its answer.
///
/// References multiply a small schema without end, and nested keywords walk the same properties again and again. So
/// work is counted where it is done, whatever the client's text looks like.
struct SchemaBudget: Sendable {
  /// What any request may take: a fraction of a second beyond the time for what the client wrote.
  static let whole = SchemaBudget(schemas: 20_000, work: 100_000, named: 20_000, countsWritten: false)

  /// What may be done on an event loop: about a millisecond, all included.
  static let short = SchemaBudget(schemas: 500, work: 4_000, named: 0, countsWritten: true)

  private var schemas: Int
  private var work: Int
  /// More schemas than this that find no room are not even told of: they would take memory all the same.
  private let named: Int
  /// Whether the client's own text counts too, and not only what is made of it.
  private let countsWritten: Bool
  /// How many schemas became open objects, or nothing, for want of room.
  private(set) var refused = 0

  private init(schemas: Int, work: Int, named: Int, countsWritten: Bool) {
    self.schemas = schemas
    self.work = work
    self.named = named
    self.countsWritten = countsWritten
  }

  /// Whether a schema without room may still be named.
  var namesRefused: Bool { refused <= named }

  /// Whether there is room for another schema.
  mutating func takeSchema() -> Bool {
    guard schemas > 0, work >= 0 else {
      refused += 1
      return false
    }
    schemas -= 1
    return true
  }

  /// Counts a schema as the client wrote it.
  mutating func take(written view: JSONView) {
    if countsWritten { take(work: view.weight) }
  }

  /// Counts work, in values of JSON looked at.
  mutating func take(work count: Int) {
    work = max(-1, work - count)
  }
}
