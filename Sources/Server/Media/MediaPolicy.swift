package import Transport

/// What may be fetched on a client's word.
package struct MediaPolicy: Sendable {
  /// The longest body of one address, in bytes.
  package var maximumBytes = 20 << 20
  /// All bodies of one request together, in bytes.
  package var maximumRequestBytes = 128 << 20
  /// Addresses in one request.
  package var maximumAddresses = 8
  /// Fetched at the same time for one request.
  package var maximumConcurrent = 4
  package var maximumRedirects = 3
  /// For one address, redirects included.
  package var timeout = Duration.seconds(10)
  package var userAgent = "gemini-proxy"
  /// The outbound proxies that everything goes through and that resolve names; nil connects directly.
  package var proxies: OutboundProxies?
  package var allowsAddress: @Sendable (IPAddress) -> Bool = { $0.isGlobalUnicast }
  package var allowsPort: @Sendable (Int) -> Bool = { $0 == 80 || $0 == 443 }

  package init() {}
}
