/// The HTTP version spoken to Google.
public enum UpstreamHTTPVersion: String, Sendable, CaseIterable {
  case http1 = "1.1"
  case http2 = "2"
}
