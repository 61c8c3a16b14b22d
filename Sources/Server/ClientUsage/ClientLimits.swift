/// How much a client's key may ask for; nil is no limit.
package struct ClientLimits: Sendable, Equatable {
  /// In any sixty seconds.
  package var requestsPerMinute: Int?
  /// In a day of UTC; a request is let in while less has been used.
  package var tokensPerDay: Int?

  package init(requestsPerMinute: Int? = nil, tokensPerDay: Int? = nil) {
    self.requestsPerMinute = requestsPerMinute
    self.tokensPerDay = tokensPerDay
  }
}
