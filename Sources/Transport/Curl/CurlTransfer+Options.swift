internal import CCurl

extension CurlTransfer {
  /// A body shorter than this libcurl sends together with the head, if it has it beforehand (its MAX_INITIAL_POST_SIZE).
  private static let bodySentWithHead = 64 * 1024
  /// A body up to this long goes out in a few pieces anyway.
  private static let smallBody = 256 * 1024

  /// Sets every option of the request; false if libcurl refuses one.
  func configure(_ easy: UnsafeMutableRawPointer) -> Bool {
    let context = Unmanaged.passUnretained(self).toOpaque()
    var options = CurlOptions(easy)
    options.set(CURLOPT_URL, request.url)
    options.setCommonDefaults(driver.options, openingSockets: curlOpensSocket, context)
    options.setCloseSocket(curlClosesSocket, Unmanaged.passUnretained(driver).toOpaque())
    options.set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.connectTimeout.wholeMilliseconds))
    options.setDataCallback(CURLOPT_WRITEFUNCTION, CURLOPT_WRITEDATA, curlReceived, context)
    options.setDataCallback(CURLOPT_HEADERFUNCTION, CURLOPT_HEADERDATA, curlReceivedHeader, context)
    switch request.httpVersion {
    case .http1: options.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    case .http2:
      options.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
      // As long as a frame may be: with less, libcurl 7.88 never goes on after a pause that fell inside a frame.
      options.set(CURLOPT_BUFFERSIZE, 16 * 1024)
    }
    switch request.proxy {
    case .environment: break
    case .direct: options.set(CURLOPT_PROXY, "")
    case .url(let url):
      options.set(CURLOPT_PROXY, url)
      options.set(CURLOPT_NOPROXY, "")
    }
    if let address = request.resolvedAddress {
      // For any host and port of the URL; the port stays.
      connectList = curl_slist_append(nil, address.utf8.contains(58) ? "::[\(address)]:" : "::\(address):")
      options.setList(CURLOPT_CONNECT_TO, connectList)
      options.set(CURLOPT_FRESH_CONNECT, 1)
      options.set(CURLOPT_FORBID_REUSE, 1)
    }
    // Not everything this libcurl can decode: a few bytes of brotli or zstd can stand for gigabytes.
    if request.acceptsCompression { options.set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate") }
    setMethod(&options, context)
    // libcurl would otherwise wait a second for "100 Continue" from servers that never send it.
    var list = curl_slist_append(nil, "Expect:")
    for (name, value) in request.headers {
      // "Name;" is libcurl's spelling of a field with an empty value.
      list = curl_slist_append(list, value.isEmpty ? "\(name);" : "\(name): \(value)")
    }
    headerList = list
    options.setList(CURLOPT_HTTPHEADER, list)
    return options.allAccepted
  }

  /// Has libcurl let go of the body, where all of it is sent: the answer may last for long.
  ///
  /// In libcurl 7.88 setting the size frees the buffer it sends from; later ones free it by themselves. Not in a callback.
  func dropSentBody() {
    var sent: curl_off_t = 0
    guard let easy, !request.body.isEmpty, ccurl_getinfo_off(easy, CURLINFO_SIZE_UPLOAD_T, &sent) == CURLE_OK,
      sent == request.body.reduce(0, { $0 + $1.count })
    else { return }
    _ = ccurl_setopt_long(easy, CURLOPT_UPLOAD_BUFFERSIZE, 16 * 1024)
    if isSentWithHead { _ = ccurl_setopt_pointer(easy, CURLOPT_COPYPOSTFIELDS, nil) }
  }

  private func setMethod(_ options: inout CurlOptions, _ context: UnsafeMutableRawPointer) {
    let length = request.body.reduce(0) { $0 + $1.count }
    guard length > 0 || request.method == "POST" else {
      if request.method == "HEAD" {
        options.set(CURLOPT_NOBODY, 1)
      } else if request.method != "GET" {
        options.set(CURLOPT_CUSTOMREQUEST, request.method)
      }
      return
    }
    options.set(CURLOPT_POST, 1)
    if request.method != "POST" { options.set(CURLOPT_CUSTOMREQUEST, request.method) }
    // libcurl keeps the buffer it sends from for as long as the answer lasts, and makes it of 64 KiB; 16 are its least.
    // Always set: resetting a handle forgets the size but keeps the buffer, and only this option has it made anew.
    options.set(CURLOPT_UPLOAD_BUFFERSIZE, length <= Self.smallBody ? 16 * 1024 : 64 * 1024)
    let isAsked = options.askBeforeSending(curlMaySend, context)
    if isAsked, length > 0, length < Self.bodySentWithHead {
      isSentWithHead = true
      options.setBody(request.body.count == 1 ? Array(request.body[0]) : Array(request.body.joined()))
      return
    }
    options.setOffset(CURLOPT_POSTFIELDSIZE_LARGE, length)
    options.setDataCallback(CURLOPT_READFUNCTION, CURLOPT_READDATA, curlWantsBody, context)
    // Refusing to rewind keeps libcurl from sending a POST twice on its own decision.
    options.refuseSeeking()
    // Nothing can refuse to be sent again where there is no body, so it goes over a connection that cannot be dead.
    if length == 0 { options.set(CURLOPT_FRESH_CONNECT, 1) }
  }
}

extension Duration {
  fileprivate var wholeMilliseconds: Int {
    Int(clamping: components.seconds.multipliedReportingOverflow(by: 1000).partialValue)
      + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}

private func transfer(of context: UnsafeMutableRawPointer?) -> CurlTransfer? {
  guard let context else { return nil }
  let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  transfer.driver.assertInTurn()
  return transfer
}

private func curlReceived(
  bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  guard let transfer = transfer(of: context) else { return 0 }
  return switch transfer.received(UnsafeRawBufferPointer(start: bytes, count: size * count)) {
  case .taken: size * count
  case .pause: Int(CURL_WRITEFUNC_PAUSE)
  case .giveUp: size * count + 1
  }
}

private func curlReceivedHeader(
  bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  guard let transfer = transfer(of: context) else { return 0 }
  return transfer.receivedHeaderLine(UnsafeRawBufferPointer(start: bytes, count: size * count))
    ? size * count : size * count + 1
}

private func curlWantsBody(
  bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  guard let transfer = transfer(of: context) else { return 0 }
  return transfer.copyBody(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

private func curlMaySend(
  context: UnsafeMutableRawPointer?, _: UnsafeMutablePointer<CChar>?, _: UnsafeMutablePointer<CChar>?, _: Int32,
  _: Int32
) -> Int32 {
  guard let transfer = transfer(of: context), transfer.maySend() else { return CURL_PREREQFUNC_ABORT }
  return CURL_PREREQFUNC_OK
}

private func curlOpensSocket(
  context: UnsafeMutableRawPointer?, _: curlsocktype, address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let transfer = transfer(of: context), let address else { return CURL_SOCKET_BAD }
  return transfer.openSocket(address.pointee)
}
