extension NativeRequestReader {
  /// The turns; a string or a single turn counts as a list of one.
  mutating func contents() throws(JSONError) {
    output.append(UInt8(ascii: "["))
    var previous: Role?
    if try scanner.peek() == .array {
      try scanner.enterArray()
      while try scanner.nextElement() { try turn(after: &previous) }
    } else {
      try turn(after: &previous)
    }
    output.append(UInt8(ascii: "]"))
  }

  private enum Role { case user, model }

  /// One turn; without parts it is left out, which Gemini would refuse.
  ///
  /// A turn of the model joins one before it: Google's own SDK replays a streamed call and the event behind it as two,
  /// and a call must be answered in the very next turn.
  private mutating func turn(after previous: inout Role?) throws(JSONError) {
    let kind = try scanner.peek()
    guard kind == .object || kind == .string else {
      try scanner.skip()
      return
    }
    var role = ""
    var hasCall = false
    body.endsWithResult = false
    let first = body.signatures.count
    var parts = NativeText()
    if kind == .string {
      parts = try capture { reader throws(JSONError) in try reader.parts(hasCall: &hasCall) }
    } else {
      try scanner.enterObject()
      while let slice = try scanner.nextKey() {
        if scanner.matches(slice, "role") {
          role = try scanner.optionalString().map(text) ?? ""
        } else if scanner.matches(slice, "parts") {
          // Of repeated ones the last one counts.
          body.signatures.removeSubrange(first...)
          parts = try capture { reader throws(JSONError) in try reader.parts(hasCall: &hasCall) }
        } else {
          try scanner.skip()
        }
      }
    }
    guard !parts.isEmpty else {
      body.signatures.removeSubrange(first...)
      return context.adjust(.dropped, "content")
    }
    let isModel = role == "model" || role == "assistant" || (role.isEmpty && hasCall)
    if !role.isEmpty, role != "user", role != "model" { context.adjust(.converted, "role") }
    body.turns += 1
    if body.turns == 1 { body.fingerprint = parts.fingerprint(in: source) }
    if isModel, previous == .model {
      output.removeLast(2)
      output.append(UInt8(ascii: ","))
      context.adjust(.converted, "contents")
    } else {
      body.lastTurn = first
      if previous != nil { output.append(UInt8(ascii: ",")) }
      output.append(literal: isModel ? "{\"role\":\"model\",\"parts\":[" : "{\"role\":\"user\",\"parts\":[")
    }
    previous = isModel ? .model : .user
    if isModel, let call = body.signatures[body.lastTurn...].firstIndex(where: \.isCall) {
      body.signatures[call].isFirstCall = true
    }
    output.append(parts)
    output.append(literal: "]}")
  }

  /// The system instruction: a turn, a string, or parts without a turn.
  mutating func systemInstruction() throws(JSONError) {
    var hasCall = false
    var parts = NativeText()
    if try scanner.peek() == .object {
      // A single part instead of a turn has no `parts`.
      var probe = scanner
      var isTurn = false
      try probe.enterObject()
      while let slice = try probe.nextKey() {
        if probe.matches(slice, "parts") { isTurn = true }
        try probe.skip()
      }
      if isTurn {
        try scanner.enterObject()
        while let slice = try scanner.nextKey() {
          if scanner.matches(slice, "parts") {
            parts = try capture { reader throws(JSONError) in try reader.parts(hasCall: &hasCall) }
          } else {
            try scanner.skip()
          }
        }
      } else {
        parts = try capture { reader throws(JSONError) in try reader.parts(hasCall: &hasCall) }
      }
    } else {
      parts = try capture { reader throws(JSONError) in try reader.parts(hasCall: &hasCall) }
    }
    guard !parts.isEmpty else { return }
    output.append(literal: "{\"role\":\"user\",\"parts\":[")
    output.append(parts)
    output.append(literal: "]}")
  }

  /// The parts without the brackets; a string or a single part counts as a list of one.
  private mutating func parts(hasCall: inout Bool) throws(JSONError) {
    var isFirst = true
    guard try scanner.peek() == .array else { return try part(&isFirst, &hasCall) }
    try scanner.enterArray()
    while try scanner.nextElement() { try part(&isFirst, &hasCall) }
  }

  private mutating func part(_ isFirst: inout Bool, _ hasCall: inout Bool) throws(JSONError) {
    switch try scanner.peek() {
    case .string:
      separate(&isFirst)
      output.append(literal: "{\"text\":")
      try copy()
      output.append(UInt8(ascii: "}"))
    case .object:
      var isPart = false
      let members = try capture { reader throws(JSONError) in
        isPart = try reader.partMembers(hasCall: &hasCall)
      }
      guard isPart else { return context.adjust(.dropped, "part") }
      separate(&isFirst)
      output.append(UInt8(ascii: "{"))
      output.append(members)
      output.append(UInt8(ascii: "}"))
    default: try scanner.skip()
    }
  }

