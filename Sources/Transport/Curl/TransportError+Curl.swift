internal import CCurl

extension TransportError {
  /// What a libcurl result means for the caller. `easy` is the finished handle, read for the phase it was in.
  init(_ code: CURLcode, easy: UnsafeMutableRawPointer, _ request: TransportRequest, sawHead: Bool) {
    let detail = String(cString: curl_easy_strerror(code))
    if let status = Self.refusal(easy) {
      self = .proxyRefused(status: status, "")
      return
    }
    let isBroken = code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR || code == CURLE_GOT_NOTHING
    if isBroken, !sawHead, Self.isTunnelMissing(easy, request) {
      // Nothing has been sent through a tunnel that was asked for and not made.
      self = .couldNotConnect("the outbound proxy closed the connection")
      return
    }
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: self = .couldNotResolve(detail)
    case CURLE_PROXY where !Self.isProxySilent(easy): self = .proxyRefused(status: 0, detail)
    case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: self = .couldNotConnect(detail)
    case CURLE_PEER_FAILED_VERIFICATION: self = .tls(Self.certificateFault(easy) ?? detail)
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS:
      self = .tls(detail)
    case CURLE_OPERATION_TIMEDOUT: self = .timedOut(sawHead ? .body : Phase(of: easy, request))
    case CURLE_GOT_NOTHING, CURLE_SEND_FAIL_REWIND: self = .closedBeforeFirstByte
    case CURLE_RECV_ERROR where sawHead && isPlainSocketSound(easy):
      self = .protocolViolation("a chunk is malformed")
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      self = sawHead ? .closedEarly : .closedBeforeFirstByte
    case CURLE_URL_MALFORMAT: self = .invalidRequest(detail)
    // The scheme has been checked before: libcurl calls an answer without a status line HTTP/0.9, a protocol it refuses.
    case CURLE_UNSUPPORTED_PROTOCOL: self = .protocolViolation("there is no status line")
    default: self = .protocolViolation(detail)
    }
  }

  /// The status with which an outbound proxy refused a tunnel.
  private static func refusal(_ easy: UnsafeMutableRawPointer) -> Int? {
    let status = number(CURLINFO_HTTP_CONNECTCODE, easy)
    return status == 0 || (200..<300).contains(status) ? nil : status
  }

  /// Whether a SOCKS proxy broke off instead of answering.
  private static func isProxySilent(_ easy: UnsafeMutableRawPointer) -> Bool {
    let silent = [
      CURLPX_CLOSED, CURLPX_RECV_ADDRESS, CURLPX_RECV_AUTH, CURLPX_RECV_CONNECT, CURLPX_RECV_REQACK, CURLPX_SEND_AUTH,
      CURLPX_SEND_CONNECT, CURLPX_SEND_REQUEST,
    ]
    return silent.contains { Int($0.rawValue) == number(CURLINFO_PROXY_ERROR, easy) }
  }

  /// Whether an HTTP proxy has yet to make the tunnel to what is secure.
  fileprivate static func isTunnelMissing(_ easy: UnsafeMutableRawPointer, _ request: TransportRequest) -> Bool {
    request.namesHTTPProxy && request.isSecure && number(CURLINFO_HTTP_CONNECTCODE, easy) == 0
  }

  /// What is wrong with the certificate; libcurl has one code for all of it, OpenSSL's verdict is more exact.
  private static func certificateFault(_ easy: UnsafeMutableRawPointer) -> String? {
    // The numbers are OpenSSL's X509_V_ERR values (x509_vfy.h). A wrong name is found by libcurl before it asks for the
    // verdict, which then has its initial value, 1.
    switch number(CURLINFO_SSL_VERIFYRESULT, easy) {
    case 0, 1: "the certificate is for another host"
    case 9: "the certificate is not valid yet"
    case 10: "the certificate has expired"
    case 2, 18, 19, 20, 21: "the certificate's authority is not trusted"
    default: nil
    }
  }
}

private func number(_ info: CURLINFO, _ easy: UnsafeMutableRawPointer) -> Int {
  var value = 0
  return ccurl_getinfo_long(easy, info, &value) == CURLE_OK ? value : 0
}

/// True where a receive error is not the socket's: libcurl reports malformed chunks with the same code.
///
/// Over TLS a lost connection leaves no `errno` either, so there the question stays open.
private func isPlainSocketSound(_ easy: UnsafeMutableRawPointer) -> Bool {
  number(CURLINFO_OS_ERRNO, easy) == 0 && !hasPassed(CURLINFO_APPCONNECT_TIME_T, easy)
}

private func hasPassed(_ info: CURLINFO, _ easy: UnsafeMutableRawPointer) -> Bool {
  microseconds(info, easy) > 0
}

private func microseconds(_ info: CURLINFO, _ easy: UnsafeMutableRawPointer) -> curl_off_t {
  var time: curl_off_t = 0
  return ccurl_getinfo_off(easy, info, &time) == CURLE_OK ? time : 0
}

/// How long it took until the request could be sent.
func timeToConnect(_ easy: UnsafeMutableRawPointer) -> Duration {
  .microseconds(microseconds(CURLINFO_PRETRANSFER_TIME_T, easy))
}

extension TransportError.Phase {
  /// Where a transfer without a head of an answer is: libcurl's times are zero for what has not been reached.
  init(of easy: UnsafeMutableRawPointer, _ request: TransportRequest) {
    if hasPassed(CURLINFO_PRETRANSFER_TIME_T, easy) {
      self = .firstByte
    } else if number(CURLINFO_LOCAL_PORT, easy) > 0 {
      // The socket has its address. (libcurl 7.88 counts the handshakes that follow as part of its connect time.)
      // A proxy is connected to before it has made the tunnel.
      self = request.isSecure && !TransportError.isTunnelMissing(easy, request) ? .tlsHandshake : .connect
    } else {
      self = hasPassed(CURLINFO_NAMELOOKUP_TIME_T, easy) ? .connect : .nameLookup
    }
  }

  var isBeforeRequest: Bool {
    switch self {
    case .nameLookup, .connect, .tlsHandshake: true
    case .firstByte, .body: false
    }
  }
}
