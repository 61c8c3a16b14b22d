internal import OAuth

/// The status page at `/`: what it shows it asks for itself, so it holds nothing that not everybody may know.
struct StatusPage {
  var language: PageLanguage

  /// What a browser may do with it: run the one script of this proxy, ask this proxy, and nothing else.
  static let fields: HTTPFields = {
    var fields = Page.fields
    let digest = Base64.encode(Digest.sha256((PageStyle.sheet + StatusStyle.sheet).utf8))
    fields.set(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'sha256-\(digest)'; connect-src 'self'; img-src data:; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'")
    return fields
  }()

  var document: [UInt8] {
    let head = Page.head(
      language, title: language("Status", "状态"), script: "<script src=\"status.js\" defer></script>\n")
    let body: HTML = """
      </style>
      </head>
      <body class="wide">
      <main>
      <header>\(Page.mark)<span>Gemini Proxy</span><a class="language" href="?lang=\(language("zh-CN", "en"))" \
      hreflang="\(language("zh-CN", "en"))" lang="\(language("zh-CN", "en"))">\(language("中文", "English"))</a></header>
      <div class="line"><h1>\(language("Status", "状态"))</h1><span id="state" class="chip" role="status">…</span></div>
      <div id="top"></div>
      <noscript><blockquote>\(language(
        "This page needs JavaScript. The same facts are at /status.json.",
        "此页面需要 JavaScript。相同的信息见 /status.json。"))</blockquote></noscript>
      \(keyForm)<div id="facts" hidden>
      <p id="advice" class="soft" hidden></p>
      <dl id="figures" class="figures"></dl>
      <section aria-labelledby="accounts-title"><h2 id="accounts-title">\(language("Accounts", "账号"))</h2>
      <div id="accounts" class="cards"></div></section>
      \(trial)<section aria-labelledby="models-title"><h2 id="models-title">\(language("Models", "模型"))</h2>
      <ul id="models" class="models"></ul></section>
      </div>
      \(settings)<footer id="footer">gemini-proxy</footer>
      </main>
      </body>
      </html>

      """
    return Array((head.markup + PageStyle.sheet + StatusStyle.sheet + body.markup).utf8)
  }

  private var keyForm: HTML {
    """
    <form id="key-form" hidden>
    <label for="key">\(language("API key of this proxy", "此代理的 API 密钥"))</label>
    <input id="key" type="password" required autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="512" \
    aria-describedby="key-note">
    <p id="key-note" class="soft">\(language(
      "It stays in this page’s memory and is gone when the page is closed.", "密钥只保存在此页面的内存中，关闭页面后即消失。"))</p>
    <p id="key-problem" class="problem" role="alert" hidden></p>
    <button>\(language("Use this key", "使用此密钥"))</button>
    </form>

    """
  }

  private var trial: HTML {
    """
    <section aria-labelledby="trial-title"><h2 id="trial-title">\(language("Test a model", "测试模型"))</h2>
    <form id="trial">
    <label for="model">\(language("Model", "模型"))</label>
    <select id="model"></select>
    <label for="prompt">\(language("Question", "问题"))</label>
    <textarea id="prompt" rows="3" required maxlength="100000">\(language(
      "Why is the sky blue? Answer in two sentences.", "天空为什么是蓝色的？请用两句话回答。"))</textarea>
    <div class="row"><button id="send">\(language("Ask", "提问"))</button>\
    <button id="stop" type="button" class="second" disabled>\(language("Stop", "停止"))</button></div>
    </form>
    <div id="answer" class="answer" role="log" aria-live="polite" aria-label="\(language("Answer", "回答"))" tabindex="0" \
    hidden></div>
    <p id="timing" class="soft" hidden></p>
    </section>

    """
  }

  private var settings: HTML {
    """
    <section aria-labelledby="settings-title"><h2 id="settings-title">\(language("Settings for clients", "客户端设置"))</h2>
    <p class="soft">\(language(
      "Every client that speaks one of these APIs works. The key is one of those in api_keys.",
      "支持以下任一 API 的客户端都可以使用。密钥为 api_keys 中的任意一个。"))</p>
    <dl id="settings" class="settings"></dl>
    <div class="actions"><button id="cherry" class="second" type="button">\(language(
      "Add to Cherry Studio", "添加到 Cherry Studio"))</button></div>
    <p id="copied" class="soft" role="status"></p>
    </section>

    """
  }
}
