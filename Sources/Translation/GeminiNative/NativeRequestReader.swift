/// Rewrites a native request: known members in camel case, turns completed, everything else copied as it stands.
///
/// Nothing is built in memory but the bytes that go upstream. Recursion is bounded by `JSONScanner.maximumDepth`.
struct NativeRequestReader {
  var scanner: JSONScanner
  let source: UnsafeRawBufferPointer
  var context: RequestContext
  var body = NativeBody()
  /// The `model` member, of the request or around it.
  private(set) var model: String?

  init(_ source: UnsafeRawBufferPointer, context: RequestContext) {
    self.source = source
    self.context = context
    scanner = JSONScanner(source)
  }

  mutating func read() throws(JSONError) {
    try request()
    try scanner.end()
  }

  /// Reads the request, or whatever a client has wrapped around it.
  private mutating func request() throws(JSONError) {
    try scanner.enterObject()
    while let slice = try scanner.nextKey() {
      let name = NativeKeys.camelCase(text(slice))
      switch name {
      case "request", "generateContentRequest":
        if try scanner.peek() == .object { try request() } else { try scanner.skip() }
      case "contents": body.contents = try capture { reader throws(JSONError) in try reader.contents() }
      case "systemInstruction":
        body.systemInstruction = try capture { reader throws(JSONError) in try reader.systemInstruction() }
      case "tools": body.tools = try capture { reader throws(JSONError) in try reader.tools() }
      case "model":
        if let slice = try scanner.optionalString() { model = text(slice) }
      // The proxy makes these itself.
      case "project", "userPromptId", "sessionId", "stream":
        try scanner.skip()
      case _ where NativeKeys.request.contains(name): try member(name)
      default:
        try scanner.skip()
        context.adjust(.dropped, name)
      }
    }
  }

  private mutating func member(_ name: String) throws(JSONError) {
    let kind = try scanner.peek()
    if kind == .null {
      try scanner.skip()
      return
    }
    let start = scanner
    var found: Set<String> = []
    let value = try capture { reader throws(JSONError) in
      switch name {
      case "generationConfig":
        found = try reader.generationConfig(NativeKeys.generationConfig).intersection(NativeKeys.vertexOnly)
      case "labels": try reader.copy()
      case "toolConfig": try reader.object(without: ["includeServerSideToolInvocations"])
      default: try reader.normalise()
      }
    }
    // An empty list says nothing, and some upstreams refuse it.
    guard !value.equals("[]"), !value.equals("{}") else { return }
    if name == "labels" { found.insert(name) }
    if !found.isEmpty, body.publicRest == nil { body.publicRest = body.rest }
    body.rest.appendMember(name, value)
    body.vertexOnly += found.sorted()
    guard body.publicRest != nil, name != "labels" else { return }
    guard !found.isEmpty else {
      body.publicRest?.appendMember(name, value)
      return
    }
    let end = scanner
    scanner = start
    let rest = try capture { reader throws(JSONError) in
      try reader.generationConfig(NativeKeys.generationConfig.subtracting(NativeKeys.vertexOnly), records: false)
    }
    scanner = end
    if !rest.equals("{}") { body.publicRest?.appendMember(name, rest) }
  }

  /// The settings of the answer; where both forms of a schema are given, which is refused, the JSON Schema stays.
  @discardableResult
  private mutating func generationConfig(
    _ known: Set<String>, records: Bool = true
  ) throws(JSONError) -> Set<String> {
    let unwanted: Set<String> = try names().contains("responseJsonSchema") ? ["responseSchema"] : []
    return try object(of: known, without: unwanted, records: records)
  }

  /// How to think; a level and a budget together are refused, so the one that the model was made for stays.
  private mutating func thinkingConfig(records: Bool) throws(JSONError) {
    guard try names().isSuperset(of: ["thinkingLevel", "thinkingBudget"]) else { return try normalise() }
    let model = ModelID(ModelNames.canonical(context.target?.model ?? ""))
    var unwanted = "thinkingLevel"
    if let model, case .levels = ModelTraits(model).thinking { unwanted = "thinkingBudget" }
    try object(without: [unwanted], records: records)
  }

  /// The names of the members that the next value has and that are not null; none if it is no object.
  func names() throws(JSONError) -> Set<String> {
    var probe = scanner
    var names: Set<String> = []
    guard try probe.enterOptionalObject() else { return names }
    while let slice = try probe.nextKey() {
      if try probe.peek() != .null { names.insert(NativeKeys.camelCase(text(slice))) }
      try probe.skip()
    }
    return names
  }

  // MARK: Steps

  /// What is being written.
  var output = NativeText()

  /// The text that `write` appends to `output`.
  mutating func capture(
    _ write: (inout NativeRequestReader) throws(JSONError) -> Void
  ) throws(JSONError) -> NativeText {
    var outer = NativeText()
    swap(&outer, &output)
    try write(&self)
    swap(&outer, &output)
    return outer
  }

  func text(_ slice: JSONSlice) -> String {
    var value: [UInt8] = []
    JSONUnescape.append(scanner.raw(slice.start..<slice.end), to: &value)
    return String(decoding: value, as: UTF8.self)
  }

  /// Copies the next value as it stands.
  mutating func copy() throws(JSONError) {
    output.append(try scanner.skip(), of: source)
  }

  /// Copies the next value with the names in it in camel case, user data excepted.
  mutating func normalise() throws(JSONError) {
    switch try scanner.peek() {
    case .object: try object()
    case .array:
      try scanner.enterArray()
      output.append(UInt8(ascii: "["))
      var isFirst = true
      while try scanner.nextElement() {
        separate(&isFirst)
        try normalise()
      }
      output.append(UInt8(ascii: "]"))
    default: try copy()
    }
  }

  /// Copies an object, only the members of `known` if that is given; a value of another kind is copied as it is.
  ///
  /// Returns the names of what was copied; what was not is recorded with `records`.
  @discardableResult
  mutating func object(
    of known: Set<String>? = nil, without unwanted: Set<String> = [], records: Bool = true
  ) throws(JSONError) -> Set<String> {
    guard try scanner.peek() == .object else {
      try copy()
      return []
    }
    var names: Set<String> = []
    try scanner.enterObject()
    output.append(UInt8(ascii: "{"))
    var isFirst = true
    while let slice = try scanner.nextKey() {
      let name = NativeKeys.camelCase(text(slice))
      guard known?.contains(name) ?? true, !unwanted.contains(name) else {
        try scanner.skip()
        if records { context.adjust(.dropped, name) }
        continue
      }
      if known != nil { names.insert(name) }
      separate(&isFirst)
      key(name)
      if NativeKeys.userData.contains(name) {
        try copy()
      } else if name == "thinkingConfig" {
        try thinkingConfig(records: records)
      } else {
        try normalise()
      }
    }
    output.append(UInt8(ascii: "}"))
    return names
  }

  mutating func key(_ name: String) {
    output.append(string: name)
    output.append(UInt8(ascii: ":"))
  }

  mutating func separate(_ isFirst: inout Bool) {
    if !isFirst { output.append(UInt8(ascii: ",")) }
    isFirst = false
  }
}
