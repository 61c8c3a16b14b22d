/// The events of a stream do not depend on how it is cut; the first byte of the input decides the cuts.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let buffer = UnsafeRawBufferPointer(start: start, count: count)
  guard let first = buffer.first else { return 0 }
  let stream = UnsafeRawBufferPointer(rebasing: buffer.dropFirst())
  let whole = events(stream, step: max(stream.count, 1))
  precondition(events(stream, step: 1) == whole)
  precondition(events(stream, step: Int(first) + 1) == whole)
  return 0
}

private func events(_ stream: UnsafeRawBufferPointer, step: Int) -> [[UInt8]]? {
  var parser = SSEParser(maximumEventSize: 64)
  var events: [[UInt8]] = []
  func keep(_ event: SSEEvent) {
    events.append(Array(event.data) + [0] + Array(event.name.utf8) + [0] + Array(event.id.utf8))
  }
  do {
    for position in stride(from: 0, to: stream.count, by: step) {
      try parser.feed(
        UnsafeRawBufferPointer(rebasing: stream[position..<min(position + step, stream.count)]), keep)
    }
    try parser.finish(keep)
  } catch {
    // Where a limit strikes may depend on the cuts only in lines nobody reads, so all refusals count as one.
    return nil
  }
  return events
}
