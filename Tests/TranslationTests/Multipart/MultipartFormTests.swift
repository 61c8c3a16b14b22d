import Testing

@testable import Translation

struct MultipartFormTests {
  private static let type = "multipart/form-data; boundary=B-1"
  private static let body =
    "--B-1\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n"
    + "--B-1 \t\r\ncontent-disposition: form-data; filename=\"a \\\"b\\\".wav\"; name=file\r\nContent-Type: audio/wav\r\n"
    + "X-Other: 1\r\n\r\n\r\n--B-\r\n--B-11\r\n\r\n--B-1\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
    + "--B-1--\r\n"

  private func parse(_ body: String, _ type: String? = type) throws -> [[String]] {
    try MultipartForm(Array(body.utf8), contentType: type).parts.map {
      [$0.name, $0.filename ?? "-", $0.contentType ?? "-", String(decoding: $0.body, as: UTF8.self)]
    }
  }

  @Test func `Fields and files are read to the byte, boundaries that are none included`() throws {
    #expect(
      try parse(Self.body) == [
        ["model", "-", "-", "whisper-1"], ["file", "a \"b\".wav", "audio/wav", "\r\n--B-\r\n--B-11\r\n"],
        ["empty", "-", "-", ""],
      ])
    #expect(try parse(Self.body.replacing("--B-1--\r\n", with: "--B-1--")).count == 3)
    #expect(try parse("\r\n" + Self.body).count == 3)
    let form = try MultipartForm(Array(Self.body.utf8), contentType: "Multipart/Form-Data; Boundary=\"B-1\"; x=y")
    #expect(form.text("model") == "whisper-1" && form.text("file") == nil && form.text("none") == nil)
    #expect(try parse("--B-1--\r\n").isEmpty)
  }

  @Test func `A part may hold every byte`() throws {
    let bytes = Array(0...255) as [UInt8]
    let body =
      Array("--B-1\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n".utf8) + bytes + bytes
      + Array("\r\n--B-1--".utf8)
    let part = try #require(try MultipartForm(body, contentType: Self.type).parts.first)
    #expect(Array(part.body) == bytes + bytes && part.filename == "")
  }

  @Test func `A form that is cut off anywhere is refused`() {
    let bytes = Array(Self.body.utf8)
    for count in 0..<(bytes.count - 2) {
      #expect(throws: TranslationError.self, "\(count) bytes") {
        try MultipartForm(Array(bytes.prefix(count)), contentType: Self.type)
      }
    }
  }

  @Test func `Whatever a byte is turned into, the form is read or refused`() throws {
    let bytes = Array(Self.body.utf8)
    var random = SplitMix(seed: 1)
    var (read, refused) = (0, 0)
    for position in bytes.indices {
      for byte in [0, 0x0A, 0x0D, 0x22, 0x2D, 0x3B, 0x5C, 0x80, 0xFF, UInt8(truncatingIfNeeded: random.next())] {
        var changed = bytes
        changed[position] = byte
        if let form = try? MultipartForm(changed, contentType: Self.type) {
          read += 1
          #expect(form.parts.allSatisfy { $0.body.count <= bytes.count })
        } else {
          refused += 1
        }
      }
    }
    #expect(read > 0 && refused > 0)
  }

  @Test(arguments: [
    nil, "", "application/json", "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\"B-1", "multipart/form-data; boundary=B-1; boundary=B-1",
    "multipart/form-data; boundary=B\u{7F}1", "multipart/mixed; boundary=B-1",
    "multipart/form-data; boundary=\(String(repeating: "B", count: 71))",
  ])
  func `Without a sound boundary nothing is read`(_ type: String?) {
    #expect(throws: TranslationError.self) { try parse(Self.body, type) }
  }

  @Test(arguments: [
    "x" + body, body + "x", body.replacing("\r\n", with: "\n"),
    body.replacing("form-data; name=\"model\"", with: "form-data"),
    body.replacing("form-data; name=\"model\"", with: "attachment; name=\"model\""),
    body.replacing("name=\"model\"", with: "name=\"model"), body.replacing("name=\"model\"", with: "name=\"\""),
    body.replacing("name=\"model\"", with: "name=\"model\"; name=\"other\""),
    body.replacing("X-Other: 1", with: "X-Other"),
    body.replacing("X-Other: 1", with: "Content-Transfer-Encoding: base64"),
    body.replacing("X-Other: 1", with: "Content-Disposition: form-data; name=\"x\""),
    body.replacing("X-Other: 1", with: "X: \(String(repeating: "y", count: MultipartForm.maximumHead))"),
    "--B-1\r\n\r\nx\r\n--B-1--",
    String(repeating: "--B-1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n", count: 65) + "--B-1--",
  ])
  func `What is not strictly a form is refused`(_ body: String) {
    #expect(throws: TranslationError.self) { try parse(body) }
  }

  @Test func `A body of almost-boundaries takes no longer than its length says`() throws {
    func time(_ count: Int) throws -> Double {
      let body =
        Array("--B-1\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n".utf8)
        + Array(repeating: Array("\r\n--B-".utf8), count: count).flatMap { $0 } + Array("\r\n--B-1--".utf8)
      return try ThreadTime.seconds { _ = try MultipartForm(body, contentType: Self.type) }
    }
    _ = try time(1000)
    let short = try time(20_000)
    let long = try time(200_000)
    // Ten times the length; a hundred times the time would be the square.
    #expect(long < short * 40)
  }
}
