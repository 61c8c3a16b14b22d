/// How the bytes of a stream go out.
enum Delivery: Sendable {
  case plain
  case lineFeeds
  case splitInCharacters
  case splitInLineEnds
  case singleBytes
  case noFinalBlank
  case malformedEvent
  case errorEvent
  case breakOff
  case slowStart

  var lineEnd: String { if case .lineFeeds = self { "\n\n" } else { "\r\n\r\n" } }

  /// The pieces in which an event goes out; empty where it need not be cut.
  func pieces(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let endsPiece: (Int) -> Bool
    switch self {
    case .splitInCharacters: endsPiece = { bytes[$0] >= 0xC0 }
    case .splitInLineEnds: endsPiece = { bytes[$0] == 0x0D }
    case .singleBytes: endsPiece = { _ in true }
    default: return []
    }
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices where endsPiece(index) {
      pieces.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { pieces.append(bytes[start...]) }
    return pieces
  }

  /// Whether the pieces must arrive one by one, which takes a pause between them.
  var needsPauses: Bool {
    switch self {
    case .splitInCharacters, .splitInLineEnds: true
    default: false
    }
  }
}
