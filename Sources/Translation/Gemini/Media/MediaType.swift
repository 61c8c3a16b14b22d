/// Types of media as Gemini names them.
package enum MediaType {
  /// Lower case, without parameters, aliases replaced.
  static func normalised(_ type: some StringProtocol) -> String {
    let bare = type.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
    switch bare {
    case "image/jpg", "image/pjpeg": return "image/jpeg"
    case "audio/mp3", "audio/x-mp3", "audio/mpeg3": return "audio/mpeg"
    case "audio/x-wav", "audio/wave": return "audio/wav"
    case "application/x-pdf": return "application/pdf"
    default: return bare
    }
  }

  /// Whether Gemini reads it at all.
  static func isAccepted(_ type: String) -> Bool {
    if type == "image/svg+xml" { return false }
    if ["image/", "audio/", "video/", "text/"].contains(where: type.hasPrefix) { return true }
    return type == "application/pdf" || type == "application/json" || type == "application/xml"
  }

  /// By the end of a file's name; nil for one that is not known.
  static func named(_ name: some StringProtocol) -> String? {
    let path = name.prefix { $0 != "?" && $0 != "#" }
    guard let dot = path.lastIndex(of: ".") else { return nil }
    return extensions[path[path.index(after: dot)...].lowercased()]
  }

  private static let extensions = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif",
    "heic": "image/heic", "heif": "image/heif", "pdf": "application/pdf", "mp3": "audio/mpeg", "wav": "audio/wav",
    "ogg": "audio/ogg", "opus": "audio/ogg", "flac": "audio/flac", "aac": "audio/aac", "m4a": "audio/mp4",
    "aiff": "audio/aiff", "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "mpeg": "video/mpeg",
    "mpg": "video/mpeg", "avi": "video/x-msvideo", "txt": "text/plain", "md": "text/markdown", "csv": "text/csv",
    "html": "text/html", "css": "text/css", "js": "text/javascript", "py": "text/x-python", "xml": "text/xml",
    "json": "application/json", "rtf": "text/rtf",
  ]

  /// The word of an audio format, such as `mp3`.
  static func audio(_ format: String) -> String {
    switch format.lowercased() {
    case "mp3", "mpeg", "mpga": "audio/mpeg"
    case "m4a", "mp4": "audio/mp4"
    case "pcm16", "pcm": "audio/pcm"
    case let other where other.hasPrefix("audio/"): normalised(other)
    case let other: "audio/\(other.filter { $0.isASCII && ($0.isLetter || $0.isNumber) })"
    }
  }

  /// By the first bytes, still in base64.
  static func sniffed(base64: [UInt8]) -> String? {
    sniffed(Base64.decode(base64.prefix(64)))
  }
}
