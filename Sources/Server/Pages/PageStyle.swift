internal import OAuth

/// How pages look, and the policy that lets a browser apply that and run nothing.
enum PageStyle {
  static let sheet = """
    :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1c1f26;--soft:#5b6270;--line:#dfe3ea;--main:#1a66d6;\
    --on-main:#fff;--good:#14803c;--good-soft:#e6f5ea;--bad:#b3261e;--bad-soft:#fdecea;--note:#fff6e0;--note-line:#ecd9a4}
    @media (prefers-color-scheme:dark){:root{--page:#14161a;--card:#1e2127;--ink:#e7e9ee;--soft:#a3aab8;--line:#343943;\
    --main:#8ab4f8;--on-main:#10131a;--good:#7fd49a;--good-soft:#1b3324;--bad:#f2a59d;--bad-soft:#3a211f;--note:#2e2919;\
    --note-line:#574b22}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;padding:24px \
    16px;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC",\
    "Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans",sans-serif}
    main{width:100%;max-width:560px;background:var(--card);border:1px solid var(--line);border-radius:16px;padding:32px;\
    box-shadow:0 1px 2px rgb(0 0 0/.05),0 8px 24px rgb(0 0 0/.06)}
    header{display:flex;align-items:center;gap:10px;margin-bottom:20px;color:var(--soft);font-size:15px;font-weight:600}
    header svg{width:24px;height:24px;flex:none;color:var(--main)}
    h1{margin:0 0 8px;font-size:26px;line-height:1.25;letter-spacing:-.01em;text-wrap:balance}
    h2{margin:28px 0 6px;padding-top:24px;border-top:1px solid var(--line);font-size:17px}
    p{margin:0 0 14px;overflow-wrap:anywhere}
    a{color:var(--main)}
    .soft{color:var(--soft)}
    .badge{display:inline-flex;width:44px;height:44px;align-items:center;justify-content:center;margin-bottom:14px;\
    border-radius:50%;font-size:22px;font-weight:700}
    .badge.good{background:var(--good-soft);color:var(--good)}
    .badge.bad{background:var(--bad-soft);color:var(--bad)}
    .badge.ask{background:var(--note);box-shadow:inset 0 0 0 1px var(--note-line)}
    .button,button{display:block;width:100%;padding:13px 20px;border:0;border-radius:10px;background:var(--main);\
    color:var(--on-main);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
    .button:hover,button:hover{filter:brightness(1.08)}
    .button:focus-visible,button:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid var(--main);\
    outline-offset:2px}
    .second{background:transparent;color:var(--main);box-shadow:inset 0 0 0 1px var(--line)}
    .actions{margin:22px 0 4px}
    .actions>*+*{margin-top:10px}
    label{display:block;margin-bottom:6px;font-weight:600}
    input{width:100%;margin-bottom:12px;padding:12px 14px;border:1px solid var(--line);border-radius:10px;\
    background:var(--page);color:var(--ink);font:inherit}
    input::placeholder{color:var(--soft)}
    dl{margin:18px 0;padding:4px 16px;border:1px solid var(--line);border-radius:12px}
    dl div{display:flex;flex-wrap:wrap;gap:2px 16px;justify-content:space-between;padding:10px 0}
    dl div+div{border-top:1px solid var(--line)}
    dt{color:var(--soft)}
    dd{margin:0;font-weight:600;overflow-wrap:anywhere}
    blockquote{margin:0 0 14px;padding:12px 16px;border-left:4px solid var(--bad);border-radius:0 10px 10px 0;\
    background:var(--bad-soft);overflow-wrap:anywhere}
    code,pre{padding:2px 6px;border-radius:6px;background:var(--page);font:14px/1.5 ui-monospace,"SFMono-Regular",Menlo,\
    Consolas,"Noto Sans Mono CJK SC",monospace;overflow-wrap:anywhere}
    ol{margin:0 0 14px;padding-left:22px}
    li{margin-bottom:8px;overflow-wrap:anywhere}
    .note{margin-top:22px;padding:14px 16px;border:1px solid var(--note-line);border-radius:12px;background:var(--note);\
    font-size:14px}
    .note p:last-child{margin:0}
    details{margin-top:22px;color:var(--soft);font-size:14px}
    summary{cursor:pointer;font-weight:600}
    details>*+*{margin-top:10px}
    footer{margin-top:18px;color:var(--soft);font-size:13px;text-align:center}
    @media (max-width:480px){body{justify-content:flex-start;padding:12px}main{padding:24px 20px;border-radius:14px}\
    h1{font-size:23px}}
    """

  /// Nothing is loaded and nothing runs; the one style sheet is known by its digest.
  static let policy: String = {
    let digest = Base64.encode(Digest.sha256(sheet.utf8))
    return "default-src 'none'; style-src 'sha256-\(digest)'; img-src data:; form-action 'self'; base-uri 'none'; "
      + "frame-ancestors 'none'"
  }()
}
