"""The commands that answer at once: what they print, and how they exit."""

import base64
import contextlib
import hashlib
import json
import os
import pty
import re
import select
import signal
import socket
import subprocess
import tempfile
import time


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def run(binary, *arguments, text="", **more):
    """Standard output, standard error and the status of one run."""
    done = subprocess.run([binary, *arguments], input=text, capture_output=True, text=True, timeout=30, **more)
    return done.stdout, done.stderr, done.returncode


@contextlib.contextmanager
def read_only(content):
    """A configuration that cannot be written, a folder for state beside it, and who is not allowed to."""
    with tempfile.TemporaryDirectory() as folder:
        config, state = os.path.join(folder, "config.json"), os.path.join(folder, "state")
        os.mkdir(state)
        with open(config, "w", encoding="utf-8") as file:
            json.dump(content, file)
        who = {}
        if os.geteuid() == 0:
            # Nothing is read-only for root.
            who = {"user": 65534, "group": 65534, "extra_groups": []}
            os.chown(state, 65534, 65534)
        os.chmod(config, 0o444)
        os.chmod(folder, 0o555)
        try:
            yield config, state, who
        finally:
            os.chmod(folder, 0o700)


def translate_shows_the_upstream_request(binary):
    request = {"model": "gpt-4o", "logit_bias": {}, "messages": [{"role": "user", "content": "hi"}]}
    output, _, status = run(binary, "translate", "--from", "openai-chat", text=json.dumps(request))
    expect(status == 0 and output.startswith("POST /v1internal:generateContent\n{\n"), output)
    expect("dropped logit_bias" in output, output)
    with tempfile.TemporaryDirectory() as folder:
        for name, value in [("config.json", {"api_mode": "ai_studio", "model_aliases": {"gpt-*": "gemini-2.5-pro"}}),
                            ("request.json", request)]:
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                json.dump(value, file)
        output, error, status = run(
            binary, "translate", "--from", "openai-chat", "--json", "--config", os.path.join(folder, "config.json"),
            os.path.join(folder, "request.json"))
        expect(status == 0, error)
        answer = json.loads(output)
        expect(answer["target"] == "/v1beta/models/gemini-2.5-pro:generateContent", answer)
        expect(answer["adjustments"] == ["dropped:logit_bias"], answer)
        expect(answer["body"]["contents"][0]["parts"] == [{"text": "hi"}], answer)
        expect(sorted(os.listdir(folder)) == ["config.json", "request.json"], "a dry run writes nothing")


def translate_takes_gemini_requests(binary):
    body = '{"contents":"hi","foo":1}'
    output, error, status = run(
        binary, "translate", "--from", "gemini", "--model", "gemini-3.5-flash", "--stream", "--json", text=body)
    expect(status == 0, error)
    answer = json.loads(output)
    expect(answer["target"] == "/v1internal:streamGenerateContent?alt=sse", answer)
    expect(answer["body"]["model"] == "gemini-3-flash" and answer["adjustments"] == ["dropped:foo"], answer)


def translate_takes_completions_CL_CO1(binary):
    request = {"model": "gemini-2.5-flash", "prompt": ["def f(", "x"], "suffix": "return x", "max_tokens": 9, "best_of": 2}
    output, error, status = run(binary, "translate", "--from", "openai-completions", "--json", text=json.dumps(request))
    expect(status == 0, error)
    answer = json.loads(output)
    asked = answer["body"]["request"]
    texts = [part["text"] for content in asked["contents"] for part in content["parts"]]
    expect("def f(" in "".join(texts) and "return x" in "".join(texts), asked)
    expect(asked["generationConfig"]["maxOutputTokens"] == 9, asked)
    expect(answer["calls"] == 2 and answer["adjustments"] == ["dropped:best_of"], answer)
    output, _, _ = run(binary, "translate", "--from", "openai-completions", text=json.dumps(request))
    expect("Sent 2 times" in output, output)
    for prompt, words in (([1, 2], "tokens"), ([], "prompt"), (None, "prompt")):
        body = json.dumps({"model": "m", "prompt": prompt})
        output, error, status = run(binary, "translate", "--from", "openai-completions", text=body)
        expect(status == 1 and words in error and not output, error)


