/// Lays rows out in columns.
enum TextTable {
  /// A line a row, the columns as wide as their longest cell; nothing behind the last cell that has something.
  ///
  /// Not `aligned`, for programs that read on, the cells have a tab between them.
  static func text(_ rows: [[String]], aligned: Bool = Terminal.isInteractive) -> String {
    let rows = rows.map { $0.map(printable) }
    guard aligned else { return rows.map { $0.joined(separator: "\t") }.joined(separator: "\n") }
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell
        if column < row.count - 1 { line += String(repeating: " ", count: widths[column] - cell.count + 2) }
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  /// What others have named must not move the cursor.
  static func printable(_ cell: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in cell.unicodeScalars {
      text.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar)
    }
    return String(text)
  }
}
