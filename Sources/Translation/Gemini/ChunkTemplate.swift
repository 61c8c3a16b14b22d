/// An event of text without the text and what follows it: the same bytes in nearly all events of a stream.
///
/// What was checked once need not be read again: the same bytes in the same place mean the same.
struct ChunkTemplate: Sendable {
  /// Longer ones are not kept.
  static let maximumCount = 1024

  /// All up to the quote before the text; empty for no template.
  var head: [UInt8] = []
  /// All from the quote behind the text to the token counts.
  var middle: [UInt8] = []
  /// How many containers are open at the token counts, and whether one of them is the wrapper's `response`.
  var depth = 0
  var isWrapped = false
  /// Where the response object begins.
  var bodyStart = 0
  var candidate = ChunkCandidate(index: 0)
  var isThought = false
  /// Where the part begins, and where it ends, counted from the start of `middle`.
  var partStart = 0
  var partEnd = 0
}

extension ChunkView {
  /// Reads a payload that is the one before with another text and other counts; false, having read something or other,
  /// where it is not.
  mutating func scanAsBefore(_ payload: UnsafeRawBufferPointer) -> Bool {
    var scanner = JSONScanner(payload)
    guard !template.head.isEmpty, scanner.bytes.begin(with: template.head, at: 0) else { return false }
    scanner.offset = template.head.count &- 1
    do throws(JSONError) {
      let text = try scanner.scanString()
      guard scanner.bytes.begin(with: template.middle, at: text.end) else { return false }
      scanner.offset = text.end &+ template.middle.count
      scanner.depth = template.depth
      envelopeState = template.isWrapped ? .inside : .bare
      usage.merge(try Usage(&scanner))
      hasUsage = true
      meetTail(scanner)
      guard isFinished else { return false }
      candidates.append(template.candidate)
      var part = ChunkPart(candidate: 0, source: template.partStart..<(text.end &+ template.partEnd))
      part.text = text
      part.isThought = template.isThought
      parts.append(part)
      if template.isWrapped { envelopeState = .passed }
      body = template.bodyStart..<bodyEnd
      return true
    } catch {
      return false
    }
  }

  /// Keeps what is around the text of a payload that was read, where it is one of text and nothing else.
  mutating func keepTemplate(_ payload: UnsafeRawBufferPointer) {
    guard let usageStart, tailStart != nil, candidates.count == 1, parts.count == 1, let part = parts.first,
      let candidate = candidates.first, let text = part.text, !candidate.isRemarkable, candidate.finishMessage == nil,
      candidate.missingParts == nil, part.thoughtSignature == nil, part.call == nil, part.extra == nil, !isError,
      blockReason == nil, blockMessage == nil, text.end < usageStart,
      text.start + usageStart - text.end <= ChunkTemplate.maximumCount
    else { return }
    template.head.removeAll(keepingCapacity: true)
    template.head.append(contentsOf: payload[..<text.start])
    template.middle.removeAll(keepingCapacity: true)
    template.middle.append(contentsOf: payload[text.end..<usageStart])
    template.depth = tailDepth
    template.isWrapped = tailIsWrapped
    template.bodyStart = body.lowerBound
    template.candidate = candidate
    template.isThought = part.isThought
    template.partStart = part.source.lowerBound
    template.partEnd = part.source.upperBound - text.end
  }
}