def translate_says_what_is_wrong(binary):
    for arguments, text, expected in [
        (["--from", "openai-chat"], '{"model":"m","messages":[{"role":"user","content":[{"text":5}]}]}', 1),
        (["--from", "openai-chat"], "{", 1),
        (["--from", "openai-chat", "/nonexistent/request.json"], "", 1),
        (["--from", "nothing"], "", 64),
        ([], "", 64),
    ]:
        output, error, status = run(binary, "translate", *arguments, text=text)
        expect(status == expected and error and not output, f"{arguments}: {status} {error}")
    _, error, _ = run(
        binary, "translate", "--from", "openai-chat", text='{"model":"m","messages":[{"role":"user","content":[{"text":5}]}]}')
    expect("messages[0].content" in error, error)


def models_are_printed(binary):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        output, error, status = run(binary, "models", config)
        expect(status == 0, error)
        expect("list is built in" in error, error)
        rows = [line.split("\t") for line in output.splitlines()]
        expect(rows[0][0] == "MODEL" and ["gemini-2.5-pro", "1048576"] in [row[:2] for row in rows], output)
        reader, writer = pty.openpty()
        subprocess.run([binary, "models", config], stdout=writer, stderr=writer, timeout=30, check=True)
        os.close(writer)
        lines = os.read(reader, 65536).decode().splitlines()
        os.close(reader)
        expect(lines[0].startswith("MODEL ") and "\t" not in lines[0], lines)
        place = lines[0].index("INPUT")
        expect(all(line[place - 1:place + 1].strip() and line[place - 1] == " " for line in lines[1:4]), lines)
        with open(config, "w", encoding="utf-8") as file:
            json.dump({"model_aliases": {"gpt-4o": "gemini-2.5-pro"}}, file)
        output, error, status = run(binary, "models", config, "--json")
        expect(error == "", error)
        models = {model["id"]: model for model in json.loads(output)}
        expect("gpt-4o" in models["gemini-2.5-pro"]["aliases"], output)
        expect(models["gemini-2.5-pro"]["thinking"] == {"kind": "budget", "minimum": 128, "maximum": 32768, "off": False},
               output)
        with open(config, "w", encoding="utf-8") as file:
            file.write("{")
        _, error, status = run(binary, "models", config)
        expect(status == 2 and error, error)


def accounts_are_listed(binary):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        accounts = [{"name": "studio", "api_mode": "ai_studio", "upstream_api_key": "planted-key"},
                    {"name": "nobody"}, {"name": "off", "disabled": True}]
        with open(config, "w", encoding="utf-8") as file:
            json.dump({"accounts": accounts}, file)
        output, error, status = run(binary, "accounts", config)
        lines = output.splitlines()
        expect(status == 0 and lines[0].split()[:3] == ["NAME", "KIND", "E-MAIL"], output + error)
        expect(lines[1].split()[:3] == ["studio", "ai_studio", "-"] and "sign_in_required" in lines[2], output)
        expect(f"nobody is signed in → gemini-proxy login {config} --account nobody" in output, output)
        expect("off" not in output and error == "", output + error)
        text, error, status = run(binary, "accounts", config, "--json")
        found = json.loads(text)
        expect(status == 0 and [account["state"] for account in found] == ["ready", "sign_in_required"], text)
        expect("planted-key" not in output + text, "a secret was printed")


def a_mistyped_command_starts_nothing(binary):
    with tempfile.TemporaryDirectory() as folder:
        for arguments, hint in [(["kyes"], '"gemini-proxy keys"'), (["keys", "lits"], "./lits")]:
            done = subprocess.run([binary, *arguments], cwd=folder, capture_output=True, text=True, timeout=30)
            expect(done.returncode == 64 and hint in done.stderr, f"{done.returncode} {done.stderr}")
        expect(os.listdir(folder) == [], "nothing is written")


