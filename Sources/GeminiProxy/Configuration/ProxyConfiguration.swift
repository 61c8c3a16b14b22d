public import OAuth

/// Everything that can be set, typed, with the documented defaults: the keys of `config.json` in camel case.
///
/// Set what differs before the proxy is made. Seconds and bytes are whole numbers, as in the file.
public struct ProxyConfiguration: Sendable, Hashable {
  /// A name, an address, or `unix:/path`.
  public var host = "localhost"
  /// 0 stands for any free one.
  public var port = 8081
  /// Sockets that listen already, such as systemd hands over; they win over `host` and `port`. Taken over and closed.
  public var listeningDescriptors: [Int32] = []
  /// Names this installation in the callback path; not a secret. Empty: one is made up, and told to the store.
  public var clientID = ""
  /// The public base of the sign-in callback; nil follows the port.
  public var redirectURL: String?
  /// The keys clients may use; none means local requests only.
  public var apiKeys: [ClientKey] = []
  /// Which of Google's services answers.
  public var apiMode = APIMode.codeAssist
  /// A Google Cloud project id, or a number that is looked up; empty where none is known.
  public var projectID = ""
  /// The Google Cloud location, for Vertex AI.
  public var location = "us-central1"
  /// The OAuth token: base64 of its JSON.
  public var tokenFile = Secret("")
  /// The key for AI Studio.
  public var upstreamAPIKey = Secret("")
  /// The path of the credentials for Vertex AI.
  public var serviceAccountFile = ""
  /// The pool, beside the credential at the top level.
  public var accounts: [AccountConfiguration] = []
  /// How accounts are picked.
  public var accountStrategy = AccountStrategy.roundRobin
  /// May hold passwords: print them through `redacted(url:)`.
  public var proxyURLs: [String] = []
  /// The longest silence from upstream.
  public var timeoutSeconds = 300
  /// The longest wait for a connection to upstream.
  public var connectTimeoutSeconds = 10
  /// Further attempts after the first.
  public var maxRetries = 3
  /// The longest time one request may spend waiting for retries.
  public var retryWaitSeconds = 30
  /// The HTTP version spoken to Google.
  public var upstreamHTTPVersion = UpstreamHTTPVersion.http1
  /// Empty stands for `gemini-proxy/<version>`.
  public var userAgent = ""
  /// Other names for models.
  public var modelAliases: [ModelAlias] = []
  /// Substitutes for models without capacity.
  public var modelFallbacks: [ModelFallback] = []
  /// The path of a system prompt; empty for none.
  public var systemPromptFile = ""
  /// What becomes of the client's own system prompt.
  public var systemPromptMode = SystemPromptMode.overwrite
  /// The least severity that is logged.
  public var logLevel = LogLevel.info
  /// How a log line looks.
  public var logFormat = LogFormat.text
  /// Whether web pages may call the API.
  public var enableCORS = true
  /// The origins that may; `*` stands for all.
  public var corsOrigins = ["*"]
  /// Further `Host` values that count as local.
  public var allowedHosts: [String] = []
  /// Addresses and networks whose forwarding headers count.
  public var trustedProxies: [String] = []
  /// The silence after which a stream gets a heartbeat; 0 sends none.
  public var keepaliveSeconds = 15
  /// How long running streams may go on after SIGTERM.
  public var drainSeconds = 30
  /// The longest request body.
  public var maxBodyBytes = 134_217_728
  /// The bound on all buffered bodies together.
  public var maxBufferedBytes: Int
  /// The longest answer that is no stream, decompressed.
  public var maxUpstreamBodyBytes = 268_435_456
  /// Requests beyond it are answered 503.
  public var maxConcurrentRequests = 4096
  /// Connections beyond it are closed.
  public var maxConnections: Int
  /// The number of event-loop threads.
  public var reactors: Int
  /// Whether images named by address are fetched.
  public var fetchMedia = MediaFetching.public
  /// The longest image fetched.
  public var fetchMediaMaxBytes = 20 * 1024 * 1024
  /// Base URLs: scheme, host and port.
  public var codeAssistEndpoint = "https://cloudcode-pa.googleapis.com"
  /// The base URL of AI Studio.
  public var aiStudioEndpoint = "https://generativelanguage.googleapis.com"
  /// Empty: the host that belongs to the location.
  public var vertexAIEndpoint = ""
  /// Where people sign in.
  public var oauthAuthorizeURL = "https://accounts.google.com/o/oauth2/v2/auth"
  /// Where codes and refresh tokens are exchanged.
  public var oauthTokenURL = "https://oauth2.googleapis.com/token"
  /// Where a token's e-mail address is asked for.
  public var oauthUserInfoURL = "https://www.googleapis.com/oauth2/v2/userinfo"
  /// Where tokens are revoked.
  public var oauthRevokeURL = "https://oauth2.googleapis.com/revoke"
  /// The base URL of Cloud Resource Manager.
  public var resourceManagerEndpoint = "https://cloudresourcemanager.googleapis.com"
  /// Empty: the built-in installed-app client.
  public var oauthClientID = ""
  /// Empty: the one that belongs to the client.
  public var oauthClientSecret = Secret("")

