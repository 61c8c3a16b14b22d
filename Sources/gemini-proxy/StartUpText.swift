internal import GeminiProxy
internal import OAuth
internal import Translation

/// What the terminal says at start-up and while nobody is signed in.
struct StartUpText {
  let language: TerminalLanguage

  /// `path` is the configuration file; `showsKey` where no file holds the key that was made up, `showsLink` where a person
  /// sees the first start: the link holds the key.
  func banner(
    _ proxy: GeminiProxy, _ configuration: ProxyConfiguration, path: String, showsKey: Bool, showsLink: Bool
  ) -> String {
    var lines = [
      language("🚀 Gemini Proxy \(GeminiProxy.version) is running", "🚀 Gemini Proxy \(GeminiProxy.version) 已启动"),
      "🌐 \(proxy.baseURL)",
      "🔑 " + (showsKey ? unstoredKey(configuration.apiKeys) : key(configuration.apiKeys, path)),
    ]
    if proxy.signIn.accounts.contains(where: \.signsIn), let advice = proxy.signIn.redirect.advice {
      lines.append(language(advice, chinese(proxy.signIn.redirect)))
    }
    if !proxy.baseURL.hasPrefix("unix:") {
      lines += ["", client(proxy.baseURL, value(configuration, path, showsKey))]
      let shown = showsLink ? configuration.apiKeys.first { !$0.isHashed } : nil
      lines.append(cherryStudio(proxy.baseURL, shown?.key.exposed, path))
    }
    return lines.joined(separator: "\n")
  }

  private func unstoredKey(_ keys: [ClientKey]) -> String {
    let value = keys.first?.key.exposed ?? ""
    return language(
      "API key \(value), for this run only: it could not be stored", "API 密钥 \(value)，仅本次运行有效：无法保存")
  }

  private func key(_ keys: [ClientKey], _ path: String) -> String {
    guard let first = keys.first else {
      return language(
        "No client keys: only this machine is served (api_keys in \(path))", "未设置客户端密钥：只接受本机请求（\(path) 中的 api_keys）")
    }
    let more = keys.count > 1 ? language(" and \(keys.count - 1) more", " 等 \(keys.count) 个") : ""
    return language(
      "API key \(first.prefix)…\(more): under \"api_keys\" in \(path)",
      "API 密钥 \(first.prefix)…\(more)：见 \(path) 中的 \"api_keys\"")
  }

  /// What to type where a client asks for its key.
  private func value(_ configuration: ProxyConfiguration, _ path: String, _ showsKey: Bool) -> String {
    if showsKey { return language("the one above", "见上") }
    return configuration.apiKeys.isEmpty
      ? language("anything", "任意值") : language("the key from \(path)", "\(path) 中的密钥")
  }

  private func client(_ base: String, _ value: String) -> String {
    language(
      """
      What to type into a client:
        OpenAI      base URL  \(base)/v1
        Gemini      base URL  \(base)
        API key     \(value)
        model       gemini-2.5-flash
      """,
      """
      客户端设置：
        OpenAI      接口地址  \(base)/v1
        Gemini      接口地址  \(base)
        API 密钥    \(value)
        模型        gemini-2.5-flash
      """)
  }

  /// Takes over address and key at a click.
  private func cherryStudio(_ base: String, _ key: String?, _ path: String) -> String {
    let name = "  Cherry Studio         "
    guard let key else { return name + "gemini-proxy connect cherry-studio \(path)" }
    return name + ClientSettings.cherryLink(base: base, key: key)
  }

  private func chinese(_ plan: RedirectPlan) -> String {
    let port = plan.base.split(separator: ":").last.map(String.init) ?? "8081"
    return """
      内置客户端登录后只能跳转到本机地址，因此登录使用 \(plan.base)，而不是 \(plan.publicBase)。有三种方法：
        1. 执行 ssh -L \(port):localhost:\(port) 服务器，然后打开链接。
        2. 在任意设备上打开链接，把浏览器最后停留的地址粘贴到此终端、"gemini-proxy login --no-browser"，或 \
      \(plan.publicBase)/auth/login 页面的输入框。
        3. 把 oauth_client_id 和 oauth_client_secret 设为你自己的客户端，redirect_url 就会原样使用。
      """
  }

  // MARK: Accounts

  func text(_ announcement: AccountAnnouncement, canPaste: Bool) -> String {
    switch announcement {
    case .signInNeeded(let account, let page, let google, let reason):
      return signIn(account, page: page, google: google, reason: reason, canPaste: canPaste)
    case .ready(let account, let email, let project, let tier):
      let who = email ?? account
      let level = tier.title
      return language(
        "✅ Signed in as \(who) (project \(project)\(level.isEmpty ? "" : ", \(level)")). Ready.",
        "✅ 已登录：\(who)（项目 \(project)\(level.isEmpty ? "" : "，\(level)")），可以使用了。")
    case .keyReady(let account, let service, let project):
      let place = project.isEmpty ? "" : language(" (project \(project))", "（项目 \(project)）")
      return language(
        "✅ Account \(account): \(Self.name(of: service))\(place). Ready.",
        "✅ 账号 \(account)：\(Self.name(of: service))\(place)，可以使用了。")
    case .credentialMissing(let account, let advice):
      return language("❌ Account \(account): \(advice)", "❌ 账号 \(account)：\(advice)")
    case .projectRequired(_, let advice, let page):
      return language(
        "⚠️  \(advice)\n   The page: \(page)",
        "⚠️  此账号需要自己的 Google Cloud 项目。请在 \(Discovery.consoleLink) 查找项目 ID，并填入 project_id 或登录页面。\n   页面：\(page)")
    case .refused(_, let reason, let link, let page):
      let help = link.map { "\n   \($0)" } ?? ""
      return language(
        "❌ Google does not serve this account: \(reason)\(help)\n   Another account: \(page)",
        "❌ Google 不为此账号提供服务：\(reason)\(help)\n   换一个账号：\(page)")
    case .unavailable(_, let reason):
      return language("⏳ Google cannot be asked at the moment: \(reason)", "⏳ 暂时无法联系 Google：\(reason)")
    case .terms: return terms
    }
  }

  private static func name(of service: UpstreamKind) -> String {
    switch service {
    case .codeAssist: "Gemini Code Assist"
    case .aiStudio: "Gemini API"
    case .vertexAI: "Vertex AI"
    }
  }

  private func signIn(_ account: String, page: String, google: String, reason: String?, canPaste: Bool) -> String {
    var lines = reason.map { ["⚠️  \($0)"] } ?? []
    let whose = account == SignInService.defaultAccount ? "" : " (\(account))"
    lines.append(language("🔐 Sign in\(whose): \(page)", "🔐 登录\(whose)：\(page)"))
    lines.append(
      language(
        "   Or open this on any device, and paste the address it ends on\(canPaste ? " here" : " into the box of that page"):",
        "   也可以在任意设备上打开下面的链接，然后把最后停留的地址粘贴到\(canPaste ? "这里" : "上面的页面中")："))
    lines.append("   " + google)
    lines.append(language("⏳ waiting for sign-in…", "⏳ 等待用户认证…"))
    return lines.joined(separator: "\n")
  }

  var terms: String {
    language(
      "ℹ️  \(AccountAnnouncement.terms)",
      """
      ℹ️  Google 的条款只允许 Gemini CLI 使用这种登录方式；在其他软件（例如本代理）中使用，可能导致账号被停用。\
      官方支持的方式：api_mode 设为 ai_studio 并使用 API 密钥，或 vertex_ai。
      """)
  }
}
