internal import OAuth

/// What the sign-in says, in the visitor's language.
struct SignInPages {
  let language: PageLanguage
  /// What leads from the visited path to `/auth/`, so that a prefix before it does not matter.
  let base: String

  init(_ head: HTTPRequestHead) {
    language = PageLanguage(acceptLanguage: head.fields.first("accept-language"))
    let depth = head.target.path.utf8.dropFirst().count { $0 == UInt8(ascii: "/") }
    base = String(repeating: "../", count: depth) + "auth/"
  }

  // MARK: Beginning

  /// The page that leads to Google; `advice` says what to do where Google leads elsewhere.
  func login(_ start: SignInStart, account: String, plan: RedirectPlan, project: HTML?) -> Page {
    let whose: HTML? =
      account == SignInService.defaultAccount
      ? nil : "<p>\(language("For the account", "账号：")) <strong>\(account)</strong></p>"
    return Page(
      language, title: language("Sign in with Google", "使用 Google 账号登录"),
      content: """
        <p class="soft">\(language(
          "The proxy answers with the Gemini models of your Google account. Google asks for your consent next.",
          "代理将使用你的 Google 账号来调用 Gemini 模型。下一步由 Google 征求你的同意。"))</p>
        \(whose)<div class="actions"><a class="button" href="\(start.url)" rel="noreferrer">\(language(
          "Continue with Google", "前往 Google 登录"))</a></div>
        \(project)\(paste(state: start.state, plan: plan))
        \(terms)
        """)
  }

  /// The box for whoever ended on an address that does not open.
  private func paste(state: String, plan: RedirectPlan) -> HTML {
    let reason: HTML =
      plan.isLoopbackInstead
      ? """
      <p class="soft">\(language(
        "After your consent Google leads your browser to \(plan.base), which opens only on the machine of the proxy.",
        "同意之后，Google 会把浏览器带到 \(plan.base)，而这个地址只能在运行代理的机器上打开。")) \(language(
        "If it does not open, copy the whole address from the address bar and paste it here.",
        "如果打不开，请复制地址栏中的完整地址并粘贴到这里。"))</p>
      """
      : """
      <p class="soft">\(language(
        "Ended on a page that does not open? Copy its whole address from the address bar and paste it here.",
        "登录后打开的页面无法访问？请复制地址栏中的完整地址并粘贴到这里。"))</p>
      """
    return """
      <h2>\(language("Signing in on another device?", "在另一台设备上登录？"))</h2>
      \(reason)
      <form method="post" action="\(base)paste">
      <input type="hidden" name="state" value="\(state)">
      <label for="pasted">\(language("Address or code", "地址或授权码"))</label>
      <input id="pasted" name="pasted" required autocomplete="off" autocapitalize="none" spellcheck="false" \
      maxlength="8192" placeholder="http://localhost:…/auth/callback/…?code=…">
      <button class="second">\(language("Finish signing in", "完成登录"))</button>
      </form>
      """
  }

  private var terms: HTML {
    """
    <div class="note"><p><strong>\(language("Please note:", "请注意："))</strong> \(language(
      """
      Google's terms allow this kind of sign-in from Gemini CLI only; using it from other software, such as this proxy, \
      may cost you the account. An API key (api_mode ai_studio) or Vertex AI (vertex_ai) is the supported way.
      """,
      """
      Google 的条款只允许 Gemini CLI 使用这种登录方式；在其他软件（例如本代理）中使用，可能导致账号被停用。\
      官方支持的方式是使用 API 密钥（api_mode 设为 ai_studio）或 Vertex AI（vertex_ai）。
      """))</p></div>
    """
  }

  // MARK: Results

  /// What became of a sign-in, or of a project that was entered; `ticket` opens the next step.
  func result(_ result: SignInResult, ticket: String) -> Page {
    switch result.status {
    case .ready(let project, let tier): return ready(result, project: project, tier: tier)
    case .projectRequired: return projectRequired(ticket: ticket)
    case .refused(let reason, let link): return refused(reason, link: link, ticket: ticket)
    case .unavailable(let reason), .credentialMissing(let reason): return waiting(reason)
    case .unknown, .settingUp:
      return waiting(language("Google is still setting the account up.", "Google 仍在开通该账号。"))
    case .signedOut(let reason):
      return failure(
        status: 502, title: language("Google ended the sign-in", "Google 终止了登录"), words: reason ?? "", ticket: ticket)
    }
  }

