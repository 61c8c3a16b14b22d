extension ChatEncoder {
  mutating func audio(
    _ type: JSONSlice, _ data: JSONSlice, _ payload: UnsafeRawBufferPointer, _ choice: Int, into output: inout [UInt8]
  ) {
    hasOutput = true
    let isFirst = !choices[choice].audio.hasBegun
    choices[choice].audio.add(
      type: type.text(in: payload), base64: ScannedBytes(payload).slice(data.start, data.end))
    guard isStreaming else { return }
    let piece = choices[choice].audio.take(isFirst: isFirst, isLast: false, audioForm)
    guard isFirst || !piece.isEmpty else { return }
    begin(choice, into: &output)
    openDelta(choices[choice].index, into: &output)
    output.append(literal: "\"audio\":{")
    // Once: clients put the strings of the pieces together.
    if isFirst {
      audioID(choices[choice].index, into: &output)
      output.append(UInt8(ascii: ","))
    }
    base64(piece, into: &output)
    output.append(literal: "}},\"finish_reason\":null}]}\n\n")
  }

  /// Appends the chunk that ends the sound, if there was any.
  mutating func endAudio(_ choice: Int, into output: inout [UInt8]) {
    guard choices[choice].audio.hasBegun else { return }
    openDelta(choices[choice].index, into: &output)
    output.append(literal: "\"audio\":{")
    let piece = choices[choice].audio.take(isFirst: false, isLast: true, audioForm)
    if !piece.isEmpty {
      base64(piece, into: &output)
      output.append(UInt8(ascii: ","))
    }
    transcript(choices[choice], into: &output)
    output.append(literal: "}},\"finish_reason\":null}]}\n\n")
  }

  /// Appends `,"audio":{…}` of a whole answer, if there is any.
  func writeAudio(of choice: ChatChoice, into output: inout [UInt8]) {
    guard choice.audio.hasBegun else { return }
    output.append(literal: ",\"audio\":{")
    audioID(choice.index, into: &output)
    output.append(UInt8(ascii: ","))
    base64(choice.audio.file(audioForm), into: &output)
    output.append(UInt8(ascii: ","))
    transcript(choice, into: &output)
    output.append(UInt8(ascii: "}"))
  }

  private func audioID(_ index: Int, into output: inout [UInt8]) {
    output.append(literal: "\"id\":")
    JSONWriter.string(index == 0 ? "audio_\(answerID)" : "audio_\(answerID)_\(index)", into: &output)
  }

  private func base64(_ bytes: [UInt8], into output: inout [UInt8]) {
    output.append(literal: "\"data\":\"")
    output.append(contentsOf: Base64.encode(bytes))
    output.append(UInt8(ascii: "\""))
  }

  /// What was said, as far as it was written too. Nothing is kept here to be referred to later, so it expires at once.
  private func transcript(_ choice: ChatChoice, into output: inout [UInt8]) {
    output.append(literal: "\"transcript\":\"")
    output.append(contentsOf: choice.content)
    output.append(literal: "\",\"expires_at\":")
    JSONWriter.integer(created, into: &output)
  }
}
