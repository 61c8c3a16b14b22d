internal import OAuth
internal import Server
internal import Translation
internal import Transport

extension Doctor {
  private static let longestAnswer = 1 << 20
  /// Whoever looks for a fault does not wait as long as a thinking model may.
  static let patience = Duration.seconds(15)
  /// Tokens that last an hour are judged by our clock.
  private static let skew = (noticed: Int64(30), fatal: Int64(300))

  struct Answer {
    var status: Int
    var date: UnixTime?
    var body: [UInt8]
  }

  /// The way to each host that calls go to, and the clock by what the hosts say.
  func checkNetwork() async -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    var date: UnixTime?
    let way = configuration.proxyURLs.isEmpty ? "" : " through the outbound proxy"
    let proxies = OutboundProxies(configuration.proxyURLs)
    for base in destinations() {
      do throws(TransportError) {
        let answer = try await fetch(base + "/", through: proxies)
        date = date ?? answer.date
        findings.append(DoctorFinding("network", .ok, "\(base) answers\(way)"))
      } catch {
        findings.append(Self.finding(error, base))
      }
    }
    if let date { findings.append(checkClock(date)) }
    return findings
  }

  /// Scheme and host of everything that the configured accounts need, each once.
  private func destinations() -> [String] {
    var bases: [String] = []
    for account in configuration.storedAccounts {
      let configured =
        switch account.kind {
        case .codeAssist: configuration.codeAssistEndpoint
        case .aiStudio: configuration.aiStudioEndpoint
        case .vertexAI: configuration.vertexAIEndpoint
        }
      bases.append(configured.isEmpty ? Self.service(of: account).endpoint : configured)
      if case .apiKey = account.access { continue }
      bases.append(configuration.googleEndpoints.token)
    }
    var seen: Set<String> = []
    return bases.compactMap { Self.origin($0) }.filter { seen.insert($0).inserted }
  }

  private static func service(of account: StoredAccount) -> UpstreamService {
    switch account.kind {
    case .codeAssist: .codeAssist(project: nil)
    case .aiStudio: .aiStudio
    case .vertexAI: .vertex(project: account.project, location: account.location)
    }
  }

  private static func origin(_ url: String) -> String? {
    guard let parts = URLParts(url) else { return nil }
    let host = parts.host.contains(":") ? "[\(parts.host)]" : parts.host
    return "\(parts.scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")"
  }

  /// Which link an error of the transport is about.
  private static func finding(_ error: TransportError, _ base: String) -> DoctorFinding {
    let message = "\(base): \(error)"
    switch error {
    case .couldNotResolve, .timedOut(.nameLookup):
      return DoctorFinding(
        "dns", .failed, message, advice: "Check the network and /etc/resolv.conf; behind a firewall set proxy_urls.")
    case .proxyRefused(let status, _):
      let advice =
        status == 407 ? "Put user and password into proxy_urls: http://user:password@host:port" : "Check proxy_urls."
      return DoctorFinding("proxy", .failed, message, advice: advice)
    case .tls, .timedOut(.tlsHandshake):
      return DoctorFinding(
        "tls", .failed, message,
        advice: "Install ca-certificates, and the certificate of a proxy that looks into TLS; check the clock.")
    default:
      return DoctorFinding(
        "connection", .failed, message, advice: "A firewall may be in the way: allow it, or set proxy_urls.")
    }
  }

  private func checkClock(_ theirs: UnixTime) -> DoctorFinding {
    let seconds = abs(theirs.milliseconds - clock.wall().milliseconds) / 1000
    guard seconds >= Self.skew.noticed else { return DoctorFinding("clock", .ok, "agrees with Google's") }
    return DoctorFinding(
      "clock", seconds >= Self.skew.fatal ? .failed : .warning, "differs from Google's by \(seconds) s",
      advice: "Set the clock: timedatectl set-ntp true")
  }

  func fetch(_ url: String, through proxies: OutboundProxies) async throws(TransportError) -> Answer {
    try await Self.answer(to: try await transport.stream(request(url), through: proxies))
  }

  func fetch(_ url: String, proxy: TransportRequest.Proxy) async throws(TransportError) -> Answer {
    var request = request(url)
    request.proxy = proxy
    return try await Self.answer(to: try await transport.stream(request))
  }

  private func request(_ url: String) -> TransportRequest {
    var request = TransportRequest(url: url, headers: [("User-Agent", configuration.effectiveUserAgent)])
    request.connectTimeout = .seconds(configuration.connectTimeoutSeconds)
    request.silenceTimeout = Self.patience
    return request
  }

  static func answer(to response: TransportResponse) async throws(TransportError) -> Answer {
    let body = try await response.body.collect(upTo: longestAnswer)
    return Answer(status: response.status, date: response.header("Date").flatMap { UnixTime(httpDate: $0) }, body: body)
  }
}

/// What a proxy says of itself at `/health`.
enum HealthAnswer {
  static func version(in body: [UInt8]) -> String? {
    guard let view = try? JSONDocument.parse(body), view["status"]?.string == "healthy" else { return nil }
    return view["version"]?.string
  }
}

extension UnixTime {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7); nil for anything else.
  init?(httpDate text: String) {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let month = Self.months.firstIndex(of: String(words[2])) else {
      return nil
    }
    self.init(rfc3339: "\(words[3])-\(month < 9 ? "0" : "")\(month + 1)-\(words[1])T\(words[4])Z")
  }
}
