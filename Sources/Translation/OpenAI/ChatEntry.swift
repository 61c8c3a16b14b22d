/// One message of a chat, sorted by what it is to Gemini.
enum ChatEntry {
  struct Call {
    let id: String?
    /// As the client knows the function.
    let name: String
    let arguments: [UInt8]
    /// What the client sent back, unchecked, the likeliest first.
    let signatures: [String]
  }

  struct Result {
    let id: String?
    let name: String?
    let text: JSONText
    let media: [Part]
    /// Whether the client says that the function failed.
    let isError: Bool
  }

  case system([Part])
  case user([Part])
  case assistant([Part], [Call])
  case result(Result)
}
