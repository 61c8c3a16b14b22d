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

  /// A host that accounts call, and the way to it.
  private struct Destination: Hashable {
    /// Scheme and host.
    var base: String
    /// The account whose own proxy leads there; nil for the way that the others share.
    var account: String?
    var proxies: [String]

    /// The way in words, without passwords; empty where the environment decides.
    var way: String {
      proxies.isEmpty
        ? "" : " through proxy " + proxies.map { ProxyConfiguration.redacted(url: $0) }.joined(separator: " or ")
    }
  }

  /// The way to each host that calls go to, and the clock by what the hosts say.
  func checkNetwork() async -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    var answers: [Answer] = []
    var ways: [[String]: OutboundProxies] = [:]
    for destination in destinations() {
      let proxies = ways[destination.proxies] ?? OutboundProxies(destination.proxies)
      ways[destination.proxies] = proxies
      do throws(TransportError) {
        answers.append(try await fetch(destination.base + "/", through: proxies))
        let links = destination.base.hasPrefix("https:") ? "name, connection and TLS work" : "name and connection work"
        findings.append(
          DoctorFinding(
            "network", account: destination.account, .ok, "\(destination.base) answers: \(links)\(destination.way)"))
      } catch {
        findings.append(Self.finding(error, destination))
      }
    }
    if let date = answers.lazy.compactMap(\.date).first {
      findings.append(checkClock(date))
    } else if !answers.isEmpty {
      findings.append(DoctorFinding("clock", .ok, "not compared: no server sent a Date"))
    }
    return findings
  }

  /// Everything that the configured accounts need, each once.
  private func destinations() -> [Destination] {
    var destinations: [Destination] = []
    for account in configuration.storedAccounts {
      let configured =
        switch account.kind {
        case .codeAssist: configuration.codeAssistEndpoint
        case .aiStudio: configuration.aiStudioEndpoint
        case .vertexAI: configuration.vertexAIEndpoint
        }
      var urls = [configured.isEmpty ? Self.service(of: account).endpoint : configured]
      if !account.hasKeyAccess { urls.append(configuration.googleEndpoints.token) }
      let hasOwnWay = !account.proxyURL.isEmpty
      for base in urls.compactMap({ Self.origin($0) }) {
        destinations.append(
          Destination(
            base: base, account: hasOwnWay ? account.name : nil,
            proxies: hasOwnWay ? [account.proxyURL] : configuration.proxyURLs))
      }
    }
    var seen: Set<Destination> = []
    return destinations.filter { seen.insert($0).inserted }
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
  private static func finding(_ error: TransportError, _ destination: Destination) -> DoctorFinding {
    func failed(_ check: String, _ advice: String) -> DoctorFinding {
      DoctorFinding(
        check, account: destination.account, .failed, "\(destination.base)\(destination.way): \(error)", advice: advice)
    }
    let setting = destination.account.map { "proxy_url of the account \($0)" } ?? "proxy_urls"
    // The proxy is what is connected to.
    if !destination.proxies.isEmpty, error.isConnectionFailure {
      return failed("proxy", "Check \(setting), and that the proxy is running.")
    }
    switch error {
    case .couldNotResolve, .timedOut(.nameLookup):
      return failed("dns", "Check the network and /etc/resolv.conf; behind a firewall set proxy_urls.")
    case .proxyRefused(let status, _):
      return failed(
        "proxy",
        status == 407
          ? "Put user and password into \(setting): http://user:password@host:port"
          : "Check \(setting), and that the proxy allows this host.")
    case .tls, .timedOut(.tlsHandshake):
      return failed(
        "tls", "Install ca-certificates, and the certificate of a proxy that looks into TLS; check the clock.")
    default:
      return failed("connection", "A firewall may be in the way: allow it, or set proxy_urls.")
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

extension StoredAccount {
  /// Whether it proves itself with a key, so that nobody hands out tokens for it.
  var hasKeyAccess: Bool { if case .apiKey = access { true } else { false } }
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
