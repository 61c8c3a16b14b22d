package import Translation

/// One answered request, as the access log tells it: nothing in here may be a secret.
package struct AccessRecord: Sendable {
  /// A client that left before its answer began; nginx's number for it.
  static let clientClosedRequest = 499

  package var requestID: String
  /// Nil where what came was no request.
  package var method: String?
  /// Still percent-encoded and without the query, which may hold a key or an OAuth code.
  package var path: String?
  package var status: Int
  /// Bytes written for this answer, head included.
  package var bytes: Int
  package var duration: Duration
  /// The model that was asked for, if the request got that far.
  package var model: String?
  /// The name of the client's key, never the key.
  package var keyName: String?
  /// The client has not got the whole answer.
  package var isCutOff: Bool
  package var timing: RequestTiming
  /// The API and what of it was asked for, as metrics call it.
  package var dialect = RouteLabel.none.dialect
  /// OpenTelemetry's name for it; nil for what no model does.
  package var operation: String?
  /// The service that was asked last; nil where none was.
  package var upstream: UpstreamKind?
  /// Whether the request counts against its key's limits.
  package var isMetered = false
  package var usage = Usage()
  /// Google's word for why the answer ended, where the client had to be told another.
  package var unnamedReason: FinishReason.Unnamed?
  /// Where the request came from; nil on a Unix socket.
  package var client: IPAddress?
  /// The client's trace, if it has a sound one.
  package var traceID: String?

  /// An answer to bytes that were not read as a request.
  init(unreadRequest id: String, status: Int, bytes: Int, timing: RequestTiming) {
    self.init(requestID: id, status: status, bytes: bytes, timing: timing, isCutOff: false)
  }

  init(requestID: String, status: Int, bytes: Int, timing: RequestTiming, isCutOff: Bool) {
    self.requestID = requestID
    self.status = status
    self.bytes = bytes
    self.timing = timing
    duration = timing.elapsed
    self.isCutOff = isCutOff
  }
}
