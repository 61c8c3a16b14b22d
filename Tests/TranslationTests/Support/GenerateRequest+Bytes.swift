@testable import Translation

extension GenerateRequest {
  /// Appends the inner request as JSON in one piece.
  func write(sessionID: String? = nil, into output: inout [UInt8]) {
    var written = SlicedBytes()
    write(sessionID: sessionID, into: &written)
    output.append(contentsOf: written.joined)
  }
}
