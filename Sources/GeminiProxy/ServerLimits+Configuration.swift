internal import Server

extension ServerLimits {
  init(_ configuration: ProxyConfiguration) {
    self.init()
    maximumConnections = configuration.maxConnections
    maximumRequests = configuration.maxConcurrentRequests
    maximumBufferedBytes = configuration.maxBufferedBytes
  }
}
