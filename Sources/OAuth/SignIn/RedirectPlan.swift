/// Where Google sends the browser back to, and what a person must do where that is another machine's loopback.
package struct RedirectPlan: Sendable, Hashable {
  /// The base of the callback, without a slash at its end.
  package var base: String
  /// The base of the pages that people open.
  package var publicBase: String
  /// Whether the configured base was set aside because Google takes only loopback for the built-in client.
  package var isLoopbackInstead: Bool

  /// `configured` is `redirect_url`; `port` the one really listened on.
  package init(configured: String?, port: Int, client: InstalledAppClient) {
    let local = "http://localhost:\(port)"
    publicBase = configured ?? local
    let isTaken = URLParts(publicBase).map { $0.scheme == "http" && $0.isLoopback } ?? false
    isLoopbackInstead = client.isBuiltIn && !isTaken
    base = isLoopbackInstead ? local : publicBase
  }

  /// The redirect URI of an installation.
  package func callback(installation: String) -> String { base + "/auth/callback/" + installation }

  /// How to sign in although the redirect leads to the own machine of whoever opens the link; nil where nothing is odd.
  package var advice: String? {
    guard isLoopbackInstead else { return nil }
    let port = base.split(separator: ":").last.map(String.init) ?? "8081"
    return """
      Google redirects the built-in client to loopback only, so sign-in uses \(base) instead of \(publicBase). Three \
      ways work:
        1. ssh -L \(port):localhost:\(port) SERVER, then open the link.
        2. Open the link anywhere and paste the address the browser ended on into the terminal, into \
      "gemini-proxy login --no-browser", or into the box on \(publicBase)/auth/login.
        3. Set oauth_client_id and oauth_client_secret to a client of your own; redirect_url is then used as written.
      """
  }
}
