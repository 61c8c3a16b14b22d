// A libFuzzer target: the request parser, and the serializer on whatever it let through. Run it with `scripts/fuzz http`.

/// What a stream means, however it was split: everything a caller can see but the positions of the events.
private struct Reading: Equatable {
  var heads: [HTTPRequestHead] = []
  var bodies: [UInt8] = []
  var ends = 0
  var error: HTTPParseError?
  var isBetweenMessages = true
  var bufferedBytes = 0

  init(_ bytes: UnsafeRawBufferPointer, pieceSize: Int) {
    // Small limits, so that inputs of a few kilobytes reach them.
    var limits = HTTPLimits()
    limits.maxHeadBytes = 512
    limits.maxTargetBytes = 128
    limits.maxFields = 8
    limits.maxTrailerBytes = 128
    limits.maxChunkExtensionBytes = 32
    var parser = HTTPRequestParser(limits: limits)
    var start = 0
    while start < bytes.count, error == nil {
      let end = min(start + pieceSize, bytes.count)
      parser.append(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      start = end
      take(from: &parser)
    }
    isBetweenMessages = parser.isBetweenMessages
    bufferedBytes = parser.bufferedBytes
  }

  private mutating func take(from parser: inout HTTPRequestParser) {
    do {
      while true {
        let before = bodies.count
        switch try parser.next(appendingBodyTo: &bodies) {
        case .needMore:
          return
        case .head(let head):
          exercise(head)
          heads.append(head)
        case .body(let count):
          precondition(count > 0 && bodies.count == before + count)
        case .end:
          ends += 1
        }
        precondition(heads.count - ends == 0 || heads.count - ends == 1)
      }
    } catch {
      precondition([400, 414, 417, 431, 501, 505].contains(error.status))
      self.error = error
    }
  }

  /// Everything a caller might ask of a head, for the traps it could hide; and its answer must hold no line of the client's.
  private func exercise(_ head: HTTPRequestHead) {
    _ = head.target.decodedPath
    _ = head.target.segments
    _ = head.target.queryItem("key")
    _ = head.fields.contains("accept", token: "a")
    var answer = HTTPResponseHead(status: 200)
    for field in head.fields { answer.fields.append(field.name, field.value) }
    var serializer = HTTPResponseSerializer(answering: head)
    var output: [UInt8] = []
    guard (try? serializer.appendHead(answer, body: .bytes(0), to: &output)) != nil else { return }
    let lines = output.count { $0 == 0x0A }
    precondition(lines <= head.fields.count + 4)
  }
}

/// Fails by trapping: on any trap of the parser, and when one byte at a time means something else than all at once.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTPRequestParser(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let whole = Reading(bytes, pieceSize: max(count, 1))
  for pieceSize in [1, 7] { precondition(Reading(bytes, pieceSize: pieceSize) == whole) }
  return 0
}