def config_check_says_what_counts(binary):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "mine.json")
        output, _, status = run(binary, "config", "check", config)
        expect(status == 0 and "mine.json does not exist" in output and "mine.json is valid" not in output, output)
        with open(config, "w", encoding="utf-8") as file:
            json.dump({"port": "x", "host": "127.0.0.2", "cors_origins": [5]}, file)
        output, error, status = run(binary, "config", "check", config)
        lines = {line.split()[0]: line for line in output.splitlines() if line}
        expect(status == 2 and "mine.json is not valid" in error, error)
        expect(lines["port"].endswith("8081  [default; file is not valid]"), output)
        expect(lines["host"].endswith("127.0.0.2  [file]"), output)
        expect(lines["cors_origins"].endswith("[default; file is not valid]"), output)
        expect(lines["allowed_hosts"].endswith("(none)  [default]"), output)
        output, error, status = run(binary, "config", "check", config, "--json")
        told = json.loads(output)
        values = {value["key"]: value for value in told["values"]}
        expect(status == 2 and told["path"] == config and told["exists"] and not told["valid"] and error == "", output + error)
        expect(values["port"] == {"key": "port", "value": "8081", "source": "file", "valid": False}, output)
        expect({problem["key"]: problem["severity"] for problem in told["problems"]}["port"] == "error", output)


def a_key_needs_no_sign_in(binary):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        with open(config, "w", encoding="utf-8") as file:
            json.dump({"port": 0, "api_mode": "ai_studio"}, file)
        environment = {**os.environ, "GEMINI_API_KEY": "planted-key", "LC_ALL": "C.UTF-8"}
        for key, expected in [("", "lacks its key"), ("planted-key", "has its key, nobody has to sign in")]:
            done = subprocess.run([binary, "config", "check", config], env={**environment, "GEMINI_API_KEY": key},
                                  capture_output=True, text=True, timeout=30)
            expect(done.returncode == 0 and f"default (ai_studio): {expected}" in done.stdout, done.stdout)
        with subprocess.Popen([binary, "serve", config], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, env=environment) as process:
            output, deadline = "", time.monotonic() + 30
            while "✅" not in output and time.monotonic() < deadline:
                if select.select([process.stdout], [], [], 1)[0]:
                    output += os.read(process.stdout.fileno(), 65536).decode("utf-8", "replace")
            process.send_signal(signal.SIGTERM)
        expect("✅ Account default: Gemini API. Ready." in output and "🔐" not in output, output)
        with open(config, encoding="utf-8") as file:
            expect("planted-key" not in output + file.read(), "the key stays where it came from")


def keys_are_made(binary):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "mine.json")
        output, error, status = run(binary, "keys", "add", config, "--name", "laptop", "--rpm", "5")
        expect(status == 0 and output.startswith("gp-") and "mine.json did not exist" in error, error)
        again, error, status = run(binary, "keys", "add", config)
        expect(status == 0 and again != output and again.count("\n") == 1, again)
        expect("systemctl reload gemini-proxy, or kill -HUP PID" in error, error)
        listed, _, _ = run(binary, "keys", "list", config)
        expect("laptop" in listed and "5 requests/min" in listed and output.strip() not in listed, listed)
        identity = hashlib.sha256(output.strip().encode()).hexdigest()[:16]
        day = '{"2026-11-30":{"requests":3,"prompt":10,"cached":1,"output":5,"thoughts":2}}'
        usage = os.path.join(folder, "usage.json")
        with open(usage, "w", encoding="utf-8") as file:
            file.write('{"version":1,"keys":[{"id":"%s","name":"laptop","days":%s}]}' % (identity, day))
        used, _, status = run(binary, "keys", "list", config, "--usage")
        expect(status == 0 and ["laptop", "2026-11-30", "3", "10", "1", "5", "2", "17"] in map(str.split, used.split("\n")), used)
        used, _, status = run(binary, "keys", "list", config, "--usage", "--json")
        told = {key["name"]: key for key in json.loads(used)}
        expect(status == 0 and told["laptop"]["usage"] == json.loads(day) and output.strip() not in used, used)
        expect(told["laptop"]["requests_per_minute"] == 5, used)
        with open(usage, "w", encoding="utf-8") as file:
            file.write("{")
        _, error, status = run(binary, "keys", "list", config, "--usage")
        expect(status == 1 and "usage.json cannot be understood" in error, error)
        _, error, status = run(binary, "keys", "add", config, "--rpm", "-3")
        expect(status == 64 and "--rpm takes a whole number, 1 or more" in error, error)


