import Foundation
import Testing
import Translation

/// One error body of Google's, and what is expected of it.
struct GoogleError: Sendable, CustomTestStringConvertible {
  enum Encoding: String, Sendable, CaseIterable {
    /// One object.
    case plain
    /// An array of one element whose error repeats itself in `errors`.
    case legacy
  }

  let name: String
  let status: Int
  let cause: String
  let wait: Double?
  /// The change that helps, if the request has what Google complains of.
  let repair: String?
  private let error: JSONView

  var testDescription: String { name }

  func body(_ encoding: Encoding) -> [UInt8] {
    var bytes: [UInt8] = []
    error.write(into: &bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    switch encoding {
    case .plain: return Array("{\"error\": \(text)}\n".utf8)
    case .legacy:
      let message = String(decoding: error["message"]?.source ?? [], as: UTF8.self)
      let more = "\"errors\": [{\"message\": \(message), \"domain\": \"global\", \"reason\": \"r\"}],"
      return Array("[{\"error\": {\(more)\(text.dropFirst())}\n]".utf8)
    }
  }

  func failure(_ encoding: Encoding = .plain) -> GoogleFailure {
    // Four hours before the date that the bodies name.
    GoogleFailure(httpStatus: status, body: body(encoding), now: 1_768_100_400)
  }

  static let all: [GoogleError] = Fixture.json("errors.json").elements.map { entry in
    GoogleError(
      name: entry["name"]?.string ?? "", status: entry["error"]?["code"]?.int ?? 0,
      cause: entry["cause"]?.string ?? "", wait: entry["wait"]?.double,
      repair: entry["repair"]?.string, error: entry["error"] ?? entry)
  }
}
