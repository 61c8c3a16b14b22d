internal import Logging
internal import OAuth

/// Serves the pages of the sign-in: who may begin one, Google's way back, and what people paste.
struct SignInRoutes {
  /// More than the longest address that is accepted, escaped.
  private static let longestForm = 32 * 1024
  /// A form is a few bytes: nobody who means it needs longer to send one.
  private static let formPatience = Duration.seconds(10)
  private static let cookieName = "gemini_proxy_sign_in"

  let services: RouteServices
  let signIn: SignInService
  let exchange: HTTPExchange
  private let pages: SignInPages

  init(services: RouteServices, signIn: SignInService, exchange: HTTPExchange) {
    self.services = services
    self.signIn = signIn
    self.exchange = exchange
    pages = SignInPages(exchange.head)
  }

  func serve(_ path: SignInPath) async throws(HTTPExchange.Failure) {
    // Somebody only looks whether the page is there: nothing may be used up by that.
    if exchange.head.method == .head { return try await exchange.respond(status: 200, fields: Page.fields, body: []) }
    switch path {
    case .login: try await login()
    case .callback(let installation): try await callback(installation)
    case .paste: try await paste()
    case .project: try await project()
    }
  }

  // MARK: Beginning

  private func login() async throws(HTTPExchange.Failure) {
    let head = exchange.head
    let verdict = services.access.verdict(on: head)
    guard !isPrefetch, !isEmbedded else { return try await respond(pages.forbidden(isSignedIn: false)) }
    if let start = cookie.flatMap({ signIn.resume(cookie: $0) }) {
      return try await begin(start.start, account: start.account)
    }
    let ticketed = head.target.queryItem("ticket").flatMap { signIn.redeemTicket($0) }
    let name = ticketed ?? head.target.queryItem("account") ?? signIn.accountToSignIn
    let works = signIn.account(named: name)?.status.works ?? false
    guard ticketed != nil || (try? services.holdsKey(exchange)) ?? false || verdict == .local && !works else {
      if verdict == .foreignHost { return try await respond(pages.misdirected(host: head.host ?? "")) }
      return try await respond(pages.forbidden(isSignedIn: works && verdict == .local))
    }
    let start: SignInStart
    do throws(SignInFailure) {
      start = try signIn.beginSignIn(account: name, origin: .page(needsCookie: verdict != .local))
    } catch {
      return try await respond(pages.failure(error, ticket: nil))
    }
    try await begin(start, account: name)
  }

  private func begin(_ start: SignInStart, account: String) async throws(HTTPExchange.Failure) {
    if let cookie = start.cookie {
      let secure = isOnPublicHTTPS ? "; Secure" : ""
      exchange.commonFields.append(
        "Set-Cookie", "\(Self.cookieName)=\(cookie); HttpOnly; SameSite=Lax; Path=/; Max-Age=600\(secure)")
    }
    var project: HTML?
    if case .projectRequired? = signIn.account(named: account)?.status {
      project = pages.projectForm(ticket: signIn.ticket(for: account), wrong: nil)
    }
    try await respond(pages.login(start, account: account, plan: signIn.redirect, project: project))
  }