def a_key_that_no_file_holds_is_shown_to_a_person_only(binary):
    # Nothing can be made in a folder of processes, not even by root.
    arguments = [binary, "serve", "--config", "/proc/gemini-proxy/config.json"]
    environment = {**os.environ, "GEMINI_PORT": "0", "LC_ALL": "C.UTF-8"}
    for is_terminal in [True, False]:
        reader, writer = pty.openpty() if is_terminal else os.pipe()
        with subprocess.Popen(
                arguments, stdin=subprocess.DEVNULL, stdout=writer, stderr=subprocess.STDOUT, env=environment) as process:
            os.close(writer)
            output, deadline = "", time.monotonic() + 30
            while "waiting for sign-in" not in output and time.monotonic() < deadline:
                if select.select([reader], [], [], 1)[0]:
                    output += os.read(reader, 65536).decode("utf-8", "replace")
            process.send_signal(signal.SIGTERM)
        os.close(reader)
        line = next(line for line in output.splitlines() if line.startswith("🔑"))
        key = line.split()[3].rstrip(",")
        expect((len(key) == 35 and "this run only" in line) == is_terminal, line)
        expect(("GEMINI_API_KEYS" in output) != is_terminal, output)


def connect_sets_clients_up(binary):
    key = "gp-0123456789abcdef0123456789abcdef"
    with tempfile.TemporaryDirectory() as home:
        path = os.path.join(home, "config.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"api_keys": [key], "port": 8099}, file)
        os.chmod(path, 0o600)

        def connect(client, *more):
            environment = {name: value for name, value in os.environ.items() if name not in ("CODEX_HOME", "CLAUDE_CONFIG_DIR")}
            done = subprocess.run(
                [binary, "connect", client, path, *more], env={**environment, "HOME": home}, capture_output=True, text=True, timeout=30)
            return done.stdout, done.stderr, done.returncode

        for client in ("cherry-studio", "open-webui", "claude-code", "codex", "cline", "continue", "zed", "aider", "ollama"):
            output, error, status = connect(client)
            expect(status == 0 and "http://localhost:8099" in output and key in output, f"{client}: {output} {error}")
            expect(json.loads(connect(client, "--json")[0])["base_url"] == "http://localhost:8099", client)
        expect("cherrystudio://providers/api-keys?v=1&data=" in connect("cherry-studio")[0], "a link")
        expect(os.listdir(home) == ["config.json"], "nothing is written unasked")

        settings = os.path.join(home, ".claude", "settings.json")
        os.mkdir(os.path.dirname(settings))
        with open(settings, "w", encoding="utf-8") as file:
            file.write('{"model": "opus"}')
        expect("is set up in" in connect("claude-code", "--write")[0], "written")
        with open(settings, encoding="utf-8") as file:
            merged = json.load(file)
        expect(merged["model"] == "opus" and merged["env"]["ANTHROPIC_AUTH_TOKEN"] == key, merged)
        expect(os.stat(settings).st_mode & 0o777 == 0o600, "a key is in it")
        expect(len(os.listdir(os.path.dirname(settings))) == 2, "the file as it was stands beside")
        expect("already" in connect("claude-code", "--write")[0], "the second time changes nothing")

        aider = os.path.join(home, ".aider.conf.yml")
        with open(aider, "w", encoding="utf-8") as file:
            file.write("model: mine\n")
        output, error, status = connect("aider", "--write")
        expect(status == 1 and "left as it is" in error and "openai-api-base" in output, f"{status} {error}")
        output, error, status = connect("coddex")
        expect(status == 64 and "Did you mean codex?" in error, f"{status} {error}")
        expect(connect("cline", "--write")[2] == 1, "no file of its own")


def keys_stay_where_a_change_has_no_effect(binary):
    keys = [{"name": "old", "key": "gp-old-0123456789"}, "gp-other-0123456789"]
    with read_only({"api_keys": keys}) as (config, state, who):
        for arguments in (["revoke", "old"], ["add"]):
            output, error, status = run(binary, "keys", *arguments, config, "--state-dir", state, **who)
            expect(status == 73 and output == "" and f"{config}, which cannot be written" in error, f"{status} {output} {error}")
        expect(os.listdir(state) == [], "nothing is stored where it does not count")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "GEMINI_API_KEYS": "gp-old-0123456789,gp-other-0123456789"}
        for arguments in (["revoke", "gp-old"], ["add"]):
            output, error, status = run(
                binary, "keys", *arguments, os.path.join(folder, "config.json"), env=environment)
            expect(status == 64 and output == "" and "GEMINI_API_KEYS" in error, f"{status} {output} {error}")
        expect(os.listdir(folder) == [], "nothing is made")


