@testable import Translation

/// Whether two JSON texts say the same: keys in any order but none twice, strings however they are escaped, and numbers
/// digit for digit, so that `1.0` is not `1` and `true` is neither.
func sameJSON(_ left: String, _ right: String) -> Bool {
  guard let left = try? JSONDocument.parse(Array(left.utf8)), let right = try? JSONDocument.parse(Array(right.utf8))
  else { return false }
  return sameJSON(left, right)
}

private func sameJSON(_ left: JSONView, _ right: JSONView) -> Bool {
  guard left.kind == right.kind else { return false }
  switch left.kind {
  case .null: return true
  case .bool: return left.bool == right.bool
  case .number: return left.source.elementsEqual(right.source)
  case .string: return left.string == right.string
  case .array:
    let (left, right) = (Array(left.elements), Array(right.elements))
    return left.count == right.count && zip(left, right).allSatisfy(sameJSON)
  case .object:
    let members = left.members.map { (key: $0.key.string, value: $0.value) }
    let others = Dictionary(right.members.map { ($0.key.string, $0.value) }) { first, _ in first }
    guard members.count == others.count, members.count == right.members.count(where: { _ in true }),
      Set(members.map(\.key)).count == members.count
    else { return false }
    return members.allSatisfy { key, value in others[key].map { sameJSON(value, $0) } ?? false }
  }
}
