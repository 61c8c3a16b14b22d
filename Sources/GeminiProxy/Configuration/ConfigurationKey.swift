/// Every key of the configuration file, in the order they are documented.
public enum ConfigurationKey: String, Sendable, CaseIterable {
  case host, port
  case clientID = "client_id"
  case redirectURL = "redirect_url"
  case apiKeys = "api_keys"
  case apiMode = "api_mode"
  case projectID = "project_id"
  case location
  case tokenFile = "token_file"
  case upstreamAPIKey = "upstream_api_key"
  case serviceAccountFile = "service_account_file"
  case accounts
  case accountStrategy = "account_strategy"
  case proxyURLs = "proxy_urls"
  case timeoutSeconds = "timeout_seconds"
  case connectTimeoutSeconds = "connect_timeout_seconds"
  case maxRetries = "max_retries"
  case retryWaitSeconds = "retry_wait_seconds"
  case upstreamHTTPVersion = "upstream_http_version"
  case userAgent = "user_agent"
  case modelAliases = "model_aliases"
  case modelFallbacks = "model_fallbacks"
  case systemPromptFile = "system_prompt_file"
  case systemPromptMode = "system_prompt_mode"
  case logLevel = "log_level"
  case logFormat = "log_format"
  case enableCORS = "enable_cors"
  case corsOrigins = "cors_origins"
  case allowedHosts = "allowed_hosts"
  case trustedProxies = "trusted_proxies"
  case keepaliveSeconds = "keepalive_seconds"
  case drainSeconds = "drain_seconds"
  case maxBodyBytes = "max_body_bytes"
  case maxBufferedBytes = "max_buffered_bytes"
  case maxUpstreamBodyBytes = "max_upstream_body_bytes"
  case maxConcurrentRequests = "max_concurrent_requests"
  case maxConnections = "max_connections"
  case reactors
  case fetchMedia = "fetch_media"
  case fetchMediaMaxBytes = "fetch_media_max_bytes"
  case codeAssistEndpoint = "code_assist_endpoint"
  case aiStudioEndpoint = "ai_studio_endpoint"
  case vertexAIEndpoint = "vertex_ai_endpoint"
  case oauthAuthorizeURL = "oauth_authorize_url"
  case oauthTokenURL = "oauth_token_url"
  case oauthUserInfoURL = "oauth_userinfo_url"
  case oauthRevokeURL = "oauth_revoke_url"
  case resourceManagerEndpoint = "resource_manager_endpoint"
  case oauthClientID = "oauth_client_id"
  case oauthClientSecret = "oauth_client_secret"

  /// The keys of the file that the first start writes, in its order.
  package static let firstFile: [ConfigurationKey] = [
    .host, .port, .clientID, .redirectURL, .apiKeys, .apiMode, .projectID, .timeoutSeconds, .maxRetries, .tokenFile,
    .logLevel, .enableCORS,
  ]

  /// The name of the environment variable.
  public var environmentName: String { "GEMINI_" + rawValue.uppercased() }

  /// Whether the value stays out of every log and report.
  package var isSecret: Bool {
    switch self {
    case .apiKeys, .tokenFile, .upstreamAPIKey, .accounts, .oauthClientSecret: true
    default: false
    }
  }

  /// Whether an empty text, as the first start writes it, means "not set".
  var isUnsetWhenEmpty: Bool {
    switch self {
    case .clientID, .redirectURL, .projectID, .location, .tokenFile, .upstreamAPIKey, .serviceAccountFile, .userAgent,
      .systemPromptFile, .codeAssistEndpoint, .aiStudioEndpoint, .vertexAIEndpoint, .oauthAuthorizeURL,
      .oauthTokenURL, .oauthUserInfoURL, .oauthRevokeURL, .resourceManagerEndpoint, .oauthClientID,
      .oauthClientSecret:
      true
    default: false
    }
  }
}
