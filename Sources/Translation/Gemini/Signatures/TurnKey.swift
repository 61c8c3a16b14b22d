/// Names an answer without calls, as a call's id names the call: by what it says and what it answers.
///
/// Clients send texts back without any id, so this is all that their signatures can be remembered under.
struct TurnKey: Sendable {
  private let question: String

  /// The key of answers to a turn.
  init(answering content: Content?) {
    question = content.map { TextFingerprint($0).text } ?? ""
  }

  func id(_ answer: TextFingerprint) -> String { "text-\(question)-\(answer.text)" }
}

extension GenerateRequest {
  /// Only so many of the latest answers are looked up: what the model thought long ago helps it little.
  private static let maximumTurns = 16

  /// The keys of the client's latest answers with text, by their position in `contents`.
  var turnKeys: [Int: String] {
    var keys: [Int: String] = [:]
    for position in contents.indices.reversed() where contents[position].role == .model {
      guard keys.count < Self.maximumTurns else { break }
      let answer = TextFingerprint(contents[position])
      guard !answer.isEmpty else { continue }
      keys[position] = TurnKey(answering: position > 0 ? contents[position - 1] : nil).id(answer)
    }
    return keys
  }
}
