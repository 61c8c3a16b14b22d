/// Why an upstream call failed, told so that a policy can decide and a person can act.
public enum TransportError: Error, Sendable, Equatable {
  /// What a transfer was doing when its time ran out.
  public enum Phase: String, Sendable {
    case nameLookup = "looking up the name"
    case connect = "connecting"
    case tlsHandshake = "the TLS handshake"
    case firstByte = "waiting for the answer"
    case body = "waiting for more of the answer"
  }

  case couldNotResolve(String)
  case couldNotConnect(String)
  case tls(String)
  /// The outbound proxy answered with this status, or is unusable (0).
  case proxyRefused(status: Int, String)
  case timedOut(Phase)
  /// The connection ended before any byte of the answer: the request may or may not have been carried out.
  case closedBeforeFirstByte
  /// The connection ended inside the answer.
  case closedEarly
  case cancelled
  case protocolViolation(String)
  /// The answer is longer than the caller allows; the bound in bytes.
  case tooLarge(Int)
  case invalidRequest(String)
}

extension TransportError {
  /// Whether no connection came about, so that nothing can have reached the other side.
  package var isConnectionFailure: Bool {
    switch self {
    case .couldNotResolve, .couldNotConnect, .timedOut(.nameLookup), .timedOut(.connect): true
    default: false
    }
  }
}

extension TransportError: CustomStringConvertible {
  /// What happened, as part of a sentence; free of addresses and credentials.
  public var description: String {
    switch self {
    case .couldNotResolve(let detail): "the name could not be resolved: \(detail)"
    case .couldNotConnect(let detail): "no connection: \(detail)"
    case .tls(let detail): "TLS failed: \(detail)"
    case .proxyRefused(let status, let detail):
      status == 0 ? "the outbound proxy failed: \(detail)" : "the outbound proxy answered \(status)"
    case .timedOut(let phase): "timed out while \(phase.rawValue)"
    case .closedBeforeFirstByte: "the connection was closed before an answer came"
    case .closedEarly: "the connection was closed in the middle of the answer"
    case .cancelled: "cancelled"
    case .protocolViolation(let detail): "the answer is not valid HTTP: \(detail)"
    case .tooLarge(let bound): "the answer is longer than \(bound) bytes"
    case .invalidRequest(let detail): "the request cannot be sent: \(detail)"
    }
  }
}