  /// Whether the part has anything to say; a lone signature gets the empty text that Gemini wants beside it.
  private mutating func partMembers(hasCall: inout Bool) throws(JSONError) -> Bool {
    try scanner.enterObject()
    var isFirst = true
    var hasData = false
    var mark = NativeSignature()
    var hasSignature = false
    while let slice = try scanner.nextKey() {
      let name = NativeKeys.camelCase(text(slice))
      let isData = NativeKeys.partData.contains(name)
      guard isData || NativeKeys.partMetadata.contains(name), try scanner.peek() != .null else {
        if try scanner.peek() != .null { context.adjust(.dropped, name) }
        try scanner.skip()
        continue
      }
      // A part has one kind of data; a second one would be refused.
      if isData, hasData {
        context.adjust(.dropped, name)
        try scanner.skip()
        continue
      }
      if name == "thoughtSignature" {
        mark.value = string(at: try scanner.skip())
        hasSignature = true
        continue
      }
      hasData = hasData || isData
      separate(&isFirst)
      key(name)
      switch name {
      case "functionCall":
        hasCall = true
        try identify(&mark)
        try callOrResponse("args")
      case "functionResponse":
        body.endsWithResult = true
        try callOrResponse("response")
      default: try normalise()
      }
    }
    if !hasData, hasSignature {
      separate(&isFirst)
      output.append(literal: "\"text\":\"\"")
    }
    if mark.isCall || mark.value != nil {
      output.append(signature: body.signatures.count)
      body.signatures.append(mark)
    }
    return hasData || hasSignature
  }

  /// Notes whose call comes next; it is read again for its text.
  private func identify(_ mark: inout NativeSignature) throws(JSONError) {
    mark.isCall = true
    var probe = scanner
    guard try probe.enterOptionalObject() else { return }
    while let slice = try probe.nextKey() {
      if probe.matches(slice, "name") {
        mark.function = try probe.optionalString().map(text) ?? ""
      } else if probe.matches(slice, "id") {
        mark.callID = try probe.optionalString().map(text)
      } else {
        try probe.skip()
      }
    }
  }

  /// The string at a range of the body; nil for any other value, and for an empty one.
  private func string(at range: Range<Int>) -> String? {
    guard range.count > 2, source[range.lowerBound] == UInt8(ascii: "\"") else { return nil }
    return text(JSONSlice(start: range.lowerBound + 1, end: range.upperBound - 1))
  }

  /// A call or its result: `payload` is an object, whatever the client made of it.
  private mutating func callOrResponse(_ payload: String) throws(JSONError) {
    guard try scanner.peek() == .object else { return try copy() }
    try scanner.enterObject()
    output.append(UInt8(ascii: "{"))
    var isFirst = true
    var hasPayload = false
    while let slice = try scanner.nextKey() {
      let name = NativeKeys.camelCase(text(slice))
      let kind = try scanner.peek()
      guard kind != .null else {
        try scanner.skip()
        continue
      }
      separate(&isFirst)
      key(name)
      guard name == payload else {
        try normalise()
        continue
      }
      hasPayload = true
      if kind == .object {
        try copy()
      } else {
        context.adjust(.converted, payload)
        output.append(literal: payload == "args" ? "{\"input\":" : "{\"result\":")
        try copy()
        output.append(UInt8(ascii: "}"))
      }
    }
    if !hasPayload {
      separate(&isFirst)
      key(payload)
      output.append(literal: "{}")
    }
    output.append(UInt8(ascii: "}"))
  }

  // MARK: Tools

  /// The tools; a single one counts as a list of one.
  mutating func tools() throws(JSONError) {
    var isFirst = true
    let list = try capture { reader throws(JSONError) in
      if try reader.scanner.peek() == .array {
        try reader.scanner.enterArray()
        while try reader.scanner.nextElement() { try reader.tool(&isFirst) }
      } else {
        try reader.tool(&isFirst)
      }
    }
    guard !list.isEmpty else { return }
    output.append(UInt8(ascii: "["))
    output.append(list)
    output.append(UInt8(ascii: "]"))
  }

  /// Each kind of tool becomes an object of its own: together in one they are refused.
  private mutating func tool(_ isFirst: inout Bool) throws(JSONError) {
    guard try scanner.peek() == .object else {
      try scanner.skip()
      return
    }
    try scanner.enterObject()
    while let slice = try scanner.nextKey() {
      let name = NativeKeys.camelCase(text(slice))
      let kind = try scanner.peek()
      guard NativeKeys.tool.contains(name), kind != .null else {
        if kind != .null { context.adjust(.dropped, name) }
        try scanner.skip()
        continue
      }
      let value = try capture { reader throws(JSONError) in
        if name == "functionDeclarations" { try reader.declarations() } else { try reader.normalise() }
      }
      guard !value.isEmpty, !value.equals("[]") else { continue }
      separate(&isFirst)
      output.append(UInt8(ascii: "{"))
      key(name)
      output.append(value)
      output.append(UInt8(ascii: "}"))
    }
  }

  private mutating func declarations() throws(JSONError) {
    guard try scanner.peek() == .array else {
      output.append(UInt8(ascii: "["))
      try declaration()
      return output.append(UInt8(ascii: "]"))
    }
    try scanner.enterArray()
    output.append(UInt8(ascii: "["))
    var isFirst = true
    while try scanner.nextElement() {
      separate(&isFirst)
      try declaration()
    }
    output.append(UInt8(ascii: "]"))
  }

  /// A declaration; where both forms of a schema are given, which is refused, the JSON Schema stays.
  private mutating func declaration() throws(JSONError) {
    guard try scanner.peek() == .object else { return try copy() }
    let names = try names()
    var unwanted: Set<String> = []
    if names.contains("parametersJsonSchema") { unwanted.insert("parameters") }
    if names.contains("responseJsonSchema") { unwanted.insert("response") }
    try object(
      of: ["name", "description", "parameters", "parametersJsonSchema", "response", "responseJsonSchema", "behavior"],
      without: unwanted)
  }
}