  private func ready(_ result: SignInResult, project: String, tier: Tier) -> Page {
    let email: HTML? = result.email.map {
      "<div><dt>\(language("Google account", "Google 账号"))</dt><dd>\($0)</dd></div>"
    }
    let level: HTML? =
      tier.id.isEmpty
      ? nil : "<div><dt>\(language("Tier", "套餐"))</dt><dd>\(tier.title)</dd></div>"
    return Page(
      language, .good, title: language("You are signed in", "登录成功"),
      content: """
        <p class="soft">\(language(
          "The proxy is serving now; nothing needs to be restarted. You can close this page.",
          "代理已开始服务，无需重启。现在可以关闭此页面。"))</p>
        <dl>\(email)\(level)<div><dt>\(language("Project", "项目"))</dt><dd>\(project)</dd></div></dl>
        \(result.isNew ? terms : nil)
        """)
  }

  private func waiting(_ reason: String) -> Page {
    Page(
      language, .note, title: language("Signed in, but Google is slow", "已登录，但 Google 暂时没有回应"),
      content: """
        <p>\(language(
          "The sign-in is stored. Google could not yet be asked what the account may use; the proxy goes on trying.",
          "登录信息已保存。暂时无法向 Google 查询该账号的权限，代理会继续尝试。"))</p>
        <blockquote>\(reason)</blockquote>
        """)
  }

  private func projectRequired(ticket: String) -> Page {
    Page(
      language, .note, title: language("One more step: a project", "还差一步：填写项目"),
      content: """
        <p>\(language(
          "You are signed in. This account needs a Google Cloud project of its own.",
          "你已登录。此账号需要一个自己的 Google Cloud 项目。"))</p>
        \(projectForm(ticket: ticket, wrong: nil))
        """)
  }

  /// The field for a project id; `wrong` is what was entered and cannot be one.
  func projectForm(ticket: String, wrong: String?) -> HTML {
    let complaint: HTML? = wrong.map {
      "<blockquote>\(language("This cannot be a project id: ", "这不是有效的项目 ID：")) \(String($0.prefix(128)))</blockquote>"
    }
    return """
      \(complaint)<form method="post" action="\(base)project">
      <input type="hidden" name="ticket" value="\(ticket)">
      <label for="project">\(language("Project id", "项目 ID"))</label>
      <input id="project" name="project" required autocomplete="off" autocapitalize="none" spellcheck="false" \
      maxlength="128" placeholder="my-project-123">
      <button>\(language("Save and continue", "保存并继续"))</button>
      </form>
      <p class="soft actions"><a href="\(Discovery.consoleLink)" rel="noreferrer">\(language(
        "Find the id in the Google Cloud console", "在 Google Cloud 控制台中查找项目 ID"))</a> \(language(
        "— not the name and not the number.", "（不是名称，也不是编号）"))</p>
      """
  }

  /// The page for a project alone: after a wrong entry.
  func projectAgain(ticket: String, wrong: String) -> Page {
    Page(
      status: 400, language, .note, title: language("One more step: a project", "还差一步：填写项目"),
      content: projectForm(ticket: ticket, wrong: wrong))
  }

