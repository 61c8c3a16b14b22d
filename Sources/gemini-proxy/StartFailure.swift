internal import ArgumentParser
internal import GeminiProxy
internal import Transport

/// Says why the proxy does not start, and what to do about it.
enum StartFailure {
  /// The exit code, as configuration.md lists them; the words have been printed.
  static func exit(_ error: ProxyStartError, _ configuration: ProxyConfiguration) -> ExitCode {
    var words = "\(error)"
    if case .listen(_, inUse: true) = error, let holder = PortHolder(port: configuration.port) {
      words += " The port is held by \(holder)."
    }
    Terminal.error(words)
    return ExitCode(error.exitCode)
  }
}

extension ProxyStartError {
  /// The process's exit code, as configuration.md lists them.
  var exitCode: Int32 {
    switch self {
    case .listen: 69
    case .configuration, .store: 2
    case .reactor, .transport: 1
    }
  }
}
