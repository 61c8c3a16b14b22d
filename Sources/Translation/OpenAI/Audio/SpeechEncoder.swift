/// Writes the answer to a speech request: a file, which is never a stream of events.
package struct SpeechEncoder: ResponseEncoder {
  package static var heartbeat: StaticString { "" }
  package static var streamContentType: StaticString { "audio/wav" }

  private let form: AudioForm
  private var answer = MediaAnswer(of: "audio")

  init(form: AudioForm) {
    self.form = form
  }

  package var hasOutput: Bool { !answer.media.isEmpty }
  package var isComplete: Bool { answer.isComplete }
  package var isEmpty: Bool { isComplete && !hasOutput }
  package var usage: Usage { answer.usage }
  package var modelVersion: String? { answer.modelVersion }
  package var wholeContentType: StaticString { form == .wav ? "audio/wav" : "audio/pcm" }

  package mutating func consume(
    _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) throws(TranslationError) {
    try answer.read(payload)
  }

  package mutating func finish(into output: inout [UInt8]) {}

  package mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8]) {}

  package mutating func whole(into output: inout [UInt8]) {
    var audio = ChatAudio()
    for piece in answer.media { audio.add(type: piece.type, base64: piece.base64) }
    output += audio.file(form)
  }
}
