/// Whatever upstream sends, what the client gets is events of valid JSON, and a valid whole answer.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let buffer = UnsafeRawBufferPointer(start: start, count: count)
  let context = RequestContext(id: "fuzz", created: 1)
  for isStreaming in [true, false] {
    var request = GenerateRequest(model: "m", isStreaming: isStreaming)
    request.reply.includesUsage = true
    var encoder = ChatCompletions.encoder(for: request, context: context)
    var output: [UInt8] = []
    do throws(TranslationError) {
      try encoder.consume(buffer, into: &output)
    } catch {
      precondition(output.isEmpty)
    }
    if isStreaming {
      encoder.finish(into: &output)
      check(stream: output)
    } else {
      precondition(output.isEmpty)
      encoder.whole(into: &output)
      precondition((try? JSONDocument.parse(output)) != nil)
    }
  }
  _ = GoogleFailure(httpStatus: 500, body: Array(buffer)).failure
  var request = context
  _ = try? ChatCompletions.request(Array(buffer), context: &request)
  return 0
}

private func check(stream: [UInt8]) {
  var parser = SSEParser()
  var last: [UInt8] = []
  let isRead: Void? = try? stream.withUnsafeBytes { buffer in
    try parser.feed(buffer) { event in
      last = Array(event.data)
      precondition(last == Array("[DONE]".utf8) || (try? JSONDocument.parse(last)) != nil)
    }
  }
  precondition(isRead != nil && last == Array("[DONE]".utf8))
}
