/// Why a client does not get what it asked for, in words every dialect can turn into its own error.
package struct ProxyFailure: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable, CaseIterable {
    /// The client's request is at fault.
    case invalidRequest
    /// The prompt is longer than the model's context.
    case contextTooLong
    /// The client's key for this proxy is missing or wrong.
    case authentication
    /// The client's key may not do this.
    case permission
    case modelNotFound
    case notFound
    case requestTooLarge
    /// Too many requests for now; waiting helps.
    case rateLimited
    /// The quota is used up until its reset.
    case quotaExhausted
    /// Google or this proxy has no capacity at the moment.
    case overloaded
    /// Google could not be reached, answered with a server error, or broke off.
    case upstreamUnavailable
    /// Google refused the proxy's own account: never the client's fault.
    case upstreamAuthentication
    case upstreamTimeout
    case `internal`
  }

  /// The HTTP status for an answer that has not begun.
  package var status: Int
  package var kind: Kind
  /// For people; never empty.
  package var message: String
  /// Seconds after which a retry makes sense.
  package var retryAfter: Double?
  /// A machine-readable code that replaces the dialect's own for this kind.
  package var code: String?
  /// The JSON path of the field at fault.
  package var parameter: String?
  /// The id of the request, in dialects whose errors repeat it.
  package var requestID: String?
  /// Google's word for it, such as `RESOURCE_EXHAUSTED`, where the failure is Google's and the client may see it.
  package var googleStatus: String?
  /// The JSON array of Google's error details; empty if there are none.
  package var googleDetails: [UInt8] = []
  /// What the client's key has left, where one of its own limits is the failure.
  package var limits: RateLimits?

  package init(
    _ kind: Kind, status: Int? = nil, message: String, retryAfter: Double? = nil, code: String? = nil,
    parameter: String? = nil
  ) {
    self.kind = kind
    self.status = status ?? kind.status
    self.message = message.isEmpty ? "The request failed." : message
    self.retryAfter = retryAfter
    self.code = code
    self.parameter = parameter
  }
}

extension ProxyFailure {
  /// An answer that is over although nothing said so.
  static let endedWithoutReason = ProxyFailure(
    .upstreamUnavailable, message: "Google ended the answer without saying why.")
}

extension ProxyFailure.Kind {
  /// The HTTP status used when no other is given.
  ///
  /// Trouble upstream is 502 to 504, not 500: some clients hide the message of a 500.
  package var status: Int {
    switch self {
    case .invalidRequest, .contextTooLong: 400
    case .authentication: 401
    case .permission: 403
    case .modelNotFound, .notFound: 404
    case .requestTooLarge: 413
    case .rateLimited, .quotaExhausted: 429
    case .internal: 500
    case .upstreamUnavailable, .upstreamAuthentication: 502
    case .overloaded: 503
    case .upstreamTimeout: 504
    }
  }
}
