internal import ArgumentParser
internal import GeminiProxy
internal import OAuth

/// One sign-in from the terminal: by the browser's way back, or by what is pasted, whichever comes first.
struct Login {
  private static let refused = ExitCode(41)

  let session: SignInSession
  /// Nil for the one at the top level of the configuration.
  let account: String?
  let mayOpenBrowser: Bool
  let seconds: Int
  private let language = TerminalLanguage.current

  init(session: SignInSession, account: String?, mayOpenBrowser: Bool, seconds: Int) {
    self.session = session
    self.account = account
    self.mayOpenBrowser = mayOpenBrowser
    self.seconds = seconds
  }

  static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "._~-".utf8.contains($0)
      }
  }

  private enum Outcome: Sendable {
    case event(SignInEvent)
    case timedOut
    /// Standard input has ended: nothing can be pasted any more.
    case inputEnded
  }

  func run() async throws {
    let (events, continuation) = AsyncStream.makeStream(of: SignInEvent.self)
    session.signIn.observe { continuation.yield($0) }
    let start: SignInStart
    do {
      start = try session.signIn.beginSignIn(
        account: account ?? SignInService.defaultAccount, origin: .terminal, creatingAccount: account != nil)
    } catch {
      Terminal.error("\(error)")
      throw Self.refused
    }
    invite(start)
    let result: Result<Void, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { await session.run() }
      defer { group.cancelAll() }
      do {
        return .success(try await wait(events, start))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  private func invite(_ start: SignInStart) {
    Terminal.print(StartUpText(language: language).terms)
    if let advice = session.signIn.redirect.advice { Terminal.print(advice) }
    Terminal.print(language("🔐 Open this link and sign in:", "🔐 打开下面的链接并登录：") + "\n   " + start.url)
    if mayOpenBrowser, session.isListening, Browser.open(start.url) {
      Terminal.print(language("   (opened in your browser)", "（已在浏览器中打开）"))
    }
    Terminal.print(
      language(
        "If the page you end on does not open, paste its address here, or the code in it:",
        "如果最后的页面打不开，请把它的地址或其中的授权码粘贴到这里："))
  }

  /// The first thing that decides; what is merely wrong is told and waited past.
  private func wait(_ events: AsyncStream<SignInEvent>, _ start: SignInStart) async throws {
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      group.addTask {
        for await event in events where Self.decides(event) { return .event(event) }
        return .timedOut
      }
      group.addTask {
        await paste(start)
        return .inputEnded
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(seconds))
        return .timedOut
      }
      defer { group.cancelAll() }
      while let outcome = try await group.next() {
        switch outcome {
        // Without a terminal the browser may still come back.
        case .inputEnded: continue
        case .event(let event): return try conclude(event)
        case .timedOut:
          Terminal.error(
            language(
              "Nobody signed in within \(seconds) seconds. Run login again.", "\(seconds) 秒内没有完成登录，请重新执行 login。"))
          throw Self.refused
        }
      }
    }
  }

  /// A stray visit of the callback is no answer.
  private static func decides(_ event: SignInEvent) -> Bool {
    switch event {
    case .failed(.state, _), .failed(.missingCode, _): false
    case .signedIn: true
    case .failed, .projectEntered: true
    }
  }

  private func paste(_ start: SignInStart) async {
    while let line = await TerminalInput.nextLine() {
      guard !line.allSatisfy(\.isWhitespace) else { continue }
      guard let pasted = PastedAnswer(line) else {
        Terminal.print(
          language("That is neither an address with a code nor a code. Again:", "这不是带授权码的地址，也不是授权码。请重试："))
        continue
      }
      do throws(SignInFailure) {
        _ = try await session.signIn.completeSignIn(pasted: pasted, fallbackState: start.state)
        return
      } catch {
        if !Self.decides(.failed(error, state: start.state)) { Terminal.print("\(error)") }
      }
    }
  }

  private func conclude(_ event: SignInEvent) throws {
    switch event {
    case .failed(let failure, _):
      Terminal.error("\(failure)")
      throw Self.refused
    case .signedIn(let result, _), .projectEntered(let result):
      let who = result.email ?? result.account
      switch result.status {
      case .ready(let project, let tier):
        Terminal.print(
          language(
            "✅ Signed in as \(who) (project \(project), \(tier.id)).", "✅ 已登录：\(who)（项目 \(project)，\(tier.id)）。"))
      case .refused(let reason, let link):
        Terminal.error(
          language(
            "Signed in as \(who), but Google does not serve this account: \(reason)\(link.map { " " + $0 } ?? "")",
            "已登录 \(who)，但 Google 不为此账号提供服务：\(reason)\(link.map { " " + $0 } ?? "")"))
        throw Self.refused
      case .projectRequired(let advice):
        Terminal.print("✅ " + language("Signed in as \(who).", "已登录：\(who)。") + "\n⚠️  \(advice)")
      case .unavailable(let reason), .credentialMissing(let reason), .signedOut(.some(let reason)):
        Terminal.print("✅ " + language("Signed in as \(who).", "已登录：\(who)。") + "\n⏳ \(reason)")
      case .unknown, .settingUp, .signedOut(nil): Terminal.print("✅ " + language("Signed in as \(who).", "已登录：\(who)。"))
      }
    }
  }
}
