/// An error of Google's, read from whichever of its forms it came in.
package struct GoogleFailure: Error, Sendable, Equatable {
  /// The HTTP status of the answer, or the code in the body when it came inside a stream.
  package var httpStatus: Int
  /// `error.code`.
  package var code: Int
  /// `error.status`, such as `RESOURCE_EXHAUSTED`; empty if the body had none.
  package var status: String
  /// `error.message`, verbatim.
  package var message: String
  /// `reason` of the first `ErrorInfo` detail, such as `QUOTA_EXHAUSTED`.
  package var reason: String?
  /// Seconds, from `RetryInfo.retryDelay`, else from where the quota's reset is told.
  package var retryAfter: Double?
  /// The JSON array `error.details` as it came; empty if there is none, or a very large one.
  package var details: [UInt8]
  /// The period of the quota that is used up, where Google names one.
  package var quotaPeriod: QuotaPeriod?
  /// The first link that Google offers as the way out. Whoever shows it checks first whose it is.
  package var link: String?

  package enum QuotaPeriod: Sendable, Equatable {
    case minute, day
  }

  package init(
    httpStatus: Int, code: Int, status: String, message: String, reason: String? = nil, retryAfter: Double? = nil,
    details: [UInt8] = []
  ) {
    self.httpStatus = httpStatus
    self.code = code
    self.status = status
    self.message = message
    self.reason = reason
    self.retryAfter = retryAfter
    self.details = details
  }

  /// Reads an error body in any of Google's encodings; what is no JSON becomes the message.
  ///
  /// `httpStatus` 0 stands for an error inside a stream: the code in the body takes its place. `retryAfter` is the
  /// answer's field of that name, `now` the time in seconds since 1970, without which a date in the body says nothing.
  package init(httpStatus: Int, body: [UInt8], retryAfter field: String? = nil, now: Int64? = nil) {
    self.init(httpStatus: httpStatus, code: httpStatus, status: "", message: "")
    defer { retryAfter = retryAfter ?? field.flatMap { Double($0) }.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } }
    if let view = try? JSONDocument.parse(body) {
      read(view, now)
    } else {
      message = Self.message(fromText: body)
    }
    if self.httpStatus == 0 { self.httpStatus = (400...599).contains(code) ? code : 502 }
    if message.isEmpty { message = "Google answered with HTTP status \(self.httpStatus)." }
  }

  private mutating func read(_ view: JSONView, _ now: Int64?) {
    // With the user agent of the Node client, errors are arrays of one element.
    let body = view[0] ?? view
    let wrapped = body["response"] ?? body
    guard let error = wrapped["error"] ?? body["error"] else { return }
    if let text = error.string {
      message = body["error_description"]?.string ?? text
      status = text
      return
    }
    code = error["code"]?.int ?? code
    status = error["status"]?.string ?? ""
    message = error["message"]?.string ?? ""
    if let list = error["details"], list.kind == .array, list.source.count <= Self.maximumDetails {
      list.write(into: &details)
    }
    var reset: Double?
    for detail in (error["details"] ?? error).elements {
      guard let type = detail["@type"]?.string else { continue }
      if type.hasSuffix("google.rpc.ErrorInfo"), reason == nil {
        reason = detail["reason"]?.string
        let metadata = detail["metadata"]
        reset = metadata?["quotaResetDelay"]?.string.flatMap { Self.seconds(go: $0) }
        if reset == nil, let now, let date = metadata?["quotaResetTimeStamp"]?.string {
          reset = Self.unixTime(date).map { Double(max($0 - now, 0)) }
        }
        note(quota: metadata?["quota_limit"]?.string)
        link = link ?? Self.links.lazy.compactMap { metadata?[$0]?.string }.first
      } else if type.hasSuffix("google.rpc.RetryInfo"), retryAfter == nil {
        retryAfter = detail["retryDelay"]?.string.flatMap { Self.seconds($0) }
      } else if type.hasSuffix("google.rpc.QuotaFailure") {
        for violation in (detail["violations"] ?? detail).elements { note(quota: violation["quotaId"]?.string) }
      } else if type.hasSuffix("google.rpc.Help") {
        link = detail["links"]?[0]?["url"]?.string ?? link
      }
    }
    retryAfter = retryAfter ?? reset ?? Self.seconds(inMessage: message) ?? (quotaPeriod == .minute ? 60 : nil)
  }

  /// Of several quotas the longest period counts.
  private mutating func note(quota name: String?) {
    guard let name else { return }
    if name.contains("PerDay") || name.contains("Daily") {
      quotaPeriod = .day
    } else if name.contains("PerMinute") {
      quotaPeriod = quotaPeriod ?? .minute
    }
  }

  private static let links: [StaticString] = ["validation_url", "validation_link", "activationUrl", "appeal_url"]

  /// Details larger than this are not kept, in bytes.
  private static let maximumDetails = 16 << 10

  /// The seconds of a duration such as `0.539s`; nil for what is none.
  static func seconds(_ duration: String) -> Double? {
    guard duration.hasSuffix("s"), let value = Double(duration.dropLast()), value.isFinite, value >= 0 else {
      return nil
    }
    return value
  }

  private static func message(fromText body: [UInt8]) -> String {
    let text = String(decoding: body.prefix(2048), as: UTF8.self)
    let start = text.drop { $0.isWhitespace }
    // A page of some machine on the way: its markup helps nobody.
    if start.hasPrefix("<") { return "" }
    return String(start)
  }
}
