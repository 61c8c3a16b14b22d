internal import OAuth
internal import Translation

extension ConfigurationText {
  /// The text with a key of the top level set to `json`, everything else byte for byte as it was.
  static func setting(_ key: String, to json: [UInt8], in text: [UInt8]) throws(Problem) -> [UInt8] {
    let text = withoutMark(text)
    return setting(key, to: json, of: try parse(text).get(), in: text)
  }

  /// The text with a key of the account `name` set; an account that is not there is added.
  static func setting(
    _ key: String, to json: [UInt8], account name: String, in text: [UInt8]
  ) throws(Problem) -> [UInt8] {
    let text = withoutMark(text)
    let top = try parse(text).get()
    guard let accounts = top["accounts"], accounts.kind == .array else {
      return setting("accounts", to: Array("[".utf8) + entry(name, key, json) + Array("]".utf8), of: top, in: text)
    }
    if let entry = accounts.elements.first(where: { $0["name"]?.string == name }) {
      return setting(key, to: json, of: entry, in: text)
    }
    return appending(entry(name, key, json), to: accounts, in: text)
  }

  /// The text with `json` as one more element of a list at the top level.
  static func appending(_ json: [UInt8], to key: StaticString, in text: [UInt8]) throws(Problem) -> [UInt8] {
    let text = withoutMark(text)
    let top = try parse(text).get()
    guard let list = top[key], list.kind == .array else {
      return setting("\(key)", to: Array("[".utf8) + json + Array("]".utf8), of: top, in: text)
    }
    return appending(json, to: list, in: text)
  }

  /// The JSON of a text.
  static func quoted(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    JSONWriter.string(text, into: &output)
    return output
  }

  private static func entry(_ name: String, _ key: String, _ json: [UInt8]) -> [UInt8] {
    Array("{\"name\": ".utf8) + quoted(name) + Array(", ".utf8) + quoted(key) + Array(": ".utf8) + json
      + Array("}".utf8)
  }

  static func setting(_ key: String, to json: [UInt8], of object: JSONView, in text: [UInt8]) -> [UInt8] {
    let members = object.members
    // The last one of a repeated key is the one that is read.
    if let member = members.last(where: { $0.key.string == key }) {
      let range = member.value.source
      return Array(text[..<range.startIndex]) + json + Array(text[range.endIndex...])
    }
    let member = quoted(key) + Array(": ".utf8) + json
    let range = object.source
    guard let last = members.last?.value.source else {
      return Array(text[...range.startIndex]) + Array("\n  ".utf8) + member + Array("\n}".utf8)
        + Array(text[range.endIndex...])
    }
    return Array(text[..<last.endIndex]) + Array(",".utf8) + indentation(after: range.startIndex, in: text) + member
      + Array(text[last.endIndex...])
  }

  private static func appending(_ json: [UInt8], to list: JSONView, in text: [UInt8]) -> [UInt8] {
    let range = list.source
    guard let last = Array(list.elements).last?.source else {
      return Array(text[...range.startIndex]) + json + Array(text[(range.endIndex - 1)...])
    }
    return Array(text[..<last.endIndex]) + Array(",".utf8) + indentation(after: range.startIndex, in: text) + json
      + Array(text[last.endIndex...])
  }

  /// The white space before the first member, which the new one gets too.
  private static func indentation(after bracket: Int, in text: [UInt8]) -> [UInt8] {
    let space = Array(text[(bracket + 1)...].prefix { [0x20, 0x09, 0x0A, 0x0D].contains($0) })
    return space.isEmpty ? [0x20] : space
  }
}
