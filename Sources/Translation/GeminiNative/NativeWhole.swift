/// A whole native answer: the payload as it came, or one made of the payloads of a stream.
struct NativeWhole: Sendable {
  private var body: [UInt8] = []

  mutating func add(_ body: UnsafeRawBufferPointer, of payload: UnsafeRawBufferPointer, _ chunk: ChunkView) {
    self.body = Array(body)
  }

  func write(into output: inout [UInt8]) {
    output.append(contentsOf: body.isEmpty ? Array("{\"candidates\":[]}".utf8) : body)
  }
}
