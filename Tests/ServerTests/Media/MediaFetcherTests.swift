import Testing
import Transport

@testable import Server
@testable import Translation

@Suite(.timeLimit(.minutes(2))) struct MediaFetcherTests {
  /// A world of names, and what stands behind each URL.
  struct World: MediaResolver {
    var names: [String: [String]] = [:]
    var answers: [String: (status: Int, headers: [(name: String, value: String)], body: [UInt8])] = [:]
    let asked = Lock<[TransportRequest]>([])
    let running = Lock<(now: Int, most: Int)>((0, 0))

    func addresses(of host: String) async -> [IPAddress] {
      (names[host] ?? (IPAddress(host) == nil ? [] : [host])).compactMap(IPAddress.init)
    }

    var transport: InMemoryTransport {
      InMemoryTransport { (request: TransportRequest) throws(TransportError) in
        asked.withLock { $0.append(request) }
        running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
        for _ in 0..<20 { await Task.yield() }
        defer { running.withLock { $0.now -= 1 } }
        guard let answer = answers[request.url] else { throw .couldNotConnect("nobody there") }
        return TransportResponse(status: answer.status, headers: answer.headers, body: .of([answer.body]))
      }
    }
  }

  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 7, count: 100)
  static let places = ["a.example": ["93.184.216.34"], "b.example": ["2606:2800:220::1", "93.184.216.35"]]

  /// Fetches the URLs as images of one message.
  static func fetch(
    _ urls: [String], from world: World, _ configure: (inout MediaPolicy) -> Void = { _ in }
  ) async throws -> Result<[String: ResolvedMedia], ProxyFailure> {
    var policy = MediaPolicy()
    configure(&policy)
    return try await fetch(urls, MediaFetcher(transport: world.transport, resolver: world, policy: policy))
  }

  static func fetch(
    _ urls: [String], _ fetcher: MediaFetcher, on reactor: Reactor? = nil,
    reserving reserve: @escaping @Sendable (Int) -> Bool = { _ in true }
  ) async throws -> Result<[String: ResolvedMedia], ProxyFailure> {
    let parts = urls.map { #"{"type":"image_url","image_url":{"url":"\#($0)"}}"# }
    let body = #"{"model":"m","messages":[{"role":"user","content":[\#(parts.joined(separator: ","))]}]}"#
    var context = RequestContext(id: "1", created: 1)
    let references = try ChatCompletions.request(Array(body.utf8), context: &context).mediaReferences
    let own = try reactor ?? Reactor(name: "test")
    let result = await withTaskGroup(of: Result<[String: ResolvedMedia], ProxyFailure>.self) { group in
      group.addTask(executorPreference: own) {
        do throws(ProxyFailure) {
          return .success(try await fetcher.fetch(references, on: own, reserving: reserve))
        } catch {
          return .failure(error)
        }
      }
      return await group.next()
    }
    if reactor == nil { await own.shutdown() }
    return try #require(result)
  }

  @Test func `CF-I3 CL-X26 media come from the address that was checked`() async throws {
    var world = World(names: Self.places)
    world.answers["https://a.example/x.png"] = (200, [("Content-Type", "text/html")], Self.png)
    let media = try await Self.fetch(["https://a.example/x.png"], from: world).get()
    #expect(media["https://a.example/x.png"]?.bytes == Self.png)
    #expect(media["https://a.example/x.png"]?.mimeType == "image/png")
    let request = try #require(world.asked.withLock { $0 }.first)
    #expect(request.resolvedAddress == "93.184.216.34")
    #expect(request.proxy == .direct)
    #expect(Set(request.headers.map { $0.name.lowercased() }) == ["user-agent", "accept"])
  }

  private static let unavailable =
    "messages[0].content[0].image_url.url: cannot be fetched: only public http and https addresses are, and this one "
    + "gave no media. Send it inline as a data: URL."

  @Test(arguments: [
    "http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:10.0.0.1]/",
    "http://10.0.0.1/", "http://inside.example/", "http://mixed.example/", "http://u:p@a.example/",
    "http://a.example:8080/", "http://a.example:22/", "http://unknown.example/", "https://a.example/gone",
    "https://a.example/missing", "https://a.example/inside", "https://a.example/port", "https://a.example/file",
    "https://a.example/loop", "https://a.example/far", "https://a.example/nowhere",
  ])
  func `CF-I3 what is refused and what is not there look the same`(_ url: String) async throws {
    var world = World(names: Self.places)
    world.names["inside.example"] = ["192.168.1.1"]
    world.names["mixed.example"] = ["93.184.216.34", "10.0.0.1"]
    for secret in ["http://127.0.0.1/", "http://[::1]/", "http://inside.example/", "http://a.example:8080/"] {
      world.answers[secret] = (200, [], Self.png)
    }
    world.answers["https://a.example/gone"] = (404, [], Self.png)
    func redirect(_ path: String, _ location: String) {
      world.answers["https://a.example/" + path] = (302, [("Location", location)], [])
    }
    redirect("inside", "http://inside.example/")
    redirect("port", "http://a.example:8080/")
    redirect("file", "file:///etc/passwd")
    redirect("loop", "/loop")
    redirect("far", "/1")
    redirect("1", "/2")
    redirect("2", "/3")
    redirect("3", "/4")
    world.answers["https://a.example/4"] = (200, [], Self.png)
    world.answers["https://a.example/nowhere"] = (302, [], [])
    let result = try await Self.fetch([url], from: world)
    guard case .failure(let error) = result else {
      Issue.record("it was fetched")
      return
    }
    #expect(error.message == Self.unavailable)
    #expect(error.status == 400)
    for request in world.asked.withLock({ $0 }) {
      #expect(request.resolvedAddress == "93.184.216.34", "\(request.url)")
      #expect(request.url.hasPrefix("https://a.example/"), "\(request.url)")
    }
  }

  @Test func `Three redirects are followed, to another host too`() async throws {
    var world = World(names: Self.places)
    world.answers["http://a.example/"] = (301, [("Location", "https://a.example/")], [])
    world.answers["https://a.example/"] = (307, [("location", "//b.example/x?y")], [])
    world.answers["https://b.example/x?y"] = (302, [("Location", "z")], [])
    world.answers["https://b.example/z"] = (200, [], Self.png)
    let media = try await Self.fetch(["http://a.example/"], from: world).get()
    #expect(media["http://a.example/"]?.bytes == Self.png)
    #expect(world.asked.withLock { $0.last?.resolvedAddress } == "2606:2800:220:0:0:0:0:1")
  }

  @Test func `An address that does not answer gives way to the next one`() async throws {
    let world = World(names: Self.places)
    let transport = InMemoryTransport { (request: TransportRequest) throws(TransportError) in
      guard request.resolvedAddress == "93.184.216.35" else { throw .couldNotConnect("no route") }
      return TransportResponse(status: 200, body: .of([Self.png]))
    }
    let fetcher = MediaFetcher(transport: transport, resolver: world)
    let media = try await Self.fetch(["https://b.example/"], fetcher).get()
    #expect(media.count == 1)
  }

  @Test(arguments: [
    "<!DOCTYPE html><html>", "<html><body>", "<svg xmlns='http://www.w3.org/2000/svg'/>", "{\"a\":1}", "",
    "PK\u{3}\u{4}", "MZ",
  ])
  func `What is no media by its first bytes is not handed on, whatever its type says`(_ body: String) async throws {
    var world = World(names: Self.places)
    world.answers["https://a.example/"] = (200, [("Content-Type", "image/png")], Array(body.utf8))
    let result = try await Self.fetch(["https://a.example/"], from: world)
    guard case .failure(let error) = result else {
      Issue.record("it was handed on")
      return
    }
    #expect(error.message.contains("is no image"))
  }

  @Test func `A body that is too long is given up, announced or not`() async throws {
    var world = World(names: Self.places)
    world.answers["https://a.example/"] = (200, [], Self.png + Array(repeating: 0, count: 1000))
    world.answers["https://a.example/told"] = (200, [("Content-Length", "1108")], Self.png)
    world.answers["https://a.example/fits"] = (200, [], Self.png)
    for (path, fits) in [("", false), ("told", false), ("fits", true)] {
      let result = try await Self.fetch(["https://a.example/" + path], from: world) { $0.maximumBytes = Self.png.count }
      #expect(((try? result.get()) != nil) == fits, "\(path)")
    }
    let both = try await Self.fetch(["https://a.example/fits", "https://a.example/fits?"], from: world) {
      $0.maximumRequestBytes = Self.png.count
    }
    #expect((try? both.get()) == nil)
  }

  @Test func `Eight addresses are fetched, four at a time, a ninth is refused by name`() async throws {
    var world = World(names: Self.places)
    let urls = (1...9).map { "https://a.example/\($0)" }
    for url in urls { world.answers[url] = (200, [], Self.png) }
    let media = try await Self.fetch(Array(urls.prefix(8)), from: world).get()
    #expect(media.count == 8)
    #expect(world.running.withLock { $0.most } <= 4)
    #expect(world.running.withLock { $0.most } > 1)
    let before = world.asked.withLock { $0.count }
    let result = try await Self.fetch(urls, from: world)
    guard case .failure(let error) = result else {
      Issue.record("nine were fetched")
      return
    }
    #expect(error.parameter == "messages[0].content[8].image_url.url")
    #expect(world.asked.withLock { $0.count } == before)
  }

  @Test func `A server that holds too much already says so instead of fetching more`() async throws {
    var world = World(names: Self.places)
    world.answers["https://a.example/"] = (200, [], Self.png)
    let fetcher = MediaFetcher(transport: world.transport, resolver: world)
    let result = try await Self.fetch(["https://a.example/"], fetcher) { $0 < Self.png.count }
    guard case .failure(let error) = result else {
      Issue.record("it was fetched")
      return
    }
    #expect(error.status == 503)
  }

  @Test func `One that fails is named, and the others are not waited for`() async throws {
    var world = World(names: Self.places)
    world.answers["https://a.example/1"] = (200, [], Self.png)
    let result = try await Self.fetch(["https://a.example/1", "https://10.0.0.1/"], from: world)
    guard case .failure(let error) = result else {
      Issue.record("nothing failed")
      return
    }
    #expect(error.parameter == "messages[0].content[1].image_url.url")
  }

  @Test func `A resolver or server that never answers is given up after the time allowed`() async throws {
    struct Silent: MediaResolver {
      func addresses(of host: String) async -> [IPAddress] {
        let slot = WaitSlot()
        await slot.wait { slot.signal() }
        return []
      }
    }
    var policy = MediaPolicy()
    policy.timeout = .milliseconds(50)
    let fetcher = MediaFetcher(transport: World().transport, resolver: Silent(), policy: policy)
    let result = try await Self.fetch(["https://a.example/"], fetcher)
    #expect((try? result.get()) == nil)
  }

  @Test(arguments: [
    ("https://a.example/x.png", true), ("https://8.8.8.8/", true), ("https://10.0.0.1/", false),
    ("https://localhost/", false), ("https://x.localhost/", false), ("https://2130706433/", false),
    ("https://127.1/", false), ("https://0x7f.0x1/", false), ("https://host/", false),
    ("https://a.example:8443/", false),
    ("https://metadata.google.internal/", false),
  ])
  func `Through an outbound proxy names are its business, numbers are not`(_ url: String, _ isAsked: Bool) async throws
  {
    let world = World()
    let proxies = OutboundProxies(["http://proxy.example:3128"])
    let result = try await Self.fetch([url], from: world) { $0.proxies = proxies }
    #expect((try? result.get()) == nil)
    let asked = world.asked.withLock { $0 }
    #expect(asked.count == (isAsked ? 1 : 0))
    #expect(asked.allSatisfy { $0.proxy == .url("http://proxy.example:3128") && $0.resolvedAddress == nil })
  }

  @Test(arguments: ["127.0.0.1", "::1"])
  func `Over real sockets the name is never looked up, and the host is told as the URL has it`(
    _ loopback: String
  ) async throws {
    let heads = Lock<[HTTPRequestHead]>([])
    guard let sockets = try? ListeningSocket.listen(on: .tcp(host: loopback, port: 0)) else {
      // A machine without IPv6.
      #expect(loopback == "::1")
      return
    }
    let port = try #require(sockets.first?.port)
    let reactor = try Reactor(name: "media")
    let server = HTTPServer(reactors: [reactor], sockets: sockets) { exchange in
      heads.withLock { $0.append(exchange.head) }
      try? await exchange.respond(status: 200, fields: ["Content-Type": "image/png"], body: Self.png)
    }
    let world = World(names: ["no-such-name.invalid": [loopback]])
    let transport = try await CurlTransport(reactors: [reactor])
    var policy = MediaPolicy()
    policy.allowsAddress = { $0 == IPAddress(loopback) }
    policy.allowsPort = { $0 == port }
    let url = "http://no-such-name.invalid:\(port)/a.png?b"
    let allowing = MediaFetcher(transport: transport, resolver: world, policy: policy)
    let guarded = MediaFetcher(transport: transport, resolver: world)
    let (media, refused) = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await server.run() }
      defer { group.cancelAll() }
      return (
        try await Self.fetch([url], allowing, on: reactor).get(), try await Self.fetch([url], guarded, on: reactor)
      )
    }
    #expect(media[url]?.bytes == Self.png)
    #expect((try? refused.get()) == nil)
    let seen = heads.withLock { $0 }
    #expect(seen.count == 1)
    #expect(seen.first?.host == "no-such-name.invalid:\(port)")
    #expect(seen.first?.target.path == "/a.png")
    let names = Set(seen.first.map { $0.fields.map { $0.0.lowercased() } } ?? [])
    #expect(names == ["host", "user-agent", "accept"])
    let snapshot = await reactor.debugSnapshot()
    #expect(snapshot?.transfers == 0)
    await reactor.shutdown()
  }

  @Test func `The system's resolver knows this machine, in every notation`() async {
    for name in ["localhost", "127.0.0.1", "127.1", "2130706433"] {
      let addresses = await SystemResolver().addresses(of: name)
      #expect(!addresses.isEmpty, "\(name)")
      #expect(addresses.allSatisfy { !$0.isGlobalUnicast }, "\(name): \(addresses)")
    }
    let nothing = await SystemResolver().addresses(of: "no such name")
    #expect(nothing.isEmpty)
  }
}