  /// The defaults on a machine with `limits`, and what most programs set.
  ///
  /// Without `apiKeys` only requests from this machine are served, and the proxy listens nowhere else.
  public init(
    host: String = "localhost", port: Int = 8081, apiKeys: [ClientKey] = [], apiMode: APIMode = .codeAssist,
    projectID: String = "", tokenFile: Secret = Secret(""), limits: SystemLimits = .current()
  ) {
    self.host = host
    self.port = port
    self.apiKeys = apiKeys
    self.apiMode = apiMode
    self.projectID = projectID
    self.tokenFile = tokenFile
    maxBufferedBytes = max(limits.memoryBytes / 4, 256 * 1024 * 1024)
    // A stream holds two descriptors, the client's and the upstream's; the rest is for files and listeners.
    maxConnections = max(limits.descriptors / 2 * 9 / 10, 16)
    reactors = min(max(limits.usableCPUs, 1), 8)
  }
}

extension ProxyConfiguration {
  /// The OAuth client to sign in as.
  package var oauthClient: InstalledAppClient {
    .configured(id: oauthClientID, secret: oauthClientSecret)
  }

  /// The addresses that sign-in and discovery use.
  package var googleEndpoints: GoogleEndpoints {
    var endpoints = GoogleEndpoints()
    endpoints.authorize = oauthAuthorizeURL
    endpoints.token = oauthTokenURL
    endpoints.userInfo = oauthUserInfoURL
    endpoints.revoke = oauthRevokeURL
    endpoints.resourceManager = resourceManagerEndpoint
    endpoints.codeAssist = codeAssistEndpoint
    if !aiStudioEndpoint.isEmpty {
      endpoints.aiStudio = aiStudioEndpoint.hasSuffix("/") ? String(aiStudioEndpoint.dropLast()) : aiStudioEndpoint
    }
    return endpoints
  }

  /// Sends everything that goes to Google elsewhere.
  package mutating func use(_ endpoints: GoogleEndpoints) {
    oauthAuthorizeURL = endpoints.authorize
    oauthTokenURL = endpoints.token
    oauthUserInfoURL = endpoints.userInfo
    oauthRevokeURL = endpoints.revoke
    resourceManagerEndpoint = endpoints.resourceManager
    codeAssistEndpoint = endpoints.codeAssist
  }

  /// A URL without the password it may carry.
  package static func redacted(url: String) -> String {
    guard let scheme = url.firstRange(of: "://"), let at = url[scheme.upperBound...].lastIndex(of: "@") else {
      return url
    }
    return url[..<scheme.upperBound] + "***" + url[at...]
  }
}