  private func refused(_ reason: String, link: String?, ticket: String) -> Page {
    let help: HTML? = GoogleLink.trusted(link).map {
      "<a class=\"button\" href=\"\($0)\" rel=\"noreferrer\">\(language("What Google suggests", "查看 Google 的说明"))</a>"
    }
    return Page(
      status: 403, language, .bad, title: language("Google does not serve this account", "Google 不为此账号提供服务"),
      content: """
        <p>\(language(
          "You are signed in, but Google gives this account no access to Gemini Code Assist. In its own words:",
          "你已登录，但 Google 没有为此账号开放 Gemini Code Assist。Google 的原话："))</p>
        <blockquote>\(reason)</blockquote>
        <p class="soft">\(language(
          """
          A licensed seat (Gemini Code Assist Standard or Enterprise) may be missing. An API key (api_mode ai_studio) or \
          Vertex AI (vertex_ai) works without one.
          """,
          """
          可能缺少许可席位（Gemini Code Assist Standard 或 Enterprise）。使用 API 密钥（api_mode 设为 ai_studio）\
          或 Vertex AI（vertex_ai）则不需要席位。
          """))</p>
        <div class="actions">\(help)<a class="button second" href="\(base)login?ticket=\(ticket)">\(language(
          "Sign in with another account", "使用其他账号登录"))</a></div>
        """)
  }

  // MARK: Failures

  /// A sign-in that came to nothing; without a ticket the link back is only for people at the machine itself.
  func failure(_ failure: SignInFailure, ticket: String?) -> Page {
    let (status, title, words) = explanation(of: failure)
    return self.failure(status: status, title: title, words: words, ticket: ticket)
  }

  /// What was pasted cannot be read; the sign-in is still under way.
  func unreadablePaste() -> Page {
    Page(
      status: 400, language, .bad, title: language("That is neither an address nor a code", "这不是地址，也不是授权码"),
      content: """
        <p>\(language(
          "Copy the whole address that your browser shows after the consent, from http:// to the end, and go back to paste it.",
          "请复制同意授权后浏览器显示的完整地址（从 http:// 到结尾），然后返回上一页重新粘贴。"))</p>
        """)
  }

  private func failure(status: Int, title: String, words: String, ticket: String?) -> Page {
    let query = ticket.map { "?ticket=" + $0 } ?? ""
    return Page(
      status: status, language, .bad, title: title,
      content: """
        <blockquote>\(words)</blockquote>
        <div class="actions"><a class="button" href="\(base)login\(query)">\(language("Start again", "重新登录"))</a></div>
        """)
  }

  // MARK: No entry

  func misdirected(host: String) -> Page {
    Page(
      status: 421, language, .bad, title: language("This address is not the proxy's own", "这不是代理自己的地址"),
      content: """
        <p>\(language(
          "Signing in is open under localhost only. Use the link that the proxy prints, or list the host name under allowed_hosts.",
          "登录页面只能通过 localhost 打开。请使用代理启动时显示的链接，或把该主机名加入 allowed_hosts。"))</p>
        <p class="soft"><code>\(String(host.prefix(255)))</code></p>
        """)
  }

  func forbidden(isSignedIn: Bool) -> Page {
    let words =
      isSignedIn
      ? language(
        "The account works, so nobody needs to sign in. To change it, run “gemini-proxy login” on the machine of the proxy.",
        "账号可以正常使用，无需登录。如需更换账号，请在运行代理的机器上执行 “gemini-proxy login”。")
      : language(
        """
        Open the whole link that the proxy printed when it started, or that a refused API call names. Each is good once; \
        a new one comes with the next refused call.
        """,
        "请打开代理启动时显示的完整链接，或 API 调用被拒绝时给出的链接。每个链接只能使用一次，下一次被拒绝的调用会给出新的链接。")
    return Page(
      status: 403, language, isSignedIn ? .good : .note,
      title: isSignedIn ? language("Already signed in", "已经登录") : language("This page needs a link", "需要登录链接"),
      content: "<p>\(words)</p>")
  }

  func unknownInstallation() -> Page {
    Page(
      status: 404, language, .bad, title: language("Not the address of this proxy", "不是此代理的回调地址"),
      content: """
        <p>\(language(
          "The callback belongs to another installation (client_id). Start again from the link that this proxy prints.",
          "这个回调地址属于另一个安装（client_id 不同）。请使用此代理显示的链接重新登录。"))</p>
        """)
  }

  func badForm(_ status: Int) -> Page {
    Page(
      status: status, language, .bad, title: language("The form cannot be read", "无法读取表单"),
      content: "<p>\(language("Go back and send it again.", "请返回上一页重新提交。"))</p>")
  }
}
