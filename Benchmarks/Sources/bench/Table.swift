/// Text in columns; the first two are aligned to the left, figures to the right.
struct Table {
  private let head: [String]
  private var rows: [[String]] = []

  init(_ head: [String]) { self.head = head }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The table after an empty line, nothing at all without rows.
  var lines: [String] {
    if rows.isEmpty { return [] }
    let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ row: [String]) -> String {
      row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column < 2 ? row[column] + space : space + row[column]
      }.joined(separator: "  ")
    }
    let rule = String(repeating: "-", count: widths.reduce(0, +) + 2 * (widths.count - 1))
    return ["", line(head), rule] + rows.map(line)
  }
}
