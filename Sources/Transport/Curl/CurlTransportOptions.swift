/// What holds for every request of a transport.
package struct CurlTransportOptions: Sendable {
  /// The PEM file of the certificate authorities to trust, instead of the system's; for outbound https proxies too.
  package var certificateFile: String?
  /// Whether a cancelled name look-up is abandoned (libcurl 7.87 and later) or parked until it ends; tests turn it off.
  package var abandonsLookups = true

  package init(certificateFile: String? = nil) {
    self.certificateFile = certificateFile
  }
}