def keys_are_revoked(binary):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        output, error, status = run(binary, "keys", "revoke", "laptop", config)
        expect(status == 1 and "does not exist" in error and os.listdir(folder) == [], f"{status} {error}")
        output, error, status = run(binary, "keys", "add", config, "--name", "laptop", "--json")
        made = json.loads(output)
        expect(status == 0 and made["name"] == "laptop" and made["key"].startswith(made["prefix"]), output + error)
        expect(made["place"] == config and made["takes_effect"] == "reload", output)
        output, error, status = run(binary, "keys", "revoke", "laptop", config, "--json")
        expect(status == 0 and json.loads(output) == {name: value for name, value in made.items() if name != "key"}, output + error)
        with open(config, encoding="utf-8") as file:
            expect(made["key"] not in file.read(), "the key is gone")
        run(binary, "keys", "add", config, "--name", "phone")
        output, error, status = run(binary, "keys", "revoke", "phone", config)
        expect(status == 0 and "Revoked: phone" in output and "kill -HUP PID" in output, output + error)


def a_key_that_would_spoil_the_file_is_refused(binary):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        for arguments, words in [
            (["--name", "a\nb"], "without control characters"),
            (["--name", ""], "not an empty one"),
            (["--models", ","], "names of models"),
            (["--models", "a\x1b[2Jb"], "names of models"),
            (["--expires", "2020-01-31"], "is past"),
            (["--expires", "soon"], "2027-01-31"),
        ]:
            output, error, status = run(binary, "keys", "add", config, *arguments)
            expect(status == 64 and words in " ".join(error.split()) and output == "", f"{arguments}: {status} {error}")
        expect(os.listdir(folder) == [], "nothing is made")
        output, error, status = run(binary, "keys", "add", config, "--name", "n", "--expires", "2099-01-31")
        with open(config, encoding="utf-8") as file:
            content = json.load(file)
        expect(status == 0 and content["api_keys"][1]["expires"] == "2099-02-01T00:00:00Z", f"{error} {content}")
        content["api_keys"][1]["name"] = "a\u0085b"
        with open(config, "w", encoding="utf-8") as file:
            json.dump(content, file)
        output, error, status = run(binary, "keys", "list", config)
        expect(status == 0 and "a b" in output and "\u0085" not in output, output + error)
        content["api_keys"][1]["name"] = "a\nb"
        with open(config, "w", encoding="utf-8") as file:
            json.dump(content, file)
        output, error, status = run(binary, "config", "check", config)
        expect(status == 2 and "api_keys[1].name" in output and "without control characters" in output, output + error)


def looking_makes_nothing(binary):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        for arguments in (["keys", "list"], ["keys", "list", "--usage"], ["logout"]):
            output, error, status = run(binary, *arguments, config)
            expect(status == 0 and "config.json does not exist" in output, f"{arguments}: {status} {output} {error}")
        output, error, status = run(binary, "keys", "list", "--json", config)
        expect(status == 0 and json.loads(output) == [], output + error)
        output, error, status = run(binary, "logout", "--json", config)
        expect(status == 0 and json.loads(output) == {"account": "default", "forgotten": False}, output + error)
        expect(os.listdir(folder) == [], "nothing is made")


