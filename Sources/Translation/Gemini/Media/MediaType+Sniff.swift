extension MediaType {
  /// As many bytes from the start as `sniffed` ever looks at.
  package static let sniffedBytes = 48

  /// An image, a sound, a film or a PDF by its first bytes; nil for everything else, above all for web pages.
  package static func sniffed(_ bytes: some Collection<UInt8>) -> String? {
    let start = Array(bytes.prefix(sniffedBytes))
    func has(_ text: StaticString, at offset: Int = 0) -> Bool {
      text.withUTF8Buffer { start.dropFirst(offset).starts(with: $0) }
    }
    if start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    if start.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if has("GIF87a") || has("GIF89a") { return "image/gif" }
    if has("BM"), start.count >= 10, start[6..<10].allSatisfy({ $0 == 0 }) { return "image/bmp" }
    if has("%PDF-") { return "application/pdf" }
    if has("RIFF") {
      if has("WEBP", at: 8) { return "image/webp" }
      if has("WAVE", at: 8) { return "audio/wav" }
      if has("AVI ", at: 8) { return "video/x-msvideo" }
      return nil
    }
    if has("FORM"), has("AIFF", at: 8) || has("AIFC", at: 8) { return "audio/aiff" }
    if has("ftyp", at: 4) { return isoMedia(brand: String(decoding: start.dropFirst(8).prefix(4), as: UTF8.self)) }
    if has("OggS") { return has("\u{1}video", at: 28) || has("theora", at: 29) ? "video/ogg" : "audio/ogg" }
    if has("fLaC") { return "audio/flac" }
    if has("ID3") { return "audio/mpeg" }
    if start.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return "video/webm" }
    if start.starts(with: [0x00, 0x00, 0x01, 0xBA]) || start.starts(with: [0x00, 0x00, 0x01, 0xB3]) {
      return "video/mpeg"
    }
    if has("FLV\u{1}") { return "video/x-flv" }
    return frame(start)
  }

  /// The family of MP4 by its brand.
  private static func isoMedia(brand: String) -> String {
    switch brand {
    case "heic", "heix", "hevc", "hevx": "image/heic"
    case "mif1", "msf1", "heim", "heis": "image/heif"
    case "avif", "avis": "image/avif"
    case "M4A ", "M4B ": "audio/mp4"
    case "qt  ": "video/quicktime"
    case _ where brand.hasPrefix("3g"): "video/3gpp"
    default: "video/mp4"
    }
  }

  /// A sound without a container, which begins with the sync bits of its first frame.
  private static func frame(_ start: [UInt8]) -> String? {
    guard start.count >= 4, start[0] == 0xFF, start[1] & 0xE0 == 0xE0 else { return nil }
    // Layer 0 is that of AAC in ADTS.
    if start[1] & 0xF6 == 0xF0 { return "audio/aac" }
    // Layers II and III only: nobody uses layer I, and UTF-16 begins like it. Nor are reserved rates any sound.
    let layer = start[1] & 0x06
    let isReserved =
      layer == 0 || layer == 0x06 || start[1] & 0x18 == 0x08 || start[2] & 0xF0 == 0xF0 || start[2] & 0x0C == 0x0C
    return isReserved ? nil : "audio/mpeg"
  }
}
