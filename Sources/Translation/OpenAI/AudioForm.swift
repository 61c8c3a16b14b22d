/// The forms of spoken answers that can be made of the samples Gemini sends.
package enum AudioForm: Sendable {
  case wav
  /// Samples of 16 bits, the lower byte first, and nothing around them.
  case pcm16
}
