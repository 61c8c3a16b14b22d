import Testing

@testable import Translation

struct MediaTypeTests {
  static let starts: [(String, [UInt8])] = [
    ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]),
    ("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0]), ("image/gif", Array("GIF89a\u{1}".utf8)),
    ("image/webp", Array("RIFF1234WEBPVP8 ".utf8)), ("audio/wav", Array("RIFF1234WAVEfmt ".utf8)),
    ("video/x-msvideo", Array("RIFF1234AVI LIST".utf8)), ("image/bmp", Array("BM1234".utf8) + [0, 0, 0, 0, 54]),
    ("application/pdf", Array("%PDF-1.7\n".utf8)), ("audio/aiff", Array("FORM1234AIFF".utf8)),
    ("image/heic", [0, 0, 0, 24] + Array("ftypheic".utf8)), ("image/avif", [0, 0, 0, 24] + Array("ftypavif".utf8)),
    ("audio/mp4", [0, 0, 0, 24] + Array("ftypM4A ".utf8)), ("video/mp4", [0, 0, 0, 24] + Array("ftypisom".utf8)),
    ("video/quicktime", [0, 0, 0, 20] + Array("ftypqt  ".utf8)),
    ("video/3gpp", [0, 0, 0, 20] + Array("ftyp3gp4".utf8)),
    ("audio/ogg", Array("OggS".utf8) + Array(repeating: 0, count: 24) + Array("OpusHead".utf8)),
    ("video/ogg", Array("OggS".utf8) + Array(repeating: 0, count: 24) + [0x80] + Array("theora".utf8)),
    ("audio/flac", Array("fLaC".utf8)), ("audio/mpeg", Array("ID3\u{4}".utf8)),
    ("audio/mpeg", [0xFF, 0xFB, 0x90, 0x64]),
    ("audio/aac", [0xFF, 0xF1, 0x50, 0x80]), ("video/webm", [0x1A, 0x45, 0xDF, 0xA3]),
    ("video/mpeg", [0, 0, 1, 0xBA]), ("video/x-flv", Array("FLV\u{1}".utf8)),
  ]

  @Test(arguments: starts) func `CF-I4 media are known by their first bytes, also in base64`(
    _ type: String, _ bytes: [UInt8]
  ) {
    #expect(MediaType.sniffed(bytes) == type)
    #expect(MediaType.sniffed(base64: Base64.encode(bytes)) == type)
    #expect(MediaType.isAccepted(type))
  }

  @Test(arguments: [
    "", "<html>", "<!doctype html>", "<?xml version='1.0'?><svg/>", "BMW is a car", "RIFF1234JUNK", "{}", "ID", "%PDF",
    "#!/bin/sh", "\u{FEFF}text",
  ])
  func `Nothing else passes for media`(_ text: String) {
    #expect(MediaType.sniffed(Array(text.utf8)) == nil)
  }

  @Test(arguments: [[0xFF, 0xFE, 0x41, 0x00], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xE8, 0, 0], [0x1F, 0x8B, 8, 0]])
  func `UTF-16, padding and archives are no sound`(_ bytes: [UInt8]) {
    #expect(MediaType.sniffed(bytes) == nil)
  }
}
