/// One HTTP request to an upstream.
public struct TransportRequest: Sendable {
  /// How a connection leaves this machine.
  public enum Proxy: Sendable, Equatable {
    /// `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY` and their kin decide.
    case environment
    case direct
    /// `http`, `https`, `socks5` or `socks5h`, with credentials where needed.
    case url(String)
  }

  /// The newest HTTP version to speak.
  public enum HTTPVersion: Sendable, Equatable {
    case http1
    /// HTTP/2 where TLS negotiates it, else HTTP/1.1.
    case http2
  }

  /// The request method, a token.
  public var method: String
  /// An absolute `http` or `https` URL.
  public var url: String
  /// Sent as given and in order; a name or value with CR, LF or NUL is refused.
  public var headers: [(name: String, value: String)]
  /// Sent one after the other without being joined; empty means no body.
  public var body: [[UInt8]]
  /// The longest time until the connection stands, TLS included.
  public var connectTimeout: Duration
  /// The longest silence, before the first byte or between two; nil waits for ever.
  public var silenceTimeout: Duration?
  /// Whether and through which outbound proxy the connection goes.
  public var proxy: Proxy
  /// The IP address to connect to whatever the URL's host resolves to; nil resolves it. The connection is not kept.
  public var resolvedAddress: String?
  /// HTTP/1.1 unless HTTP/2 is wanted.
  public var httpVersion: HTTPVersion
  /// Ask for a compressed answer and decode it; for unary calls only.
  public var acceptsCompression: Bool

  /// A request with the defaults of a call to Google.
  public init(
    method: String = "GET",
    url: String,
    headers: [(name: String, value: String)] = [],
    body: [[UInt8]] = [],
    connectTimeout: Duration = .seconds(10),
    silenceTimeout: Duration? = .seconds(300),
    proxy: Proxy = .environment,
    httpVersion: HTTPVersion = .http1,
    acceptsCompression: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.connectTimeout = connectTimeout
    self.silenceTimeout = silenceTimeout
    self.proxy = proxy
    self.httpVersion = httpVersion
    self.acceptsCompression = acceptsCompression
  }

  /// Throws where a field could break out of its line; libcurl itself does not look.
  func validate() throws(TransportError) {
    func isClean(_ text: String) -> Bool { !text.utf8.contains { $0 == 13 || $0 == 10 || $0 == 0 } }
    guard isClean(url), !url.isEmpty else { throw .invalidRequest("the URL is empty or holds a line break or NUL") }
    guard !method.isEmpty, method.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
      throw .invalidRequest("the method is not a token")
    }
    if let address = resolvedAddress {
      // What goes into libcurl's own little syntax must not be able to change its meaning.
      let isAddress = address.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit || $0 == 46 || $0 == 58 }
      guard isAddress, !address.isEmpty else { throw .invalidRequest("the address to connect to is no IP address") }
    }
    for header in headers {
      guard !header.name.isEmpty, isClean(header.name), isClean(header.value), !header.name.utf8.contains(58) else {
        throw .invalidRequest("a header name or value holds a line break, NUL or colon")
      }
    }
  }
}
