/// Decides which addresses from Google's answers people are shown as links.
package enum GoogleLink {
  /// The address if it is https on a host of Google's; nil otherwise.
  package static func trusted(_ address: String?) -> String? {
    guard let address, let parts = URLParts(address), parts.scheme == "https", parts.port == nil else { return nil }
    let hosts = ["google.com", "googleapis.com", "antigravity.google"]
    return hosts.contains { parts.host == $0 || parts.host.hasSuffix("." + $0) } ? address : nil
  }
}
