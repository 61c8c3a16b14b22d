internal import Transport

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

  /// An answer to bytes that were not read as a request.
  init(unreadRequest id: String, status: Int, bytes: Int, began: MonotonicInstant) {
    self.init(requestID: id, status: status, bytes: bytes, began: began, isCutOff: false)
  }

  init(requestID: String, status: Int, bytes: Int, began: MonotonicInstant, isCutOff: Bool) {
    self.requestID = requestID
    self.status = status
    self.bytes = bytes
    duration = MonotonicInstant.now().duration(since: began)
    self.isCutOff = isCutOff
  }
}
