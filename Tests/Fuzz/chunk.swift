/// Whatever upstream sends, what the client gets is events of valid JSON, and a valid whole answer.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let buffer = UnsafeRawBufferPointer(start: start, count: count)
  let context = RequestContext(id: "fuzz", created: 1)
  for isStreaming in [true, false] {
    var request = GenerateRequest(model: "m", isStreaming: isStreaming)
    request.reply.includesUsage = true
    request.generationConfig.responseModalities = ["AUDIO"]
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
  native(buffer)
  again(buffer)
  _ = GoogleFailure(httpStatus: 500, body: Array(buffer)).failure
  var request = context
  _ = try? ChatCompletions.request(Array(buffer), context: &request)
  return 0
}

/// A payload that is read after itself, with the help of what is known of it, is read the same.
private func again(_ buffer: UnsafeRawBufferPointer) {
  var view = ChunkView()
  guard (try? view.scan(buffer)) != nil else { return }
  let (parts, body, usage, isError) = (view.parts, view.body, view.usage, view.isError)
  for _ in 0..<2 {
    precondition((try? view.scan(buffer)) != nil)
    precondition(view.parts == parts && view.body == body && view.usage == usage && view.isError == isError)
  }
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

/// The native dialect hands on valid JSON in exact frames, and sends up valid JSON.
private func native(_ buffer: UnsafeRawBufferPointer) {
  for isSSE in [true, false] {
    var encoder = NativeEncoder(isStreaming: true, isSSE: isSSE)
    var output: [UInt8] = []
    do throws(TranslationError) {
      try encoder.consume(buffer, into: &output)
    } catch {
      precondition(output.isEmpty)
    }
    let isComplete = encoder.isComplete
    encoder.finish(into: &output)
    if !isSSE {
      // Without its bracket the array of a broken stream is left open.
      if !isComplete { output.append(UInt8(ascii: "]")) }
      precondition((try? JSONDocument.parse(output)) != nil)
    } else {
      precondition(output.suffix(4).elementsEqual("\r\n\r\n".utf8))
    }
  }
  var context = RequestContext(id: "fuzz", created: 1)
  context.target = NativeTarget(model: "m", method: .generateContent)
  guard let request = try? GeminiNative.request(Array(buffer), context: &context) else { return }
  var body = SlicedBytes()
  request.write(sessionID: "s", into: &body)
  precondition((try? JSONDocument.parse(body.joined)) != nil)
}
