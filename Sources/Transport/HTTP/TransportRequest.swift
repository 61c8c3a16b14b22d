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
    /// HTTP/2 where TLS negotiates it, else HTTP/1.1; a connection carries one transfer at a time either way.
    case http2
  }

  /// The request method, a token.
  public var method: String
  /// An absolute `http` or `https` URL.
  public var url: String
  /// Sent as given and in order; a name or value with CR, LF or NUL is refused.
  public var headers: [(name: String, value: String)]
  /// Sent one after the other without being joined; empty means no body.
  public var body: [ArraySlice<UInt8>]
  /// The longest time until the connection stands: name look-up, proxy and TLS included.
  public var connectTimeout: Duration
  /// The longest silence once the connection stands, before the first byte or between two; nil waits for ever.
  public var silenceTimeout: Duration?
  /// Whether and through which outbound proxy the connection goes.
  public var proxy: Proxy
  /// The IP address to connect to whatever the URL's host resolves to; nil resolves it. The connection is not kept.
  public var resolvedAddress: String?
  /// HTTP/1.1 unless HTTP/2 is wanted.
  public var httpVersion: HTTPVersion
  /// Ask for a compressed answer and decode it; for unary calls only.
  public var acceptsCompression: Bool
  /// The most bytes a compressed answer may decode to; beyond it the transfer ends with `tooLarge`.
  public var decodedLimit = 64 * 1024 * 1024

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
    self.body = body.map { $0[...] }
    self.connectTimeout = connectTimeout
    self.silenceTimeout = silenceTimeout
    self.proxy = proxy
    self.httpVersion = httpVersion
    self.acceptsCompression = acceptsCompression
  }

  var isSecure: Bool { Self.hasScheme(url, "https://") }

  /// An HTTP proxy is named, which is asked to tunnel what is secure.
  var namesHTTPProxy: Bool {
    if case .url(let url) = proxy { !Self.hasScheme(url, "socks") } else { false }
  }

  private static func hasScheme(_ url: String, _ scheme: String) -> Bool {
    var bytes = url.utf8.makeIterator()
    for expected in scheme.utf8 {
      guard let byte = bytes.next(), byte == expected || byte | 32 == expected else { return false }
    }
    return true
  }

  /// Throws where a field could break out of its line; libcurl itself does not look.
  func validate() throws(TransportError) {
    func isClean(_ text: String) -> Bool {
      for byte in text.utf8 where byte == 13 || byte == 10 || byte == 0 { return false }
      return true
    }
    guard isClean(url), !url.isEmpty else { throw .invalidRequest("the URL is empty or holds a line break or NUL") }
    guard isSecure || Self.hasScheme(url, "http://") else { throw .invalidRequest("the URL is neither http nor https") }
    guard Self.isToken(method) else { throw .invalidRequest("the method is not a token") }
    if let address = resolvedAddress {
      // What goes into libcurl's own little syntax must not be able to change its meaning.
      let isAddress = address.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit || $0 == 46 || $0 == 58 }
      guard isAddress, !address.isEmpty else { throw .invalidRequest("the address to connect to is no IP address") }
    }
    for header in headers {
      guard Self.isToken(header.name) else { throw .invalidRequest("a header name is not a token") }
      guard isClean(header.value) else { throw .invalidRequest("a header value holds a line break or NUL") }
    }
    if case .url(let proxy) = proxy, !isClean(proxy) {
      throw .invalidRequest("the proxy's URL holds a line break or NUL")
    }
  }

  /// RFC 9110, 5.6.2.
  private static func isToken(_ text: String) -> Bool {
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 94...122, 124, 126, 33, 35...39, 42, 43, 45, 46: continue
      default: return false
      }
    }
    return !text.isEmpty
  }
}
