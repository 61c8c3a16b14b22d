extension ChunkView {
  mutating func part(of candidate: Int, _ scanner: inout JSONScanner) throws(JSONError) {
    guard try scanner.enterOptionalObject() else { return }
    // The `{` was just passed.
    var part = ChunkPart(candidate: candidate, source: (scanner.offset - 1)..<scanner.offset)
    while let key = try scanner.nextKey() {
      if scanner.matches(key, "text") {
        part.text = try scanner.optionalString()
      } else if scanner.matches(key, "thought") {
        part.isThought = try scanner.optionalBool()
      } else if scanner.matches(key, "thoughtSignature") {
        part.thoughtSignature = try scanner.optionalString()
      } else if scanner.matches(key, "functionCall") {
        part.call = try call(&scanner)
      } else if scanner.matches(key, "inlineData") {
        let (type, data) = try strings("mimeType", "data", &scanner)
        if let type, let data, !data.isEmpty { part.extra = .media(mimeType: type, data: data) }
      } else if scanner.matches(key, "executableCode") {
        let (language, code) = try strings("language", "code", &scanner)
        if let code { part.extra = .code(language: language ?? JSONSlice(start: 0, end: 0), source: code) }
      } else if scanner.matches(key, "codeExecutionResult") {
        let (_, output) = try strings("outcome", "output", &scanner)
        if let output { part.extra = .codeResult(output) }
      } else {
        try scanner.skip()
      }
    }
    part.source = part.source.lowerBound..<scanner.offset
    parts.append(part)
  }

  private func call(_ scanner: inout JSONScanner) throws(JSONError) -> ChunkCall? {
    guard try scanner.enterOptionalObject() else { return nil }
    var call = ChunkCall(name: JSONSlice(start: 0, end: 0))
    while let key = try scanner.nextKey() {
      call.isEmpty = false
      if scanner.matches(key, "name") {
        if let name = try scanner.optionalString() { call.name = name }
      } else if scanner.matches(key, "id") {
        call.id = try scanner.optionalString()
      } else if scanner.matches(key, "args") {
        let isObject = try scanner.peek() == .object
        let range = try scanner.skip()
        if isObject { call.arguments = range } else { call.wrongArguments = range }
      } else {
        try scanner.skip()
      }
    }
    call.end = scanner.offset - 1
    return call
  }

  /// Two strings of an object; nil for one that is not there.
  private func strings(
    _ first: StaticString, _ second: StaticString, _ scanner: inout JSONScanner
  ) throws(JSONError) -> (JSONSlice?, JSONSlice?) {
    guard try scanner.enterOptionalObject() else { return (nil, nil) }
    var found: (JSONSlice?, JSONSlice?)
    while let key = try scanner.nextKey() {
      if scanner.matches(key, first) {
        found.0 = try scanner.optionalString()
      } else if scanner.matches(key, second) {
        found.1 = try scanner.optionalString()
      } else {
        try scanner.skip()
      }
    }
    return found
  }
}