  /// A browser that fetches ahead would use up the ticket before anybody has asked for the page.
  private var isPrefetch: Bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].contains { name in
      exchange.head.fields.first(name)?.lowercased().contains("prefetch") ?? false
    }
  }

  /// An image or a frame of some page asks, not a person: each would push a sign-in that is under way out.
  private var isEmbedded: Bool {
    exchange.head.fields.first("sec-fetch-dest").map { $0.lowercased() != "document" } ?? false
  }

  /// Whether the visitor came by the public address, and that is on https.
  private var isOnPublicHTTPS: Bool {
    guard let own = URLParts(signIn.redirect.publicBase), own.scheme == "https", let host = exchange.head.host else {
      return false
    }
    return URLParts("https://" + host)?.host == own.host
  }

  // MARK: Coming back

  private func callback(_ installation: String?) async throws(HTTPExchange.Failure) {
    guard installation == nil || installation == signIn.installation else {
      return try await respond(pages.unknownInstallation())
    }
    let target = exchange.head.target
    await complete(
      code: Secret(target.queryItem("code") ?? ""), state: target.queryItem("state") ?? "",
      error: target.queryItem("error"))
  }

  private func paste() async throws(HTTPExchange.Failure) {
    guard let form = try await readForm() else { return }
    guard let pasted = PastedAnswer(form["pasted"] ?? "") else { return try await respond(pages.unreadablePaste()) }
    await complete(code: pasted.code, state: pasted.state ?? form["state"] ?? "", error: pasted.error)
  }

  private func complete(code: Secret, state: String, error: String?) async {
    let page: Page
    do throws(SignInFailure) {
      let result = try await signIn.completeSignIn(code: code, state: state, error: error, cookie: cookie)
      page = pages.result(result, ticket: result.status.works ? "" : signIn.ticket(for: result.account))
      services.logger.notice("signed in", metadata: ["account": "\(result.account)"])
    } catch {
      services.logger.notice("sign-in failed", metadata: ["reason": "\(error.logText)"])
      // Whoever brought a state back is whoever was let in before.
      let wasKnown = if case .state = error { false } else { true }
      page = pages.failure(error, ticket: wasKnown ? signIn.ticket(for: signIn.accountToSignIn) : nil)
    }
    try? await respond(page)
  }

  private func project() async throws(HTTPExchange.Failure) {
    guard let form = try await readForm() else { return }
    guard let name = form["ticket"].flatMap({ signIn.redeemTicket($0) }), let account = signIn.account(named: name)
    else {
      return try await respond(pages.forbidden(isSignedIn: false))
    }
    let entered = (form["project"] ?? "").trimmingBlanks()
    guard ProjectID.isPossible(entered) else {
      return try await respond(pages.projectAgain(ticket: signIn.ticket(for: name), wrong: entered))
    }
    // The project of an account that works is changed in the configuration, not by a page that was left open.
    let status = account.status.works ? account.status : await signIn.setProject(entered, of: account)
    let result = SignInResult(account: name, email: account.email, status: status)
    try await respond(pages.result(result, ticket: status.works ? "" : signIn.ticket(for: name)))
  }

  // MARK: Requests and answers

  private var cookie: String? {
    for field in exchange.head.fields.all("cookie") {
      for item in field.split(separator: ";") {
        let parts = item.split(separator: "=", maxSplits: 1)
        if parts.count == 2, String(parts[0]).trimmingBlanks() == Self.cookieName {
          return String(parts[1]).trimmingBlanks()
        }
      }
    }
    return nil
  }

  /// The fields of a form; nil where the answer has been given already.
  private func readForm() async throws(HTTPExchange.Failure) -> [String: String]? {
    let type = exchange.head.fields.first("content-type")?.lowercased() ?? ""
    guard exchange.head.fields.first("sec-fetch-site")?.lowercased() != "cross-site" else {
      try await respond(pages.badForm(403))
      return nil
    }
    guard type.hasPrefix("application/x-www-form-urlencoded") else {
      try await respond(pages.badForm(415))
      return nil
    }
    let body: [UInt8]
    do throws(HTTPExchange.Failure) {
      body = try await exchange.collectBody(upTo: Self.longestForm, patience: Self.formPatience)
    } catch {
      switch error {
      case .clientGone: throw error
      case .bodyTooLarge: try await respond(pages.badForm(413))
      case .noRoom: try await respond(pages.badForm(503))
      case .badBody(let status, _): try await respond(pages.badForm(status))
      }
      return nil
    }
    let fields = FormEncoding.decode(String(decoding: body, as: UTF8.self).replacing("+", with: " "))
    return Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
  }

  private func respond(_ page: Page) async throws(HTTPExchange.Failure) {
    var fields = Page.fields
    fields.append("Content-Language", page.language.rawValue)
    fields.append("Vary", "Accept-Language")
    try await exchange.respond(status: page.status, fields: fields, body: page.document)
  }
}

extension SignInFailure {
  /// The failure without what came in a query.
  fileprivate var logText: String {
    if case .denied = self { "refused at Google" } else { "\(self)" }
  }
}

extension String {
  fileprivate func trimmingBlanks() -> String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
