/// Text that does not go to the client as it came: behind a stop sequence, or thoughts in tags.
extension ChatEncoder {
  /// Appends the inside of a JSON string to the content.
  private mutating func content(_ inside: [UInt8], _ choice: Int, into output: inout [UInt8]) {
    guard !inside.isEmpty else { return }
    choices[choice].hasContent = true
    if !isStreaming || speaks { choices[choice].content += inside }
    guard isStreaming else { return }
    begin(choice, into: &output)
    output.append(contentsOf: choices[choice].opening)
    output.append(contentsOf: inside)
    output.append(literal: "\"},\"finish_reason\":null}]}\n\n")
  }

  /// Text of which only what stands before a stop sequence is shown.
  mutating func filtered(
    _ text: JSONSlice, _ payload: UnsafeRawBufferPointer, _ choice: Int, into output: inout [UInt8]
  ) {
    var plain: [UInt8] = []
    JSONUnescape.append(ScannedBytes(payload).slice(text.start, text.end), to: &plain)
    show(choices[choice].stop?.feed(plain) ?? plain, choice, into: &output)
  }

  private mutating func show(_ plain: [UInt8], _ choice: Int, into output: inout [UInt8]) {
    choices[choice].fingerprint.add(plain)
    if tracksText { choices[choice].text += plain }
    var inside: [UInt8] = []
    plain.withUnsafeBytes { JSONWriter.escape($0, into: &inside) }
    content(inside, choice, into: &output)
  }

  mutating func taggedThought(
    _ text: JSONSlice, _ payload: UnsafeRawBufferPointer, _ choice: Int, into output: inout [UInt8]
  ) {
    var inside: [UInt8] = []
    if !choices[choice].isInTags { inside.append(literal: "<think>") }
    choices[choice].isInTags = true
    JSONWriter.verbatim(text, of: payload, into: &inside)
    content(inside, choice, into: &output)
  }

  mutating func closeTag(_ choice: Int, into output: inout [UInt8]) {
    guard choices[choice].isInTags else { return }
    choices[choice].isInTags = false
    content(Array("</think>".utf8), choice, into: &output)
  }

  /// Ends what a later piece of text might have gone on with.
  mutating func endText(_ choice: Int, into output: inout [UInt8]) {
    closeTag(choice, into: &output)
    if let rest = choices[choice].stop?.flush() { show(rest, choice, into: &output) }
  }
}
