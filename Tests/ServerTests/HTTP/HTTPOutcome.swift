@testable import Server

/// All that a stream of bytes means to the parser, however it was split.
struct HTTPOutcome: Equatable {
  struct Message: Equatable {
    var head: HTTPRequestHead
    var body: [UInt8] = []
    var isComplete = false
  }

  var messages: [Message] = []
  var error: HTTPParseError?
  var leftOver = 0
  var isBetweenMessages = true
}

/// Feeds `bytes` in the given pieces, taking every event as soon as it is there.
func outcome(pieces: [ArraySlice<UInt8>], limits: HTTPLimits = HTTPLimits()) -> HTTPOutcome {
  var parser = HTTPRequestParser(limits: limits)
  var outcome = HTTPOutcome()
  for piece in pieces {
    piece.withUnsafeBytes { parser.append($0) }
    take(from: &parser, into: &outcome)
    if outcome.error != nil { break }
  }
  outcome.leftOver = parser.bufferedBytes
  outcome.isBetweenMessages = parser.isBetweenMessages
  return outcome
}

func outcome(_ bytes: [UInt8], limits: HTTPLimits = HTTPLimits()) -> HTTPOutcome {
  outcome(pieces: [bytes[...]], limits: limits)
}

func outcome(_ text: String, limits: HTTPLimits = HTTPLimits()) -> HTTPOutcome {
  outcome(Array(text.utf8), limits: limits)
}

/// What a socket layer does: events until the parser wants more bytes.
private func take(from parser: inout HTTPRequestParser, into outcome: inout HTTPOutcome) {
  var body: [UInt8] = []
  do {
    while true {
      let before = body.count
      switch try parser.next(appendingBodyTo: &body) {
      case .needMore:
        if var message = outcome.messages.popLast() {
          message.body += body
          outcome.messages.append(message)
        }
        return
      case .head(let head):
        outcome.messages.append(HTTPOutcome.Message(head: head))
      case .body(let count):
        precondition(count == body.count - before)
      case .end:
        guard var message = outcome.messages.popLast() else { return }
        message.body += body
        message.isComplete = true
        outcome.messages.append(message)
        body = []
      }
    }
  } catch {
    if var message = outcome.messages.popLast() {
      message.body += body
      outcome.messages.append(message)
    }
    outcome.error = error
  }
}
