public import Transport

/// Why a proxy could not start.
public enum ProxyStartError: Error, CustomStringConvertible {
  /// The address cannot be listened on; `inUse` if somebody else does.
  case listen(String, inUse: Bool)
  case reactor(String)
  case transport(TransportError)
  case configuration(String)
  /// The store gave no configuration: its words.
  case store(String)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .listen(let text, let inUse):
      inUse
        ? "\(text). Stop the other program, or choose another address (\"host\" and \"port\", or GEMINI_HOST and GEMINI_PORT)."
        : text
    case .reactor(let text): text
    case .transport(let error): error.description
    case .configuration(let text): text
    case .store(let text): "The configuration cannot be loaded: \(text)"
    }
  }
}
