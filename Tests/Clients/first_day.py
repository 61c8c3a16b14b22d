"""What a user does on the first day: a first start, a sign-in in the browser, curl, a restart that needs nothing.

`gemini-proxy serve` runs as it would for anybody; only Google's addresses lead to the demo's simulator.
"""

import base64
import html
import http.client
import json
import os
import pty
import re
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))


class Served:
    """A running `serve`, what it printed, and where it listens."""

    def __init__(self, binary, folder, google, *arguments, **environment):
        self.config = os.path.join(folder, "config.json")
        settings = {
            "GEMINI_PORT": "0",
            "GEMINI_OAUTH_AUTHORIZE_URL": google + "/o/oauth2/v2/auth",
            "GEMINI_OAUTH_TOKEN_URL": google + "/token",
            "GEMINI_OAUTH_USERINFO_URL": google + "/oauth2/v2/userinfo",
            "GEMINI_OAUTH_REVOKE_URL": google + "/revoke",
            "GEMINI_RESOURCE_MANAGER_ENDPOINT": google,
            "GEMINI_CODE_ASSIST_ENDPOINT": google,
            "LC_ALL": "C.UTF-8",
            **environment,
        }
        self.lines = []
        self.process = subprocess.Popen(
            [binary, "serve", self.config, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, **settings},
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.base_url = self.find(r"(?:🌐 |url=|\"url\":\")(http://[^\s\"]+)")

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def output(self):
        return "".join(self.lines)

    def find(self, pattern):
        """The first group of a pattern in what was printed; waits for at most 30 seconds."""
        for _ in range(600):
            if match := re.search(pattern, self.output):
                return match[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"{pattern} was not printed:\n{self.output}")

    @property
    def key(self):
        with open(self.config, encoding="utf-8") as file:
            return json.load(file)["api_keys"][0]

    def get(self, path, **headers):
        request = urllib.request.Request(self.base_url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=30)
        self.reader.join(timeout=10)
        return code


def sign_in(page):
    """Opens a sign-in page and follows its link to Google and back, as a browser would."""
    with urllib.request.urlopen(page, timeout=30) as answer:
        text = answer.read().decode()
    link = next(link for link in re.findall(r'href="([^"]+)"', text) if "/o/oauth2/" in link)
    with urllib.request.urlopen(html.unescape(link), timeout=30) as answer:
        return answer.read().decode()


def the_first_day(binary, google):
    with tempfile.TemporaryDirectory() as folder:
        served = Served(binary, folder, google)
        try:
            assert "is running" in served.output and "0.0.0.0" not in served.output
            page = served.find(r"🔐 .*?(http://\S+/auth/login\?ticket=\w+)")
            served.find(r"(waiting for sign-in)")
            assert os.stat(served.config).st_mode & 0o777 == 0o600
            assert served.get("/ready") == (503, '{"status":"unavailable","reason":"sign_in_required"}')
            assert "You are signed in" in sign_in(page)
            served.find(r"✅ Signed in as (licensed@example.com)")
            served.find(r"(Google's terms)")
            assert served.get("/ready")[0] == 200
            subprocess.run([f"{HERE}/newcomer_curl.sh", served.base_url, served.key], check=True, timeout=120)
        finally:
            assert served.stop() == 0, served.output
        key = served.key
        assert key not in served.output and "GOCSPX" not in served.output
        # The link straight to Google names the OAuth client; nothing else may.
        assert all("/o/oauth2/v2/auth?" in line for line in served.lines if "681255809395" in line), served.output

        again = Served(binary, folder, google)
        try:
            again.find(r"✅ Signed in as (\S+)")
            assert "🔐" not in again.output and again.key == key
            subprocess.run([f"{HERE}/newcomer_curl.sh", again.base_url, key], check=True, timeout=120)
        finally:
            assert again.stop() == 0, again.output


def with_json_logs_there_is_nothing_else(binary, google):
    with tempfile.TemporaryDirectory() as folder:
        served = Served(binary, folder, google, "--log-format", "json")
        try:
            page = served.find(r'"sign_in_link":"(http://[^"]+)"')
            assert "You are signed in" in sign_in(page)
            served.find(r'("message":"account ready"|account ready)')
        finally:
            assert served.stop() == 0, served.output
        for line in served.lines:
            assert isinstance(json.loads(line), dict), line
        assert not any(word in served.output for word in ["GOCSPX", "681255809395", "code="]), served.output


def in_chinese_where_the_terminal_is(binary, google):
    with tempfile.TemporaryDirectory() as folder:
        served = Served(binary, folder, google, LC_ALL="zh_CN.UTF-8")
        try:
            served.find(r"(已启动)")
            served.find(r"(等待用户认证)")
        finally:
            assert served.stop() == 0, served.output


def a_pasted_address_signs_in_without_a_server(binary, google):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        environment = {
            **os.environ,
            "GEMINI_PORT": "0",
            "GEMINI_OAUTH_AUTHORIZE_URL": google + "/o/oauth2/v2/auth",
            "GEMINI_OAUTH_TOKEN_URL": google + "/token",
            "GEMINI_OAUTH_USERINFO_URL": google + "/oauth2/v2/userinfo",
            "GEMINI_OAUTH_REVOKE_URL": google + "/revoke",
            "GEMINI_CODE_ASSIST_ENDPOINT": google,
            "LC_ALL": "C.UTF-8",
        }
        for account, code in [("licensed@example.com", 0), ("denied@example.com", 41)]:
            login = subprocess.Popen(
                [binary, "login", config, "--no-browser"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment,
            )
            watchdog = threading.Timer(60, login.kill)
            watchdog.start()
            link = next(line.strip() for line in login.stdout if "/o/oauth2/" in line)
            parts = urllib.parse.urlsplit(link)
            connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
            connection.request("GET", f"{parts.path}?{parts.query}&account={account}")
            address = connection.getresponse().getheader("Location")
            output, _ = login.communicate(address + "\n")
            watchdog.cancel()
            assert login.returncode == code, (login.returncode, output)
        with open(config, encoding="utf-8") as file:
            assert json.load(file)["token_file"]
        logout = subprocess.run([binary, "logout", config], env=environment, capture_output=True, text=True, timeout=60)
        assert logout.returncode == 0, logout
        with open(config, encoding="utf-8") as file:
            assert json.load(file)["token_file"] == ""


def errors_at_the_start_name_the_fix(binary, google):
    with tempfile.TemporaryDirectory() as folder:
        served = Served(binary, folder, google)
        try:
            port = urllib.parse.urlsplit(served.base_url).port
            second = subprocess.run(
                [binary, "serve", os.path.join(folder, "other.json")],
                env={**os.environ, "GEMINI_PORT": str(port)}, capture_output=True, text=True, timeout=60,
            )
            assert second.returncode == 69 and f"(process {served.process.pid})" in second.stderr, second
        finally:
            served.stop()
        config = os.path.join(folder, "bad.json")
        with open(config, "w", encoding="utf-8") as file:
            file.write('{"port": "eighty", "tokenfile": ""}')
        check = subprocess.run([binary, "config", "check", config], capture_output=True, text=True, timeout=60)
        assert check.returncode == 2 and 'error: port' in check.stdout and "token_file" in check.stdout, check
        unknown = subprocess.run([binary, "serve", "--no-such-option"], capture_output=True, text=True, timeout=60)
        assert unknown.returncode == 64, unknown


def a_hangup_reads_the_configuration_again(binary, google):
    with tempfile.TemporaryDirectory() as folder:
        served = Served(binary, folder, google)
        try:
            sign_in(served.find(r"🔐 .*?(http://\S+/auth/login\?ticket=\w+)"))
            served.find(r"(✅)")
            add = subprocess.run(
                [binary, "keys", "add", served.config, "--name", "laptop"], capture_output=True, text=True, timeout=60
            )
            key = add.stdout.strip()
            assert add.returncode == 0 and re.fullmatch(r"gp-[0-9a-f]{32}", key), add
            assert served.get("/v1/models", Authorization=f"Bearer {key}")[0] == 401
            served.process.send_signal(signal.SIGHUP)
            served.find(r"(the configuration was read again)")
            assert served.get("/v1/models", Authorization=f"Bearer {key}")[0] == 200
            assert served.get("/ready")[0] == 200, "the sign-in was lost"
            with open(served.config, encoding="utf-8") as file:
                good = file.read()
            with open(served.config, "w", encoding="utf-8") as file:
                file.write("{")
            served.process.send_signal(signal.SIGHUP)
            served.find(r"(the settings in use stay)")
            assert served.get("/v1/models", Authorization=f"Bearer {key}")[0] == 200
            prompt = os.path.join(folder, "prompt.md")
            with open(prompt, "w", encoding="utf-8") as file:
                file.write("Be brief.")
            changed = {**json.loads(good), "system_prompt_file": prompt, "drain_seconds": 7, "log_format": "json"}
            with open(served.config, "w", encoding="utf-8") as file:
                json.dump(changed, file)
            served.process.send_signal(signal.SIGHUP)
            served.find(r"changed but needs a restart: (log_format, drain_seconds)(?!,)")
            with open(served.config, "w", encoding="utf-8") as file:
                json.dump({**changed, "system_prompt_file": prompt + ".missing"}, file)
            served.process.send_signal(signal.SIGHUP)
            served.find(r"(system_prompt_file cannot be used)")
            assert served.get("/v1/models", Authorization=f"Bearer {key}")[0] == 200
            with open(served.config, "w", encoding="utf-8") as file:
                file.write(good)
        finally:
            assert served.stop() == 0, served.output


def start_at_a_terminal(binary, config, google):
    """What a person sees until the program waits for the sign-in."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "GEMINI_PORT": "0", "GEMINI_CODE_ASSIST_ENDPOINT": google, "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        [binary, "serve", config], stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.DEVNULL, env=environment)
    os.close(theirs)
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    output = b""
    try:
        while b"waiting for sign-in" not in output or b"cherry" not in output:
            output += os.read(ours, 4096)
    finally:
        watchdog.cancel()
        process.terminate()
        process.wait(timeout=30)
        os.close(ours)
    return output.decode().replace("\r\n", "\n")


def the_first_start_links_cherry_studio(binary, google):
    """With the key in it, so to a person alone and once; afterwards a command prints it again."""
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        output = start_at_a_terminal(binary, config, google)
        data = re.search(r"cherrystudio://providers/api-keys\?v=1&data=(\S+)", output)[1]
        provider = json.loads(base64.b64decode(urllib.parse.unquote(data)))
        with open(config, encoding="utf-8") as file:
            assert provider["apiKey"] == json.load(file)["api_keys"][0], provider
        assert provider["baseUrl"] == re.search(r"🌐 (\S+)", output)[1] and provider["type"] == "openai", provider
        again = start_at_a_terminal(binary, config, google)
        assert "cherrystudio://" not in again and f"gemini-proxy connect cherry-studio {config}" in again, again


CHECKS = [
    the_first_start_links_cherry_studio,
    a_hangup_reads_the_configuration_again,
    the_first_day,
    with_json_logs_there_is_nothing_else,
    in_chinese_where_the_terminal_is,
    a_pasted_address_signs_in_without_a_server,
    errors_at_the_start_name_the_fix,
]
