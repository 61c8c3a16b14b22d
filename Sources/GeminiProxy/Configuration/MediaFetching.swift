/// Which addresses the proxy fetches images from that a request only names.
public enum MediaFetching: String, Sendable, CaseIterable {
  case off
  /// Public addresses only, directly.
  case `public`
  /// Through the outbound proxy only.
  case proxy
}
