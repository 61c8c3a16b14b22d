/// Reads the images, sounds and files in a message.
enum ChatMediaReader {
  /// Nil if the part is of another kind.
  static func part(
    _ element: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> [Part]? {
    guard let type = element["type"]?.string else { return nil }
    switch type {
    case "image_url", "input_image", "image": return try url(element["image_url"] ?? element["image"], of: element)
    case "video_url", "input_video", "video": return try url(element["video_url"] ?? element["video"], of: element)
    case "audio_url": return try url(element["audio_url"], of: element)
    case "input_audio":
      guard let audio = element["input_audio"], let data = audio["data"], data.kind == .string else { return nil }
      return try inline(data, mimeType: audio["format"]?.string.map(MediaType.audio))
    case "file", "input_file": return try file(element["file"] ?? element)
    default: return nil
    }
  }

  private static func url(_ value: JSONView?, of element: JSONView) throws(TranslationError) -> [Part]? {
    guard let value else {
      try refuseFileID(of: element)
      return nil
    }
    guard let url = value.kind == .string ? value : value["url"], url.kind == .string else {
      throw TranslationError(path: value.path, message: "must be a URL.")
    }
    return try address(url)
  }

  private static func file(_ file: JSONView) throws(TranslationError) -> [Part]? {
    let name = file["filename"]?.string ?? ""
    if let data = file["file_data"], data.kind == .string {
      return try inline(data, mimeType: MediaType.named(name))
    }
    if let url = file["file_url"], url.kind == .string { return try address(url) }
    try refuseFileID(of: file)
    return nil
  }

  /// Leaving out what the question is about would get an answer to another question.
  private static func refuseFileID(of media: JSONView) throws(TranslationError) {
    guard let id = media["file_id"], !id.isNull else { return }
    throw TranslationError(path: media.path(of: "file_id"), message: "no files are kept here; send the file's data.")
  }

  // MARK: Addresses

  static func address(_ value: JSONView) throws(TranslationError) -> [Part] {
    guard let text = value.text else { return [] }
    // Megabytes, of which nobody needs a copy.
    if text.dataURLHeader != nil { return try inline(value, mimeType: nil) }
    let start = String(text.string.prefix(256))
    let lowered = start.lowercased()
    if lowered.hasPrefix("data:") { return try inline(value, mimeType: nil) }
    if lowered.hasPrefix("gs://") { return [.fileData(uri: text, mimeType: MediaType.named(text.string))] }
    guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://") else {
      throw TranslationError(path: value.path, message: "must be a data URL or begin with https://.")
    }
    let host = lowered.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if ["youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"].contains(host) {
      return [.fileData(uri: text, mimeType: "video/mp4")]
    }
    if host == "generativelanguage.googleapis.com" { return [.fileData(uri: text, mimeType: nil)] }
    return [.reference(MediaReference(url: text.string, at: value))]
  }

  /// A data URL or bare base64; `mimeType` for what does not say it itself.
  static func inline(_ value: JSONView, mimeType: String?) throws(TranslationError) -> [Part] {
    guard let text = value.text else { return [] }
    var declared = mimeType ?? ""
    var data = text
    if let header = text.dataURLHeader {
      let words = header.text.split(separator: ";", omittingEmptySubsequences: false)
      if let type = words.first, type.contains("/") { declared = String(type) }
      data = text.dropping(header.length)
      if !words.contains(where: { $0.lowercased() == "base64" }) { data = plain(data, &declared) }
    }
    guard let clean = data.asBase64 else {
      throw TranslationError(path: value.path, message: "must be valid base64.")
    }
    var type = MediaType.normalised(declared)
    if type.isEmpty || type == "application/octet-stream" || type == "image/*" {
      type = MediaType.sniffed(base64: clean.prefix(64)) ?? type
    }
    guard MediaType.isAccepted(type) else {
      let name = type.isEmpty ? "media of an unknown type" : type.prefix(64)
      throw TranslationError(path: value.path, message: "Gemini cannot read \(name).")
    }
    return [.inlineData(mimeType: type, data: clean)]
  }

  /// The data of a URL that does not say how they are written, in base64: texts stand there as they are, and of
  /// anything else clients only forget the word.
  private static func plain(_ data: JSONText, _ type: inout String) -> JSONText {
    let bytes = PercentEncoding.decode(data.unescaped)
    if type.isEmpty { type = "text/plain" }
    let name = MediaType.normalised(type)
    guard name.hasPrefix("text/") || name == "application/json" || name == "application/xml" else {
      return JSONText(String(decoding: bytes, as: UTF8.self))
    }
    let encoded = Base64.encode(bytes)
    return JSONText(bytes: encoded, slice: JSONSlice(start: 0, end: encoded.count))
  }
}
