/// What a proxy is told at start: where it listens, who may use it, and which upstream answers.
public struct ProxyConfiguration: Sendable {
  /// A name, an address, or `unix:/path`.
  public var host = "localhost"
  /// 0 lets the system choose.
  public var port = 8081
  /// Client keys; with none, every client on this machine is served.
  public var apiKeys: [String] = []
  /// The Google Cloud project that Code Assist is asked with; empty leaves it out.
  public var projectID = ""
  /// Base64 of the OAuth token's JSON, as in `config.json`.
  public var tokenFile = ""
  /// Longest silence of the upstream, in seconds.
  public var timeoutSeconds = 300
  /// Longest time until a connection to the upstream stands, in seconds.
  public var connectTimeoutSeconds = 10
  /// Silence after which a stream sends a heartbeat, in seconds; 0 for none.
  public var keepaliveSeconds = 15
  /// How long running streams may go on after a request to stop, in seconds.
  public var drainSeconds = 30
  /// Longest request body, in bytes; a longer one is answered 413.
  public var maxBodyBytes = 134_217_728
  /// Longest upstream answer that is not a stream, in bytes; a longer one is answered 502.
  public var maxUpstreamBodyBytes = 268_435_456
  /// Event-loop threads; 0 means one for each usable CPU, at most 8.
  public var reactors = 0
  /// One of swift-log's levels.
  public var logLevel = "info"
  /// Scheme, host and port.
  public var codeAssistEndpoint = "https://cloudcode-pa.googleapis.com"

  /// The defaults, which listen on `localhost:8081` without a key.
  public init() {}
}
