internal import Glibc
package import Logging
package import OAuth
package import Translation
package import Transport

/// What every route works with.
package struct RouteServices: Sendable {
  package var transport: any UpstreamTransport
  package var upstream: Upstream
  package var clientKeys: ClientKeys
  /// The models that are known; shared by all reactors, and extended by what Google names.
  package let models: Lock<ModelDirectory>
  package var logger: Logger
  package var version: String
  /// The longest request body, in bytes.
  package var maximumBodyBytes = 128 << 20
  /// The longest upstream answer that is not a stream, in bytes.
  package var maximumUpstreamBodyBytes = 256 << 20
  /// Which web pages may use the API.
  package var cors = CORSPolicy.off
  /// Fetches media that requests name by address; nil refuses them.
  package var mediaFetcher: MediaFetcher?
  /// The operator's system prompt at this moment; nil for none.
  package var systemPrompt: @Sendable () -> SystemPrompt? = { nil }
  /// What clients call the models.
  package var modelNames = ModelNames()
  /// What upstream signed, for clients that do not send it back.
  package var signatures = SignatureStore()
  /// What client keys have used of their limits.
  package var usage = ClientUsage()
  /// Responses that clients may go on from.
  package var responses = ResponseStore()
  /// What ids and choices are made of.
  let random = StockedRandom()
  /// What lists call the date of every model: clients want one, and one that does not change by the second.
  let started: Timestamp = {
    let now = RouteServices.unixTime()
    return Timestamp(unix: now, rfc3339: UnixTime(seconds: Int64(now)).rfc3339)
  }()
  /// Further attempts at an answer that the client has seen nothing of; 0 for none.
  package var maximumRetries = 3
  /// The seconds that a request may spend waiting for them.
  package var maximumRetryWait = 30.0
  /// Which account is asked next; shared by all reactors, locked a few times a request.
  package let pool: Lock<AccountPool>
  /// Models that stand in for others.
  package var modelFallbacks = ModelFallbacks()
  /// Silence after which a stream sends a heartbeat; nil for none.
  package var keepalive: Duration? = .seconds(15)

  /// The accounts, and signing in to them; nil where there is none of that.
  package var signIn: SignInService?
  /// Which requests come from this machine's own people.
  package var access = LocalAccess(listener: .network, allowedHosts: [])
  /// The reverse proxies that tell where a request comes from.
  package var trustedProxies = TrustedProxies()
  /// Who tries keys.
  let keyThrottle = KeyThrottle()
  /// What has been done, for `/metrics`.
  package var metrics = ProxyMetrics()
  /// The event loops, for `/metrics`.
  package var reactors: [Reactor] = []
  /// Whether the server is about to end.
  package var isDraining: @Sendable () -> Bool = { false }

  package init(
    transport: any UpstreamTransport, upstream: Upstream, clientKeys: ClientKeys, catalogue: ModelCatalogue,
    logger: Logger, version: String
  ) {
    self.transport = transport
    self.upstream = upstream
    self.clientKeys = clientKeys
    models = Lock(ModelDirectory(catalogue))
    self.logger = logger
    self.version = version
    pool = Lock(AccountPool(accounts: upstream.credentials.accounts))
  }

  /// The models that are listed now.
  var catalogue: ModelCatalogue { models.withLock { $0.listed } }

  var retryLimits: RetryPolicy.Limits { RetryPolicy.Limits(retries: maximumRetries, wait: maximumRetryWait) }

  /// A context with fresh random ids and the current time.
  func newContext() -> RequestContext {
    let (high, low) = (random.next(), random.next())
    let id = CallIDSeed(high: UInt16(truncatingIfNeeded: high), low: low).id(at: 0).dropFirst("call_".count)
    let seed = CallIDSeed(
      high: UInt16(truncatingIfNeeded: high >> 16), low: low &* 0x9E37_79B9_7F4A_7C15 ^ high)
    var context = RequestContext(id: String(id), created: Self.unixTime(), callIDSeed: seed)
    context.clock = AnswerClock(
      created: context.created, now: { Int(clamping: MonotonicInstant.now().nanoseconds) },
      rfc3339: { UnixTime(seconds: Int64($0)).rfc3339 })
    return context
  }

  /// Seconds since 1970.
  static func unixTime() -> Int { time(nil) }
}
