import OAuth
import Transport

/// As much of a browser as a sign-in needs: cookies, redirects, forms.
final class Browser {
  struct Page {
    var status: Int
    var url: String
    var headers: [(name: String, value: String)]
    var text: String

    subscript(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }

    /// The link of the first anchor or form field that contains `part`.
    func link(containing part: String) -> String? {
      text.split(separator: "\"").map(String.init).first { $0.contains(part) }?.replacing("&amp;", with: "&")
    }

    /// The value of a hidden field.
    func field(_ name: String) -> String? {
      text.split(separator: "name=\"\(name)\" value=\"").dropFirst().first?.split(separator: "\"").first.map(
        String.init)
    }
  }

  let client: CurlTransport
  let language: String
  /// Headers beyond the usual ones.
  var headers: [(name: String, value: String)] = []
  private(set) var cookies: [String: String] = [:]

  init(_ client: CurlTransport, language: String = "en") {
    self.client = client
    self.language = language
  }

  func open(_ url: String) async throws -> Page { try await send("GET", url, body: "") }

  func submit(_ url: String, _ fields: [(name: String, value: String)]) async throws -> Page {
    try await send("POST", url, body: FormEncoding.encode(fields))
  }

  /// Opens an address and whatever it redirects to; `stoppingAt` is where the redirect is not followed any more.
  func follow(_ url: String, stoppingAt stop: String? = nil) async throws -> Page {
    var page = try await open(url)
    for _ in 0..<8 {
      guard (300..<400).contains(page.status), let next = page["location"] else { return page }
      if let stop, next.hasPrefix(stop) {
        page.url = next
        return page
      }
      page = try await open(next)
    }
    return page
  }

  private func send(_ method: String, _ url: String, body: String) async throws -> Page {
    var headers = headers + [(name: "Accept-Language", value: language)]
    if !cookies.isEmpty {
      headers.append(("Cookie", cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")))
    }
    if method == "POST" { headers.append(("Content-Type", "application/x-www-form-urlencoded")) }
    let response = try await client.stream(
      TransportRequest(
        method: method, url: url, headers: headers, body: body.isEmpty ? [] : [Array(body.utf8)],
        silenceTimeout: .seconds(60), proxy: .direct))
    for (name, value) in response.headers where name.lowercased() == "set-cookie" {
      let pair = value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { cookies[String(pair[0])] = String(pair[1]) }
    }
    let text = String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
    return Page(status: response.status, url: url, headers: response.headers, text: text)
  }
}
