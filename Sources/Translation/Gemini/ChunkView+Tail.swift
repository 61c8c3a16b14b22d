extension ChunkView {
  /// Called behind the token counts: takes over what the rest says if it is known already.
  mutating func meetTail(_ scanner: JSONScanner) {
    let offset = scanner.offset
    guard envelopeState != .passed else { return }
    tailStart = offset
    tailDepth = scanner.depth
    tailIsWrapped = envelopeState == .inside
    guard tail.matches(scanner.bytes, from: offset, depth: scanner.depth, isWrapped: tailIsWrapped) else { return }
    if let version = ChunkTail.moved(tail.modelVersion, by: offset) { modelVersion = version }
    if let id = ChunkTail.moved(tail.responseID, by: offset) { responseID = id }
    if let id = ChunkTail.moved(tail.traceID, by: offset) { traceID = id }
    bodyEnd = offset &+ tail.bodyEnd
    isFinished = true
  }

  /// Keeps the end of a payload that was read to its end, for the next one.
  mutating func keepTail(_ payload: UnsafeRawBufferPointer) {
    guard let start = tailStart, payload.count - start <= ChunkTail.maximumCount else { return }
    func slice(_ slice: JSONSlice?) -> JSONSlice? {
      guard let slice, slice.start > start else { return nil }
      return ChunkTail.moved(slice, by: -start)
    }
    tail.bytes.removeAll(keepingCapacity: true)
    tail.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: payload[start...]))
    tail.depth = tailDepth
    tail.isWrapped = tailIsWrapped
    tail.bodyEnd = body.upperBound - start
    tail.modelVersion = slice(modelVersion)
    tail.responseID = slice(responseID)
    tail.traceID = slice(traceID)
  }
}
