/// What a proxy is told at start: where it listens, who may use it, and which upstream answers.
public struct ProxyConfiguration: Sendable {
  /// A name, an address, or `unix:/path`.
  public var host = "localhost"
  /// 0 lets the system choose.
  public var port = 8081
  /// Client keys; with none, every client on this machine is served.
  public var apiKeys: [String] = []
  public var projectID = ""
  /// Base64 of the OAuth token's JSON, as in `config.json`.
  public var tokenFile = ""
  /// Longest silence of the upstream, in seconds.
  public var timeoutSeconds = 300
  public var connectTimeoutSeconds = 10
  /// Silence after which a stream sends a heartbeat, in seconds; 0 for none.
  public var keepaliveSeconds = 15
  /// How long running streams may go on after a request to stop, in seconds.
  public var drainSeconds = 30
  public var maxBodyBytes = 134_217_728
  public var maxUpstreamBodyBytes = 268_435_456
  /// Event-loop threads; 0 means one for each usable CPU, at most 8.
  public var reactors = 0
  public var logLevel = "info"
  /// Scheme, host and port.
  public var codeAssistEndpoint = "https://cloudcode-pa.googleapis.com"

  public init() {}
}
