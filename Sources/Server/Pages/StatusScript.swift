/// The status page's script: asks `/status.json` while somebody looks, and puts what it says into the page as text,
/// never as markup. The key lives in one variable.
enum StatusScript {
  static let text = #"""
    "use strict";
    (() => {
      const chinese = document.documentElement.lang === "zh-CN";
      const say = (english, translation) => (chinese ? translation : english);
      const find = (id) => document.getElementById(id);
      const root = new URL("./", location.href);
      const pause = 5000;
      let key = "";
      let timer;
      let running;
      const shown = new Map();

      const make = (tag, text, name) => {
        const element = document.createElement(tag);
        if (text !== undefined) element.textContent = text;
        if (name) element.className = name;
        return element;
      };
      // What is the same stays: a reader's selection, focus and screen reader are not disturbed.
      const changed = (name, value) => {
        const text = JSON.stringify(value);
        if (shown.get(name) === text) return false;
        shown.set(name, text);
        return true;
      };
      const hide = (id, hidden) => { find(id).hidden = hidden; };
      const tell = (id, text) => {
        if (find(id).textContent !== text) find(id).textContent = text;
      };
      const headers = (more) => (key ? { ...more, authorization: "Bearer " + key } : { ...more });
      const number = new Intl.NumberFormat(document.documentElement.lang);
      const short = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
      const moment = (text) => new Date(text).toLocaleString(document.documentElement.lang);
      const size = (bytes) => number.format(Math.round(bytes / 1048576)) + " MiB";
      const duration = (from) => {
        const minutes = Math.max(0, Math.floor((Date.now() - new Date(from)) / 60000));
        const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
        if (days > 0) return say(`${days} d ${hours} h`, `${days} 天 ${hours} 小时`);
        if (hours > 0) return say(`${hours} h ${minutes % 60} min`, `${hours} 小时 ${minutes % 60} 分`);
        return say(`${minutes} min`, `${minutes} 分钟`);
      };

      const states = {
        ready: say("Ready", "就绪"),
        sign_in_required: say("Sign-in needed", "需要登录"),
        starting: say("Starting", "启动中"),
        setting_up: say("Being set up", "正在开通"),
        project_required: say("Project needed", "需要填写项目"),
        no_license: say("No licence", "没有许可"),
        credential_missing: say("Credential missing", "缺少凭据"),
        upstream_unavailable: say("Google does not answer", "Google 无回应"),
        cooling_until: say("Resting", "冷却中"),
        draining: say("Draining", "正在排空"),
      };
      const state = (chip, code, until) => {
        const text = (states[code] ?? code) + (until ? say(" until ", "，直到 ") + moment(until) : "");
        if (chip.textContent !== text) chip.textContent = text;
        const mood = code === "ready" ? " good" : ["starting", "setting_up", "draining"].includes(code) ? "" : " bad";
        chip.className = "chip" + mood;
      };

      const showFigures = (status) => {
        const figures = [
          [say("Live streams", "活动流"), number.format(status.open_streams)],
          [say("Running requests", "进行中的请求"), number.format(status.running_requests)],
          [say("Connections", "连接"), number.format(status.connections)],
          [say("Requests", "请求总数"), number.format(status.totals.requests)],
          [say("Tokens in / out", "输入 / 输出令牌"),
            short.format(status.totals.prompt_tokens) + " / " + short.format(status.totals.output_tokens + status.totals.thought_tokens)],
          [say("Errors of Google’s", "Google 错误"), number.format(status.totals.upstream_errors)],
          [say("Memory", "内存"), size(status.resident_bytes)],
          [say("Running for", "运行时间"), duration(status.started)],
        ];
        if (!changed("figures", figures)) return;
        find("figures").replaceChildren(...figures.map(([name, value]) => {
          const figure = make("div");
          figure.append(make("dt", name), make("dd", value));
          return figure;
        }));
      };

      const card = (account) => {
        const card = make("article", undefined, "card");
        const line = make("div", undefined, "line");
        const chip = make("span");
        state(chip, account.state, account.until);
        line.append(make("h3", account.name), chip);
        card.append(line);
        const facts = [account.kind, account.email, account.project, account.tier].filter(Boolean).join(" · ");
        card.append(make("p", facts, "soft"));
        if (account.token_expires) {
          card.append(make("p", say("Access token until ", "访问令牌有效至 ") + moment(account.token_expires), "soft"));
        }
        for (const bucket of account.quota) {
          const quota = make("div", undefined, "quota");
          const percent = Math.floor(bucket.remaining * 100);
          const bar = make("progress");
          bar.max = 100;
          bar.value = percent;
          bar.setAttribute("aria-label", say(`${bucket.model}: ${percent} % left`, `${bucket.model}：剩余 ${percent}%`));
          const left = bucket.amount === undefined ? percent + " %" : `${percent} % (${number.format(bucket.amount)})`;
          quota.append(make("span", bucket.model), make("span", left), bar);
          if (bucket.resets) quota.title = say("Full again ", "重置时间 ") + moment(bucket.resets);
          card.append(quota);
        }
        return card;
      };
      const showAccounts = (accounts) => {
        if (!changed("accounts", accounts)) return;
        const none = make("p", say("There are none.", "没有账号。"), "soft");
        find("accounts").replaceChildren(...(accounts.length ? accounts.map(card) : [none]));
      };

      const showModels = (models) => {
        if (!changed("models", models)) return;
        const select = find("model");
        const chosen = select.value;
        const usable = models.filter((model) => model.writes_text);
        select.replaceChildren(...usable.map((model) => {
          const option = make("option", model.id);
          option.value = model.id;
          return option;
        }));
        const favourite = usable.find((model) => model.id === chosen)
          ?? usable.find((model) => /flash/.test(model.id) && !/lite|preview/.test(model.id));
        if (favourite) select.value = favourite.id;
        find("models").replaceChildren(...models.map((model) => {
          const item = make("li");
          const button = make("button", model.id);
          button.type = "button";
          const limits = [model.name];
          if (model.input_tokens) limits.push(say("in ", "输入 ") + short.format(model.input_tokens));
          if (model.output_tokens) limits.push(say("out ", "输出 ") + short.format(model.output_tokens));
          button.title = limits.join(" · ");
          button.disabled = !model.writes_text;
          button.addEventListener("click", () => {
            select.value = model.id;
            find(find("trial").hidden ? "key" : "prompt").focus();
          });
          item.append(button);
          return item;
        }));
      };

      const showAdvice = (status) => {
        const advice = find("advice");
        advice.hidden = status.state !== "sign_in_required";
        if (advice.hidden || !changed("advice", status.state)) return;
        const link = make("a", say("Sign in with Google", "使用 Google 账号登录"));
        link.href = new URL("auth/login", root);
        advice.replaceChildren(say("Nobody is signed in yet. ", "尚未登录。"), link);
      };

      const show = (status) => {
        state(find("state"), status.state, status.cooling_until);
        showAdvice(status);
        showFigures(status);
        showAccounts(status.accounts);
        showModels(status.models);
        tell("footer", `gemini-proxy ${status.version} · ` + say("since ", "启动于 ") + moment(status.started));
        hide("facts", false);
        // People at the machine itself see everything, but models answer whoever has a key.
        if (status.needs_key) askForKey(find("trial-title"));
        else hide("key-form", true);
        hide("trial", status.needs_key);
      };

      const askForKey = (above) => {
        const form = find("key-form");
        if (key) tell("key-problem", say("This is not one of the proxy’s keys.", "这不是此代理的密钥。"));
        if (key || form.hidden) hide("key-problem", !key);
        key = "";
        if (form.previousElementSibling !== above) above.after(form);
        hide("key-form", false);
      };
      const lock = () => {
        state(find("state"), say("Locked", "已锁定"));
        find("state").className = "chip";
        hide("facts", true);
        askForKey(find("top"));
        find("key").focus();
      };

      const refresh = async () => {
        clearTimeout(timer);
        try {
          const answer = await fetch(new URL("status.json", root), {
            headers: headers(), cache: "no-store", credentials: "omit",
          });
          if ([401, 403, 421].includes(answer.status)) return lock();
          if (!answer.ok) throw new Error(String(answer.status));
          show(await answer.json());
          if (changed("key", key)) showSettings();
        } catch {
          state(find("state"), say("The proxy does not answer", "代理没有回应"));
        }
        if (!document.hidden) timer = setTimeout(refresh, pause);
      };
      document.addEventListener("visibilitychange", () => {
        if (document.hidden) clearTimeout(timer);
        else if (!find("facts").hidden) refresh();
      });
      find("key-form").addEventListener("submit", (event) => {
        event.preventDefault();
        key = find("key").value.trim();
        find("key").value = "";
        refresh();
      });

      // MARK: Trying a model

      const piece = (data) => {
        const event = JSON.parse(data);
        if (event.error) throw new Error(event.error.message);
        return event;
      };
      const events = async function* (body) {
        const reader = body.pipeThrough(new TextDecoderStream()).getReader();
        let rest = "";
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          const lines = (rest + value).split(/\r?\n/);
          rest = lines.pop();
          for (const line of lines) {
            if (line.startsWith("data: ") && line !== "data: [DONE]") yield piece(line.slice(6));
          }
        }
      };
      const ask = async (signal) => {
        const answer = find("answer");
        const began = performance.now();
        let first;
        let usage;
        const response = await fetch(new URL("v1/chat/completions", root), {
          method: "POST", credentials: "omit", signal,
          headers: headers({ "content-type": "application/json" }),
          body: JSON.stringify({
            model: find("model").value, stream: true, stream_options: { include_usage: true },
            messages: [{ role: "user", content: find("prompt").value }],
          }),
        });
        if (!response.ok) {
          const text = await response.text();
          let message = text.slice(0, 500);
          try { message = JSON.parse(text).error.message; } catch { /* not ours: the text itself has to do */ }
          throw new Error(message);
        }
        for await (const event of events(response.body)) {
          usage = event.usage ?? usage;
          const text = event.choices?.[0]?.delta?.content;
          if (!text) continue;
          first ??= performance.now();
          answer.append(text);
          answer.scrollTop = answer.scrollHeight;
        }
        const seconds = (time) => ((time - began) / 1000).toFixed(2) + " s";
        const words = [say("first words after ", "首字 ") + seconds(first ?? performance.now()),
          say("all after ", "总计 ") + seconds(performance.now())];
        if (usage) {
          words.push(say(`${usage.prompt_tokens} tokens in, ${usage.completion_tokens} out`,
            `输入 ${usage.prompt_tokens}、输出 ${usage.completion_tokens} 个令牌`));
        }
        tell("timing", words.join(" · "));
        hide("timing", false);
      };
      find("trial").addEventListener("submit", async (event) => {
        event.preventDefault();
        if (running) return;
        running = new AbortController();
        const answer = find("answer");
        answer.replaceChildren();
        answer.className = "answer";
        hide("answer", false);
        hide("timing", true);
        answer.setAttribute("aria-busy", "true");
        find("send").disabled = true;
        find("stop").disabled = false;
        try {
          await ask(running.signal);
        } catch (error) {
          if (running.signal.aborted) {
            answer.append(say(" (stopped)", "（已停止）"));
          } else {
            answer.classList.add("bad");
            answer.append((answer.textContent ? "\n" : "") + error.message);
          }
        }
        running = undefined;
        answer.setAttribute("aria-busy", "false");
        find("send").disabled = false;
        find("stop").disabled = true;
      });
      find("stop").addEventListener("click", () => running?.abort());

      // MARK: Settings

      const copy = async (text, source) => {
        try {
          await navigator.clipboard.writeText(text);
          tell("copied", say("Copied.", "已复制。"));
        } catch {
          // Without https browsers give no clipboard: what is to be copied is at least selected.
          getSelection().selectAllChildren(source);
          const done = source.textContent === text && document.execCommand("copy");
          tell("copied", done ? say("Copied.", "已复制。") : say("Press Ctrl+C to copy.", "请按 Ctrl+C 复制。"));
        }
      };
      const base = root.href.replace(/\/$/, "");
      const secret = () => key || say("YOUR_KEY", "你的密钥");
      const settings = () => [
        ["OpenAI", base + "/v1"],
        ["Cherry Studio", base],
        ["Anthropic", base],
        ["Gemini", base],
        ["Ollama", base],
        ["Claude Code", `export ANTHROPIC_BASE_URL=${base}\nexport ANTHROPIC_AUTH_TOKEN=${secret()}`],
      ];
      function showSettings() {
        find("settings").replaceChildren(...settings().map(([name, value]) => {
          const row = make("div");
          const cell = make("dd");
          // The key is copied, not shown.
          const text = make("code", key ? value.replace(key, "••••••••") : value);
          const button = make("button", say("Copy", "复制"), "second");
          button.type = "button";
          button.setAttribute("aria-label", say("Copy the setting for ", "复制设置：") + name);
          button.addEventListener("click", () => copy(value, text));
          cell.append(text, button);
          row.append(make("dt", name), cell);
          return row;
        }));
      }
      find("cherry").addEventListener("click", () => {
        const provider = { id: "gemini-proxy", baseUrl: base, apiKey: key, name: "Gemini Proxy", type: "openai" };
        const bytes = new TextEncoder().encode(JSON.stringify(provider));
        const data = encodeURIComponent(btoa(String.fromCharCode(...bytes)));
        location.href = "cherrystudio://providers/api-keys?v=1&data=" + data;
      });

      showSettings();
      refresh();
    })();

    """#
}
