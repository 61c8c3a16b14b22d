/// A request line and its fields, with everything decided that later bytes and the answer depend on.
package struct HTTPRequestHead: Equatable, Sendable {
  /// How the body is delimited.
  package enum Framing: Hashable, Sendable {
    /// Neither Content-Length nor Transfer-Encoding: there is no body.
    case none
    /// Exactly this many bytes follow, perhaps 0.
    case contentLength(UInt64)
    /// Chunks follow; their framing and their trailers never reach the caller.
    case chunked
  }

  package var method: HTTPMethod
  package var target: HTTPTarget
  /// 0 for HTTP/1.0, 1 for HTTP/1.1.
  package var minorVersion: Int
  package var fields: HTTPFields
  package var framing: Framing
  /// Whether the client wants the connection for another request after this one.
  package var keepAlive: Bool
  /// Whether the client waits for `100 Continue` before it sends the body; never set without a body or for HTTP/1.0.
  package var expectsContinue: Bool
  /// Host and optional port, from an absolute-form target or else from the Host field; nil only for HTTP/1.0 without one, and
  /// empty if the client sent an empty field.
  package var host: String?

  package init(
    method: HTTPMethod,
    target: HTTPTarget,
    minorVersion: Int = 1,
    fields: HTTPFields = HTTPFields(),
    framing: Framing = .none,
    keepAlive: Bool = true,
    expectsContinue: Bool = false,
    host: String? = nil
  ) {
    self.method = method
    self.target = target
    self.minorVersion = minorVersion
    self.fields = fields
    self.framing = framing
    self.keepAlive = keepAlive
    self.expectsContinue = expectsContinue
    self.host = host
  }
}
