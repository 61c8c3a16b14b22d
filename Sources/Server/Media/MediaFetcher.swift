package import Logging
internal import Translation
package import Transport

/// Fetches what requests name by address, as if the client itself had no way into the networks around this server.
///
/// Every address, of every redirect too, is resolved here, checked, and connected to as checked. Nothing that
/// identifies anybody is sent. The client cannot tell a refused address from one that does not answer.
package struct MediaFetcher: Sendable {
  /// Why there is no media.
  enum Refusal: Error {
    /// Refused, unreachable, gone: one answer for all of them; why is for the operator's log alone.
    case unavailable(String)
    case tooLarge(Int)
    case noMedia
    /// The server holds too much already.
    case noRoom
  }

  private let transport: any UpstreamTransport
  private let resolver: any MediaResolver
  private let policy: MediaPolicy
  private let logger: Logger?

  package init(
    transport: any UpstreamTransport, resolver: any MediaResolver = SystemResolver(),
    policy: MediaPolicy = MediaPolicy(), logger: Logger? = nil
  ) {
    self.transport = transport
    self.resolver = resolver
    self.policy = policy
    self.logger = logger
  }

  /// The media of all references, by URL. Throws, naming the place in the client's request, if one cannot be had.
  ///
  /// To be called on `reactor`, where `reserve` is asked too, whether so many more bytes may be held.
  func fetch(
    _ references: [MediaReference], on reactor: Reactor, reserving reserve: @escaping @Sendable (Int) -> Bool
  ) async throws(ProxyFailure) -> [String: ResolvedMedia] {
    guard references.count <= policy.maximumAddresses else {
      let place = references[policy.maximumAddresses].path
      let message = "is one address too many: at most \(policy.maximumAddresses) are fetched for a request."
      throw TranslationError(path: place, message: message).failure
    }
    let left = Lock(policy.maximumRequestBytes)
    let limit = policy.maximumRequestBytes
    let take: @Sendable (Int) throws(Refusal) -> Void = { (count) throws(Refusal) in
      let fits = left.withLock { left in
        left -= count
        return left >= 0
      }
      guard fits else { throw .tooLarge(limit) }
      guard reserve(count) else { throw .noRoom }
    }
    var found: [String: ResolvedMedia] = [:]
    var failure: (place: Int, refusal: Refusal)?
    await withTaskGroup(of: (Int, Result<ResolvedMedia, Refusal>).self) { group in
      var waiting = references.indices[...]
      func startNext() {
        guard let next = waiting.popFirst() else { return }
        group.addTask { (next, await self.fetch(references[next].url, take, on: reactor)) }
      }
      for _ in 0..<policy.maximumConcurrent { startNext() }
      for await (position, result) in group {
        switch result {
        case .success(let media):
          found[references[position].url] = media
          startNext()
        case .failure(let refusal):
          // Those that are cancelled for it fail as well: the first one counts.
          if failure == nil { failure = (position, refusal) }
          group.cancelAll()
          waiting = waiting.suffix(0)
        }
      }
    }
    if let failure { throw error(failure.refusal, references[failure.place]) }
    return found
  }

  private func error(_ refusal: Refusal, _ reference: MediaReference) -> ProxyFailure {
    let message: String
    switch refusal {
    case .noRoom: return .noRoom
    case .unavailable(let reason):
      // The path may be a secret, such as a signed link; the host is not.
      let host = MediaURL(reference.url)?.host ?? "-"
      logger?.info("media not fetched", metadata: ["host": "\(host)", "reason": "\(reason)"])
      message =
        "cannot be fetched: only public http and https addresses are, and this one gave no media. "
        + "Send it inline as a data: URL."
    case .tooLarge(let limit): message = "is longer than \(limit) bytes, more than is fetched. Send a smaller one."
    case .noMedia: message = "is no image, sound, video or PDF."
    }
    return TranslationError(path: reference.path, message: message).failure
  }

  // MARK: One address

  private func fetch(
    _ url: String, _ take: @escaping @Sendable (Int) throws(Refusal) -> Void, on reactor: Reactor
  ) async -> Result<ResolvedMedia, Refusal> {
    await withTaskGroup(of: Result<ResolvedMedia, Refusal>.self) { group in
      group.addTask {
        do throws(Refusal) { return .success(try await self.follow(url, take)) } catch { return .failure(error) }
      }
      group.addTask {
        try? await reactor.sleep(for: self.policy.timeout)
        return .failure(.unavailable("it took too long"))
      }
      defer { group.cancelAll() }
      return await group.next() ?? .failure(.unavailable("cancelled"))
    }
  }

  private func follow(
    _ url: String, _ take: @Sendable (Int) throws(Refusal) -> Void
  ) async throws(Refusal) -> ResolvedMedia {
    guard var place = MediaURL(url) else { throw .unavailable("it is no plain http or https address") }
    for _ in 0...policy.maximumRedirects {
      let response = try await ask(place)
      if (300..<400).contains(response.status) {
        guard let location = response.header("location"), let next = place.redirected(to: location) else {
          throw .unavailable("it redirects to no plain http or https address")
        }
        place = next
        continue
      }
      guard response.status == 200 else { throw .unavailable("it answered \(response.status)") }
      return try await read(response, take)
    }
    throw .unavailable("it redirects too often")
  }

  /// Asks one of the addresses of a place that have all been found good.
  private func ask(_ place: MediaURL) async throws(Refusal) -> TransportResponse {
    guard policy.allowsPort(place.port) else { throw .unavailable("port \(place.port) is not allowed") }
    if let proxies = policy.proxies {
      guard isForProxy(place.host) else { throw .unavailable("its host is not a public name") }
      switch await send(place, to: nil, through: proxies) {
      case .success(let response): return response
      case .failure(let error): throw .unavailable("\(error)")
      }
    }
    let addresses = await resolver.addresses(of: place.host)
    guard addresses.allSatisfy(policy.allowsAddress) else { throw .unavailable("its address is not public") }
    var reason = "its name has no address"
    for address in addresses.prefix(3) {
      switch await send(place, to: address, through: nil) {
      case .success(let response): return response
      case .failure(let error): reason = "\(error)"
      }
    }
    throw .unavailable(reason)
  }

  /// Whether a proxy may be asked for the host: by name it resolves itself, but addresses can be told from here, and
  /// what looks like a number is one to many resolvers.
  private func isForProxy(_ host: String) -> Bool {
    if let address = IPAddress(host) { return policy.allowsAddress(address) }
    let labels = host.split(separator: ".")
    guard labels.count > 1, let last = labels.last, let first = last.first else { return false }
    return first.isLetter && last != "localhost" && last != "local" && last != "internal"
  }

  private func send(
    _ place: MediaURL, to address: IPAddress?, through proxies: OutboundProxies?
  ) async -> Result<TransportResponse, TransportError> {
    var request = TransportRequest(
      url: place.text,
      headers: [("User-Agent", policy.userAgent), ("Accept", "image/*, audio/*, video/*, application/pdf")],
      connectTimeout: policy.timeout / 2, silenceTimeout: policy.timeout, proxy: .direct)
    request.resolvedAddress = address?.description
    do throws(TransportError) {
      guard let proxies else { return .success(try await transport.stream(request)) }
      return .success(try await transport.stream(request, through: proxies))
    } catch {
      return .failure(error)
    }
  }

  /// The body, as long as it is media of a kind that is known by its first bytes and not too long.
  private func read(
    _ response: TransportResponse, _ take: @Sendable (Int) throws(Refusal) -> Void
  ) async throws(Refusal) -> ResolvedMedia {
    if let length = response.header("content-length").flatMap(Int.init), length > policy.maximumBytes {
      throw .tooLarge(policy.maximumBytes)
    }
    var bytes: [UInt8] = []
    var buffer: [UInt8] = []
    var type: String?
    while true {
      let hasMore: Bool
      do throws(TransportError) {
        hasMore = try await response.body.read(into: &buffer)
      } catch {
        throw .unavailable("\(error)")
      }
      bytes.append(contentsOf: buffer)
      guard bytes.count <= policy.maximumBytes else { throw .tooLarge(policy.maximumBytes) }
      try take(buffer.count)
      if type == nil, bytes.count >= MediaType.sniffedBytes || !hasMore {
        type = MediaType.sniffed(bytes)
        if type == nil { throw .noMedia }
      }
      if !hasMore { break }
    }
    return ResolvedMedia(mimeType: type ?? "", bytes: bytes)
  }
}
