internal import CCurl

extension TransportError {
  /// What a libcurl result means for the caller. `easy` is the finished handle, read for the phase it was in.
  init(_ code: CURLcode, easy: UnsafeMutableRawPointer, sawHead: Bool) {
    let detail = String(cString: curl_easy_strerror(code))
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: self = .couldNotResolve(detail)
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: self = .proxyRefused(status: 0, detail)
    case CURLE_COULDNT_CONNECT: self = .couldNotConnect(detail)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED:
      self = .tls(detail)
    case CURLE_OPERATION_TIMEDOUT: self = .timedOut(Self.phase(of: easy, sawHead: sawHead))
    case CURLE_GOT_NOTHING, CURLE_SEND_FAIL_REWIND: self = .closedBeforeFirstByte
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      self = Self.closed(easy: easy, sawHead: sawHead)
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: self = .invalidRequest(detail)
    default: self = .protocolViolation(detail)
    }
  }

  private static func closed(easy: UnsafeMutableRawPointer, sawHead: Bool) -> TransportError {
    var connectStatus = 0
    if ccurl_getinfo_long(easy, CURLINFO_HTTP_CONNECTCODE, &connectStatus) == CURLE_OK,
      connectStatus != 0, !(200..<300).contains(connectStatus)
    {
      return .proxyRefused(status: connectStatus, "")
    }
    return sawHead ? .closedEarly : .closedBeforeFirstByte
  }

  private static func phase(of easy: UnsafeMutableRawPointer, sawHead: Bool) -> Phase {
    func passed(_ info: CURLINFO) -> Bool {
      var time: curl_off_t = 0
      return ccurl_getinfo_off(easy, info, &time) == CURLE_OK && time > 0
    }
    if sawHead { return .body }
    if passed(CURLINFO_PRETRANSFER_TIME_T) { return .firstByte }
    if passed(CURLINFO_CONNECT_TIME_T) { return .tlsHandshake }
    return passed(CURLINFO_NAMELOOKUP_TIME_T) ? .connect : .nameLookup
  }
}
