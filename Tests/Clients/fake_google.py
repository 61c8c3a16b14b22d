"""A second fake of Google that shares no code with the program it is used against.

Raw sockets and answers out of `Fixtures/`, whose bytes go out as they stand in the files: head and body of a whole answer, and the
body of a stream, of which this file decides only where it is cut. A model called `NAME` is answered with `stream-NAME.http` or
`whole-NAME.http`, or, for both, `error-NAME.http`; `NAME--CUT` cuts the stream:

  every-byte   a chunk and a TCP write for each byte
  characters   writes end inside UTF-8 sequences
  line-ends    writes end between CR and LF
  break        the body stops in the middle, without its last chunk

Requests that the real service would not take are answered 400 and remembered in `problems`.
"""

import base64
import hashlib
import json
import pathlib
import socket
import threading
import time
from urllib.parse import parse_qs, urlencode, urlsplit

FIXTURES = pathlib.Path(__file__).parent / "Fixtures"
ACCESS_TOKEN = "ya29.fixture"
FRESH_TOKEN = "ya29.fixture-fresh"
REFRESH_TOKEN = "1//0gfixture"


def fixture(name):
    return (FIXTURES / f"{name}.http").read_bytes()


def exists(name):
    return (FIXTURES / f"{name}.http").is_file()


def token_file(expiry="2099-01-01T00:00:00Z"):
    """What `token_file` in the configuration holds."""
    token = {
        "access_token": ACCESS_TOKEN,
        "token_type": "Bearer",
        "refresh_token": REFRESH_TOKEN,
        "expiry": expiry,
    }
    return base64.b64encode(json.dumps(token).encode()).decode()


