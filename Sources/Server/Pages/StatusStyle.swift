/// What the status page has and the pages of the sign-in do not.
enum StatusStyle {
  static let sheet = """
    body.wide{justify-content:flex-start}
    .wide main{max-width:880px}
    [hidden]{display:none!important}
    .language{margin-left:auto;padding:6px 10px;border-radius:8px;font-weight:400}
    .line{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;margin-bottom:16px}
    .card .line{margin-bottom:8px}
    .line h1{margin:0}
    .chip{padding:3px 12px;border-radius:99px;background:var(--note);box-shadow:inset 0 0 0 1px var(--note-line);\
    font-size:14px;font-weight:600}
    .chip.good{background:var(--good-soft);color:var(--good);box-shadow:none}
    .chip.bad{background:var(--bad-soft);color:var(--bad);box-shadow:none}
    .problem{color:var(--bad)}
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:12px;padding:0;border:0}
    .figures div{display:block;padding:12px 14px;border:1px solid var(--line);border-radius:12px}
    .figures div+div{border-top:1px solid var(--line)}
    .figures dt{font-size:13px}
    .figures dd{font-size:20px;font-variant-numeric:tabular-nums}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));gap:12px}
    .card{padding:14px 16px;border:1px solid var(--line);border-radius:12px}
    .card .line{justify-content:space-between}
    .card h3{margin:0;font-size:16px;overflow-wrap:anywhere}
    .card p{margin:0 0 4px;font-size:14px}
    .quota{display:grid;grid-template-columns:1fr auto;gap:0 12px;margin-top:10px;font-size:14px}
    .quota span{overflow-wrap:anywhere}
    .quota progress{grid-column:1/-1;width:100%;height:8px;accent-color:var(--main)}
    .models{display:flex;flex-wrap:wrap;gap:8px;margin:0;padding:0;list-style:none}
    .models li{margin:0}
    .models button{width:auto;padding:6px 12px;background:var(--page);color:var(--ink);\
    box-shadow:inset 0 0 0 1px var(--line);font-size:14px;font-weight:400}
    select,textarea{width:100%;margin-bottom:12px;padding:12px 14px;border:1px solid var(--line);border-radius:10px;\
    background:var(--page);color:var(--ink);font:inherit}
    textarea{resize:vertical}
    select:focus-visible,textarea:focus-visible,a:focus-visible,.answer:focus-visible{outline:3px solid var(--main);\
    outline-offset:2px}
    .row{display:grid;grid-template-columns:2fr 1fr;gap:10px}
    button:disabled{opacity:.5;cursor:default;filter:none}
    .answer{max-height:420px;margin:16px 0 8px;padding:14px 16px;overflow:auto;border-radius:12px;background:var(--page);\
    white-space:pre-wrap;overflow-wrap:anywhere}
    .answer.bad{background:var(--bad-soft)}
    .settings div{align-items:center}
    .settings dd{display:flex;flex:1 1 300px;gap:8px;align-items:center;justify-content:flex-end;min-width:0}
    .settings code{flex:0 1 auto;min-width:0;white-space:pre-wrap}
    .settings button{flex:none;width:auto;padding:6px 12px;font-size:14px}
    @media (max-width:480px){.settings dd{justify-content:space-between}}
    @media (prefers-reduced-motion:no-preference){.answer[aria-busy=true]::after{content:"▍";animation:blink 1s steps(2) \
    infinite}}
    @keyframes blink{50%{opacity:0}}
    """
}
