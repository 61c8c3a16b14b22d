/// The sound of one choice: Gemini sends samples in pieces, a client of OpenAI's wants one file in base64.
struct ChatAudio: Sendable {
  /// Bytes of the file that were not handed on yet.
  private var bytes: [UInt8] = []
  /// Samples a second of raw samples; nil where Gemini made a file of them itself.
  private var rate: Int?
  private(set) var hasBegun = false

  /// Adds a piece; `type` as Gemini has it, such as `audio/L16;codec=pcm;rate=24000`.
  mutating func add(type: String, base64: some Sequence<UInt8>) {
    if !hasBegun {
      let words = type.lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
      if words.first == "audio/l16" || words.first == "audio/pcm" || words.contains("codec=pcm") {
        rate = words.first { $0.hasPrefix("rate=") }.flatMap { Int($0.dropFirst("rate=".count)) } ?? 24_000
      }
      hasBegun = true
    }
    bytes += Base64.decode(base64)
  }

  /// The whole file.
  func file(_ form: AudioForm) -> [UInt8] {
    guard let rate else { return form == .pcm16 ? Self.samples(of: bytes) : bytes }
    guard form == .wav else { return bytes }
    return Self.header(rate: rate, count: UInt32(clamping: bytes.count)) + bytes
  }

  /// What is in a WAV file between its head and what may follow; anything else as it is.
  private static func samples(of file: [UInt8]) -> [UInt8] {
    guard file.starts(with: "RIFF".utf8), file.dropFirst(8).starts(with: "WAVE".utf8) else { return file }
    var start = 12
    while start + 8 <= file.count {
      let length = file[start + 4..<start + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
      let end = min(file.count, start + 8 + length)
      if file[start...].starts(with: "data".utf8) { return Array(file[start + 8..<end]) }
      start = end + length % 2
    }
    return file
  }

  /// Takes what can be handed on now, with what stands before it in a file whose length nobody knows yet.
  ///
  /// Short of the end it is whole groups of base64, so that a client may join the pieces before it decodes them.
  mutating func take(isFirst: Bool, isLast: Bool, _ form: AudioForm) -> [UInt8] {
    if isFirst, let rate, form == .wav { bytes = Self.header(rate: rate, count: .max) + bytes }
    let rest = isLast ? 0 : bytes.count % 3
    defer { bytes = Array(bytes.suffix(rest)) }
    return Array(bytes.dropLast(rest))
  }

  /// The head of a WAV file with one channel of 16-bit samples; both lengths at their greatest if it is not known.
  private static func header(rate: Int, count: UInt32) -> [UInt8] {
    var header: [UInt8] = []
    func number(_ value: UInt32, _ size: Int) {
      for shift in 0..<size { header.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * shift))) }
    }
    let rate = UInt32(clamping: rate)
    header.append(literal: "RIFF")
    number(count > .max - 36 ? .max : count + 36, 4)
    header.append(literal: "WAVEfmt ")
    number(16, 4)
    number(1, 2)
    number(1, 2)
    number(rate, 4)
    number(rate &* 2, 4)
    number(2, 2)
    number(16, 2)
    header.append(literal: "data")
    number(count, 4)
    return header
  }
}