def a_token_that_stays_is_not_called_forgotten(binary):
    token = {"access_token": "a", "token_type": "Bearer", "refresh_token": "r", "expiry": "2026-01-01T00:00:00Z"}
    encoded = base64.b64encode(json.dumps(token).encode()).decode()
    with read_only({"token_file": encoded, "api_keys": ["gp-other-0123456789"]}) as (config, state, who):
        # Nobody listens there.
        environment = {**os.environ, "GEMINI_PORT": "0", "GEMINI_OAUTH_REVOKE_URL": "http://127.0.0.1:1/revoke"}
        for _ in range(2):
            output, error, status = run(binary, "logout", config, "--state-dir", state, env=environment, **who)
            expect(status == 73 and "is not forgotten" in error and config in error, f"{status} {output} {error}")
            expect("is forgotten here" not in output, output)
        output, error, status = run(binary, "logout", config, "--json", "--state-dir", state, env=environment, **who)
        failure = json.loads(output)["error"]
        expect(status == 73 and failure["exit_code"] == 73 and "is not forgotten" in failure["message"], output + error)


def lost_output_is_a_failure(binary):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        run(binary, "keys", "add", config)
        for arguments, words in [(["models"], "standard output cannot be written"), (["keys", "add"], "Revoke it")]:
            with open("/dev/full", "wb") as full:
                done = subprocess.run([binary, *arguments, config], stdout=full, stderr=subprocess.PIPE, text=True, timeout=30)
            expect(done.returncode == 74 and words in done.stderr, f"{arguments}: {done.returncode} {done.stderr}")
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([binary, "keys", "add", config], stdout=writer, stderr=subprocess.PIPE, text=True, timeout=30)
        os.close(writer)
        expect(done.returncode == 74 and "Revoke it" in done.stderr, f"{done.returncode} {done.stderr}")


def waiting_is_shown_at_a_terminal(binary):
    for is_terminal in [True, False]:
        reader, writer = pty.openpty() if is_terminal else os.pipe()
        # Nobody listens there.
        done = subprocess.run(
            [binary, "ask", "hi", "--url", "http://127.0.0.1:1", "--key", "k"], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=writer, timeout=30)
        told = os.read(reader, 65536).decode("utf-8", "replace")
        os.close(writer)
        os.close(reader)
        expect(done.returncode == 1 and "Is the server running" in told, told)
        expect(("Waiting for gemini-2.5-flash" in told) == is_terminal and done.stdout == b"", told)


def failures_are_told_in_json(binary):
    with tempfile.TemporaryDirectory() as folder:
        config, bad = os.path.join(folder, "config.json"), os.path.join(folder, "bad.json")
        with open(bad, "w", encoding="utf-8") as file:
            file.write("{")
        for arguments, expected in [
            (["ask", "hi", "--url", "http://127.0.0.1:1", "--key", "k"], 1),
            (["import", config, "/nonexistent/oauth_creds.json"], 1),
            (["models", bad], 2),
            (["accounts", bad], 2),
            (["keys", "add", bad], 2),
            (["keys", "revoke", "laptop", config], 1),
            (["keys", "add", config, "--rpm", "-3"], 64),
            (["translate", "--from", "openai-chat", "/nonexistent/request.json"], 1),
            (["connect", "coddex"], 64),
        ]:
            plain, words, status = run(binary, *arguments)
            expect(status == expected and plain == "", f"{arguments}: {status} {plain}")
            output, error, status = run(binary, *arguments, "--json")
            failure = json.loads(output)["error"]
            expect(status == expected and failure["exit_code"] == expected, f"{arguments}: {status} {output}")
            expect(error == words and " ".join(failure["message"].split()) in " ".join(error.split()), f"{output} {error}")
        expect(os.listdir(folder) == ["bad.json"], "nothing is made")
        output, _, status = run(binary, "config", "check", bad, "--json")
        expect(status == 2 and "error" not in json.loads(output), "one answer, and not two")


