/// Parsing, skipping and writing agree on every text, and what is written can be read.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let buffer = UnsafeRawBufferPointer(start: start, count: count)
  var scanner = JSONScanner(buffer)
  var isSkipped = false
  do {
    try scanner.skip()
    try scanner.end()
    isSkipped = true
  } catch {
    precondition(error.offset >= 0 && error.offset <= count)
  }
  let view = try? JSONDocument.parse(Array(buffer))
  precondition((view != nil) == isSkipped)
  if let view {
    var once: [UInt8] = []
    JSONValue(view).write(into: &once)
    guard let again = try? JSONDocument.parse(once) else { preconditionFailure("unreadable output") }
    var twice: [UInt8] = []
    JSONValue(again).write(into: &twice)
    precondition(once == twice)
    _ = (view.int, view.double, view.string, view["a"], view[1]?.path)
  }
  var quoted: [UInt8] = []
  JSONWriter.string(buffer, into: &quoted)
  precondition((try? JSONDocument.parse(quoted)) != nil)
  return 0
}
