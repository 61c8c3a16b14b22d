/// Members of an object of which the last value of each counts.
struct NativeMembers {
  private var names: [String] = []
  private var values: [String: JSONView] = [:]

  mutating func set(_ key: JSONText, _ value: JSONView) {
    guard !value.isNull else { return }
    let name = key.string
    if values.updateValue(value, forKey: name) == nil { names.append(name) }
  }

  /// Appends the members, each with a comma in front.
  func write(into output: inout [UInt8]) {
    for name in names {
      guard let value = values[name] else { continue }
      output.append(UInt8(ascii: ","))
      JSONWriter.string(name, into: &output)
      output.append(UInt8(ascii: ":"))
      value.write(into: &output)
    }
  }
}
