extension JSONText {
  /// What stands between `data:` and the comma of a data URL, and the length of all before the data.
  var dataURLHeader: (text: String, length: Int)? {
    let head = prefix(512)
    guard String(decoding: head.prefix(5), as: UTF8.self).lowercased() == "data:",
      let comma = head.firstIndex(of: UInt8(ascii: ","))
    else { return nil }
    // PHP and others escape the slash.
    let text = String(decoding: head[5..<comma].filter { $0 != UInt8(ascii: "\\") }, as: UTF8.self)
    return (text, comma + 1)
  }

  /// The same text if it is standard base64 already, else a cleaned copy; nil if it is no base64.
  var asBase64: JSONText? {
    guard !isEmpty else { return nil }
    // Without a backslash nothing is escaped, even if there was one before the data.
    if allBytes(Base64.isStandard) { return withoutEscapes }
    // Megabytes: they are copied once and cleaned where they stand.
    var clean = unescaped
    guard Base64.normalise(&clean) else { return nil }
    return JSONText(bytes: clean, slice: JSONSlice(start: 0, end: clean.count))
  }
}
