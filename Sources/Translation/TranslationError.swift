/// Why a translation stopped.
package struct TranslationError: Error, Sendable, Equatable {
  package enum Fault: Sendable, Equatable {
    /// The client's request is at fault: `path` and `message` say where and why.
    case request
    /// Upstream answered with an error inside a successful stream.
    case upstream(GoogleFailure)
    /// Upstream sent what is no JSON or lacks what an answer needs.
    case malformedUpstream
  }

  package let fault: Fault
  /// The JSON path of the value at fault, such as `messages[0].content`; empty for the whole body.
  package let path: String
  package let message: String
  /// A machine-readable code that says more than the dialect's own.
  package let code: String?

  package init(_ fault: Fault = .request, path: String, message: String, code: String? = nil) {
    self.fault = fault
    self.path = path
    self.message = message
    self.code = code
  }

  package init(_ failure: GoogleFailure) {
    self.init(.upstream(failure), path: "", message: failure.message)
  }

  /// What to tell the client.
  package var failure: ProxyFailure {
    switch fault {
    case .request:
      ProxyFailure(
        .invalidRequest, message: path.isEmpty ? message : "\(path): \(message)", code: code,
        parameter: path.isEmpty ? nil : path)
    case .upstream(let google): google.failure
    case .malformedUpstream: ProxyFailure(.upstreamUnavailable, message: message)
    }
  }
}