def ask_answers_in_json(binary):
    with subprocess.Popen([binary, "demo"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        output, deadline = "", time.monotonic() + 30
        while "Ctrl-C stops it" not in output and time.monotonic() < deadline:
            if select.select([process.stdout], [], [], 1)[0]:
                output += os.read(process.stdout.fileno(), 65536).decode("utf-8", "replace")
        base = re.search(r"base URL +(http://\S+)/v1", output)[1]
        key = re.search(r"API key +(gp-\S+)", output)[1]
        plain, _, status = run(binary, "ask", "hi", "--url", base, "--key", key)
        told, error, json_status = run(binary, "ask", "hi", "--url", base, "--key", key, "--json")
        process.send_signal(signal.SIGTERM)
    answer = json.loads(told)
    expect((status, json_status, error) == (0, 0, "") and answer["text"] and plain.endswith("\n"), f"{plain} {told} {error}")
    expect(answer["model"] == "gemini-2.5-flash" and answer["finish"] == "stop", told)
    expect(answer["usage"]["total_tokens"] > 0, told)


def import_answers_in_json(binary):
    with tempfile.TemporaryDirectory() as folder:
        config, credentials = os.path.join(folder, "config.json"), os.path.join(folder, "oauth_creds.json")
        with open(credentials, "w", encoding="utf-8") as file:
            json.dump({"access_token": "a", "refresh_token": "r", "expiry_date": 1}, file)
        output, error, status = run(binary, "import", config, credentials, "--json")
        expect(status == 0 and json.loads(output) == {"account": "default", "from": credentials, "place": config}, output + error)


def options_that_would_do_nothing_are_refused(binary):
    for arguments in (["demo", "--once"], ["translate", "--from", "openai-chat"]):
        output, error, status = run(binary, *arguments, "--state-dir", "/nonexistent")
        expect(status == 64 and output == "" and "--state-dir" in error, f"{arguments}: {status} {output} {error}")


def help_knows_its_topics(binary):
    for arguments, expected in [(["nosuch"], 64), (["keys", "nosuch"], 64), (["keys", "add"], 0), (["models"], 0), ([], 0)]:
        output, error, status = run(binary, "help", *arguments)
        expect(status == expected and bool(output) == (expected == 0), f"{arguments}: {status} {output} {error}")
    expect('Did you mean keys?' in run(binary, "help", "kyes")[1], "the nearest is named")


def the_demo_takes_common_options(binary):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        _, error, status = run(binary, "demo", "--port", str(taken.getsockname()[1]), "--once")
        expect(status == 69 and f"(process {os.getpid()})" in error, f"{status} {error}")
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        with open(config, "w", encoding="utf-8") as file:
            json.dump({"model_aliases": {"gpt-*": "gemini-2.5-pro"}}, file)
        output, error, status = run(binary, "demo", "--once", "--log-format", "json", "--config", config)
        expect(status == 0 and "signed in as" in output and os.listdir(folder) == ["config.json"], output + error)


def a_log_line_says_its_level_once(binary):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        with open(config, "w", encoding="utf-8") as file:
            json.dump({"port": 0, "nonsense": 1}, file)
        with subprocess.Popen([binary, "serve", config], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE) as process:
            output, deadline = "", time.monotonic() + 30
            while "unknown key" not in output and time.monotonic() < deadline:
                if select.select([process.stderr], [], [], 1)[0]:
                    output += os.read(process.stderr.fileno(), 65536).decode("utf-8", "replace")
            process.send_signal(signal.SIGTERM)
            process.stderr.read()
        expect("nonsense: unknown key" in output and "warning: nonsense" not in output, output)


CHECKS = [
    keys_stay_where_a_change_has_no_effect,
    keys_are_revoked,
    a_key_that_would_spoil_the_file_is_refused,
    looking_makes_nothing,
    a_token_that_stays_is_not_called_forgotten,
    lost_output_is_a_failure,
    waiting_is_shown_at_a_terminal,
    failures_are_told_in_json,
    ask_answers_in_json,
    import_answers_in_json,
    options_that_would_do_nothing_are_refused,
    help_knows_its_topics,
    the_demo_takes_common_options,
    a_log_line_says_its_level_once,
    connect_sets_clients_up,
    translate_shows_the_upstream_request,
    translate_takes_gemini_requests,
    translate_takes_completions_CL_CO1,
    translate_says_what_is_wrong,
    models_are_printed,
    accounts_are_listed,
    a_mistyped_command_starts_nothing,
    config_check_says_what_counts,
    a_key_needs_no_sign_in,
    keys_are_made,
    a_key_that_no_file_holds_is_shown_to_a_person_only,
]
