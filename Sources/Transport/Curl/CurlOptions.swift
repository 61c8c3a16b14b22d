internal import CCurl
internal import Glibc

/// Sets options on an easy handle and remembers whether libcurl took them all.
struct CurlOptions {
  private let easy: UnsafeMutableRawPointer
  private(set) var allAccepted = true

  init(_ easy: UnsafeMutableRawPointer) {
    self.easy = easy
  }

  private mutating func note(_ code: CURLcode) {
    if code != CURLE_OK { allAccepted = false }
  }

  mutating func set(_ option: CURLoption, _ value: Int) {
    note(ccurl_setopt_long(easy, option, value))
  }

  mutating func set(_ option: CURLoption, _ value: String) {
    note(ccurl_setopt_string(easy, option, value))
  }

  mutating func setOffset(_ option: CURLoption, _ value: Int) {
    note(ccurl_setopt_off(easy, option, curl_off_t(value)))
  }

  mutating func setList(_ option: CURLoption, _ list: UnsafeMutablePointer<curl_slist>?) {
    note(ccurl_setopt_list(easy, option, list))
  }

  mutating func setDataCallback(
    _ option: CURLoption, _ contextOption: CURLoption, _ callback: @escaping ccurl_data_callback,
    _ context: UnsafeMutableRawPointer
  ) {
    note(ccurl_setopt_data_callback(easy, option, callback))
    note(ccurl_setopt_pointer(easy, contextOption, context))
  }

  /// Bytes to send, which libcurl copies.
  mutating func setBody(_ bytes: [UInt8]) {
    setOffset(CURLOPT_POSTFIELDSIZE_LARGE, bytes.count)
    bytes.withUnsafeBytes {
      note(ccurl_setopt_pointer(easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress)))
    }
  }

  /// False where this libcurl is too old to ask before it sends.
  func askBeforeSending(_ callback: @escaping ccurl_prereq_callback, _ context: UnsafeMutableRawPointer) -> Bool {
    ccurl_set_prereq_callback(easy, callback, context)
  }

  mutating func setCloseSocket(_ callback: @escaping ccurl_closesocket_callback, _ context: UnsafeMutableRawPointer) {
    note(ccurl_setopt_closesocket_callback(easy, callback))
    note(ccurl_setopt_pointer(easy, CURLOPT_CLOSESOCKETDATA, context))
  }

  mutating func refuseSeeking() {
    note(ccurl_setopt_seek_callback(easy) { _, _, _ in CURL_SEEKFUNC_FAIL })
  }

  /// What holds for every request: no other protocol than HTTP, no redirects, verified TLS, descriptors not inherited.
  ///
  /// `context` is the transfer that says whether a socket may still be opened.
  mutating func setCommonDefaults(
    _ transport: CurlTransportOptions, openingSockets callback: @escaping ccurl_opensocket_callback,
    _ context: UnsafeMutableRawPointer
  ) {
    set(CURLOPT_NOSIGNAL, 1)
    note(ccurl_set_http_protocols_only(easy))
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let file = transport.certificateFile ?? CurlGlobal.certificateFile {
      set(CURLOPT_CAINFO, file)
      set(CURLOPT_PROXY_CAINFO, file)
    }
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CURLOPT_TCP_KEEPALIVE, 1)
    // Smaller than libcurl's 16 KiB: the buffer lives as long as the transfer, and events are small (decision 0001).
    // A handle whose last transfer failed before it had a connection still has its buffer, of this size, and refuses.
    _ = ccurl_setopt_long(easy, CURLOPT_BUFFERSIZE, 4096)
    if transport.abandonsLookups { _ = ccurl_set_quick_exit(easy) }
    note(ccurl_setopt_opensocket_callback(easy, callback))
    note(ccurl_setopt_pointer(easy, CURLOPT_OPENSOCKETDATA, context))
  }
}