def cuts(body, kind):
    """The pieces in which a body goes out."""
    if kind == "every-byte":
        ends = range(1, len(body) + 1)
    elif kind == "characters":
        ends = [i + 1 for i, byte in enumerate(body) if byte >= 0xC0]
    elif kind == "line-ends":
        ends = [i + 1 for i, byte in enumerate(body) if byte == 0x0D]
    elif kind == "break":
        body, ends = body[: len(body) // 2], []
    else:
        ends = []
    start = 0
    for end in [*ends, len(body)]:
        if end > start:
            yield body[start:end]
        start = end


class Request:
    def __init__(self, method, target, headers, body):
        self.method = method
        self.path, _, query = target.partition("?")
        self.query = {key: values[0] for key, values in parse_qs(query, keep_blank_values=True).items()}
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def form(self):
        return {key: values[0] for key, values in parse_qs(self.body.decode()).items()}


class FakeGoogle:
    """Listens on a free loopback port; a thread for each connection."""

    def __init__(self):
        self.requests = []
        self.problems = []
        self.challenges = {}
        self.valid_tokens = {ACCESS_TOKEN, FRESH_TOKEN}
        # Refreshes wait until this is set; with an outage they are answered 503.
        self.token_gate = threading.Event()
        self.token_gate.set()
        self.token_outage = False
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def settings(self):
        """The part of a configuration that makes a proxy talk to this fake."""
        return {
            "code_assist_endpoint": self.url,
            "resource_manager_endpoint": self.url,
            "oauth_authorize_url": self.url + "/o/oauth2/v2/auth",
            "oauth_token_url": self.url + "/token",
            "oauth_userinfo_url": self.url + "/oauth2/v2/userinfo",
            "oauth_revoke_url": self.url + "/revoke",
        }

    def to(self, path):
        with self.lock:
            return [request for request in self.requests if request.path == path]

    # Connections

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(60)
            buffer = b""
            try:
                while True:
                    request, buffer = self.read(connection, buffer)
                    if request is None or not self.answer(connection, request):
                        return
            except OSError:
                return

    def read(self, connection, buffer):
        """One request, and what was read beyond it."""
        while b"\r\n\r\n" not in buffer:
            piece = connection.recv(65536)
            if not piece:
                return None, b""
            buffer += piece
        head, buffer = buffer.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", "0"))
        if "transfer-encoding" in headers:
            self.problem("a chunked request")
        while len(buffer) < length:
            piece = connection.recv(65536)
            if not piece:
                return None, b""
            buffer += piece
        request = Request(method, target, headers, buffer[:length])
        with self.lock:
            self.requests.append(request)
        return request, buffer[length:]

    def problem(self, text):
        with self.lock:
            self.problems.append(text)

    # Answers; true where the connection can be used again

    def answer(self, connection, request):
        route = (request.method, request.path)
        if route == ("GET", "/o/oauth2/v2/auth"):
            return self.authorize(connection, request)
        if route == ("POST", "/token"):
            return self.token(connection, request)
        if route == ("POST", "/revoke"):
            return self.whole(connection, "count")
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.valid_tokens:
            return self.whole(connection, "unauthenticated")
        if route == ("GET", "/oauth2/v2/userinfo"):
            return self.whole(connection, "userinfo")
        if route == ("POST", "/v1internal:loadCodeAssist"):
            return self.whole(connection, "load")
        if route == ("POST", "/v1internal:countTokens"):
            return self.count(connection, request)
        if route == ("POST", "/v1internal:generateContent"):
            return self.generate(connection, request, "whole")
        if route == ("POST", "/v1internal:streamGenerateContent"):
            return self.generate(connection, request, "stream")
        self.problem(f"{request.method} {request.path}")
        return self.whole(connection, "error-missing")

    def whole(self, connection, name):
        connection.sendall(fixture(name))
        return True

    def refuse(self, connection, problem):
        self.problem(problem)
        return self.whole(connection, "bad-request")

    def authorize(self, connection, request):
        """A person who agrees at once; codes go to loopback only."""
        redirect = request.query.get("redirect_uri", "")
        host = urlsplit(redirect).hostname
        if host not in ("localhost", "127.0.0.1", "::1") or request.query.get("response_type") != "code":
            return self.refuse(connection, f"authorization with redirect {redirect!r}")
        if request.query.get("code_challenge_method") != "S256" or request.query.get("access_type") != "offline":
            return self.refuse(connection, "authorization without PKCE or offline access")
        code = f"4/0A-{len(self.challenges)}"
        self.challenges[code] = (request.query["code_challenge"], redirect)
        answer = urlencode({"state": request.query.get("state", ""), "code": code, "scope": "openid"})
        head = f"HTTP/1.1 302 Found\r\nLocation: {redirect}?{answer}\r\nContent-Length: 0\r\n\r\n"
        connection.sendall(head.encode())
        return True

    def token(self, connection, request):
        form = request.form
        if not form.get("client_id") or not form.get("client_secret"):
            return self.refuse(connection, "a token request without client id or secret")
        if form.get("grant_type") == "refresh_token":
            if form.get("refresh_token") != REFRESH_TOKEN:
                return self.refuse(connection, "an unknown refresh token")
            self.token_gate.wait(60)
            if self.token_outage:
                return self.whole(connection, "error-unavailable")
            return self.whole(connection, "refreshed")
        challenge, redirect = self.challenges.pop(form.get("code"), (None, None))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenge or form.get("redirect_uri") != redirect:
            return self.refuse(connection, "a code exchange that does not fit its link")
        return self.whole(connection, "token")

    def count(self, connection, request):
        body = request.json
        if set(body) != {"request"} or not body["request"].get("model", "").startswith("models/"):
            return self.refuse(connection, f"count of {list(body)}")
        return self.whole(connection, "count")

    def generate(self, connection, request, kind):
        body = request.json
        allowed = {"model", "project", "user_prompt_id", "request", "enabled_credit_types"}
        if not set(body) <= allowed or not body.get("project") or "/" in body.get("model", "/"):
            return self.refuse(connection, f"an envelope with {list(body)}")
        if kind == "stream" and request.query.get("alt") != "sse":
            return self.refuse(connection, "a stream that is not asked for as events")
        name, _, cut = body["model"].partition("--")
        if exists(f"error-{name}"):
            return self.whole(connection, f"error-{name}")
        if not exists(f"{kind}-{name}"):
            return self.whole(connection, "error-missing")
        if kind == "whole":
            return self.whole(connection, f"whole-{name}")
        return self.stream(connection, fixture(f"stream-{name}"), cut)

    def stream(self, connection, data, cut):
        head, body = data.split(b"\r\n\r\n", 1)
        connection.sendall(head + b"\r\n\r\n")
        for piece in cuts(body, cut):
            connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
            if cut in ("characters", "line-ends"):
                time.sleep(0.002)  # so that each write is read by itself
        if cut == "break":
            return False
        connection.sendall(b"0\r\n\r\n")
        return True
