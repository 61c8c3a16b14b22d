internal import OAuth

/// Speech in the form of Google's, raw samples of 16 bits at 24 kHz, in which each byte of the text has a sound of its
/// own: so the simulator understands what it has said, through whatever the samples went in between.
enum SimulatedVoice {
  static let mimeType = "audio/L16;codec=pcm;rate=24000"

  /// Two milliseconds a byte.
  private static let samplesPerByte = 48
  /// Louder than any byte, and the first of every utterance.
  private static let opening: Int16 = 0x7A31

  static func say(_ text: String) -> [UInt8] {
    var samples: [UInt8] = []
    for sound in [opening] + text.utf8.map({ Int16($0) << 6 }) {
      for _ in 0..<samplesPerByte {
        samples.append(UInt8(truncatingIfNeeded: sound))
        samples.append(UInt8(truncatingIfNeeded: sound >> 8))
      }
    }
    return samples
  }

  /// What is said in samples, or in a file with a short head before them; nil for any other sound.
  static func hear(_ recording: [UInt8]) -> String? {
    let mark = say("")
    guard let start = (0...min(64, recording.count)).first(where: { recording.dropFirst($0).starts(with: mark) }) else {
      return nil
    }
    var text: [UInt8] = []
    var position = start + mark.count
    while position + 2 * samplesPerByte <= recording.count {
      let sound = Int16(truncatingIfNeeded: Int(recording[position]) | Int(recording[position + 1]) << 8)
      text.append(UInt8(truncatingIfNeeded: sound >> 6))
      position += 2 * samplesPerByte
    }
    return String(validating: text, as: UTF8.self)
  }
}
