/// What one upstream payload says, as slices of it: an event of a stream or the body of a unary answer.
///
/// Reads the form wrapped in `{"response":…}` and the bare one. All of the payload is checked, so every slice may be
/// copied into other JSON. Made to be used again: `scan` keeps the arrays' memory.
package struct ChunkView: Sendable {
  /// More candidates than this in one payload are refused.
  package static let maximumCandidates = 128

  package internal(set) var candidates: [ChunkCandidate] = []
  /// The parts of all candidates, in the order they come.
  package internal(set) var parts: [ChunkPart] = []
  package internal(set) var usage = Usage()
  package internal(set) var modelVersion: JSONSlice?
  package internal(set) var responseID: JSONSlice?
  package internal(set) var traceID: JSONSlice?
  /// `promptFeedback.blockReason`: the prompt was refused.
  package internal(set) var blockReason: JSONSlice?
  package internal(set) var blockMessage: JSONSlice?
  /// The source of the response object, without what Code Assist wraps around it.
  package internal(set) var body = 0..<0
  /// Whether the payload has token counts.
  package internal(set) var hasUsage = false
  /// Whether the payload is an error.
  package internal(set) var isError = false

  enum EnvelopeState: Sendable {
    case bare, inside, passed
  }

  /// Whether the scan is inside the wrapper's `response`, or behind it.
  var envelopeState = EnvelopeState.bare
  var tail = ChunkTail()
  /// Where the token counts of this payload ended; nil if none came or more than the usual followed them.
  var tailStart: Int?
  var tailDepth = 0
  var tailIsWrapped = false
  var template = ChunkTemplate()
  /// Where the token counts of this payload begin; nil if none came, or before something else than usual.
  var usageStart: Int?
  /// Whether the rest of the payload is known, and where then the response object ends.
  var isFinished = false
  var bodyEnd = 0

  /// Whether this is what Code Assist wraps around an answer, and no answer in it.
  var isBareEnvelope: Bool {
    envelopeState == .bare && traceID != nil && candidates.isEmpty && !hasUsage && blockReason == nil
      && modelVersion == nil
  }

  package init() {}

  /// Reads a payload; the slices are offsets into it.
  package mutating func scan(_ payload: UnsafeRawBufferPointer) throws(JSONError) {
    clear()
    if scanAsBefore(payload) { return }
    clear()
    var scanner = JSONScanner(payload)
    try envelope(&scanner)
    if !isFinished {
      try scanner.end()
      keepTail(payload)
    }
    keepTemplate(payload)
  }

  private mutating func clear() {
    // One of each, the usual case, is taken off far more cheaply than all are.
    if candidates.count == 1 { candidates.removeLast() } else { candidates.removeAll(keepingCapacity: true) }
    if parts.count == 1 { parts.removeLast() } else { parts.removeAll(keepingCapacity: true) }
    usage = Usage()
    modelVersion = nil
    responseID = nil
    traceID = nil
    blockReason = nil
    blockMessage = nil
    isError = false
    body = 0..<0
    hasUsage = false
    envelopeState = .bare
    tailStart = nil
    usageStart = nil
    isFinished = false
  }

  private mutating func envelope(_ scanner: inout JSONScanner) throws(JSONError) {
    try scanner.enterObject()
    let start = scanner.offset - 1
    var inner: Range<Int>?
    while !isFinished, let key = try scanner.nextKey() {
      if scanner.matches(key, "response"), try scanner.peek() == .object {
        tailStart = nil
        envelopeState = .inside
        try scanner.enterObject()
        let start = scanner.offset - 1
        while !isFinished, let key = try scanner.nextKey() { try response(key, &scanner) }
        inner = start..<(isFinished ? bodyEnd : scanner.offset)
        envelopeState = .passed
      } else if scanner.matches(key, "traceId") {
        traceID = try scanner.optionalString()
      } else {
        try response(key, &scanner)
      }
    }
    body = inner ?? start..<(isFinished ? bodyEnd : scanner.offset)
  }

  private mutating func response(_ key: JSONSlice, _ scanner: inout JSONScanner) throws(JSONError) {
    // By length first: these are the names in every event.
    switch key.count {
    case 10 where scanner.matches(key, "candidates"):
      tailStart = nil
      try candidates(&scanner)
    case 12 where scanner.matches(key, "modelVersion"): modelVersion = try scanner.optionalString()
    case 10 where scanner.matches(key, "responseId"): responseID = try scanner.optionalString()
    case 13 where scanner.matches(key, "usageMetadata"), 14 where scanner.matches(key, "usage_metadata"):
      usageStart = hasUsage || modelVersion != nil || responseID != nil || traceID != nil ? nil : scanner.offset
      usage.merge(try Usage(&scanner))
      hasUsage = true
      meetTail(scanner)
    default: try other(key, &scanner)
    }
  }

  private mutating func other(_ key: JSONSlice, _ scanner: inout JSONScanner) throws(JSONError) {
    if scanner.matches(key, "promptFeedback") {
      tailStart = nil
      try feedback(&scanner)
    } else if scanner.matches(key, "error") {
      tailStart = nil
      isError = try scanner.peek() != .null
      try scanner.skip()
    } else {
      try scanner.skip()
    }
  }

  private mutating func feedback(_ scanner: inout JSONScanner) throws(JSONError) {
    guard try scanner.enterOptionalObject() else { return }
    while let key = try scanner.nextKey() {
      if scanner.matches(key, "blockReason") {
        blockReason = try scanner.optionalString()
      } else if scanner.matches(key, "blockReasonMessage") {
        blockMessage = try scanner.optionalString()
      } else {
        try scanner.skip()
      }
    }
  }

  // MARK: Candidates

  private mutating func candidates(_ scanner: inout JSONScanner) throws(JSONError) {
    guard try scanner.enterOptionalArray() else { return }
    while try scanner.nextElement() {
      guard candidates.count < Self.maximumCandidates else { throw scanner.error(.tooLarge) }
      let position = candidates.count
      candidates.append(ChunkCandidate(index: position))
      guard try scanner.enterOptionalObject() else { continue }
      while let key = try scanner.nextKey() { try candidate(position, key, &scanner) }
    }
  }

  private mutating func candidate(
    _ position: Int, _ key: JSONSlice, _ scanner: inout JSONScanner
  ) throws(JSONError) {
    if scanner.matches(key, "content") {
      guard try scanner.enterOptionalObject() else { return }
      var hasParts = false
      // Such as `null`.
      var noList: Range<Int>?
      while let key = try scanner.nextKey() {
        if scanner.matches(key, "parts"), try scanner.peek() == .array {
          hasParts = true
          try scanner.enterArray()
          while try scanner.nextElement() { try part(of: position, &scanner) }
        } else {
          let isNoList = scanner.matches(key, "parts")
          let value = try scanner.skip()
          if isNoList { noList = value }
        }
      }
      if !hasParts {
        let end = scanner.offset - 1
        candidates[position].missingParts = noList ?? end..<end
      }
    } else if scanner.matches(key, "finishReason") {
      guard let reason = try scanner.optionalString() else { return }
      candidates[position].finishReason = FinishReason(reason, in: scanner)
    } else if scanner.matches(key, "finishMessage") {
      candidates[position].finishMessage = try scanner.optionalString()
    } else if scanner.matches(key, "groundingMetadata") {
      candidates[position].grounding = try optionalObject(&scanner)
    } else if scanner.matches(key, "logprobsResult") {
      candidates[position].logprobs = try optionalObject(&scanner)
    } else if scanner.matches(key, "index") {
      let index = try scanner.optionalCount()
      guard index < Self.maximumCandidates else { throw scanner.error(.tooLarge) }
      candidates[position].index = index
    } else {
      try scanner.skip()
    }
  }

  private func optionalObject(_ scanner: inout JSONScanner) throws(JSONError) -> Range<Int>? {
    let isObject = try scanner.peek() == .object
    let range = try scanner.skip()
    return isObject ? range : nil
  }
}
