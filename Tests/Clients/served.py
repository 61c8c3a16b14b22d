"""A `gemini-proxy serve` process to test from outside, and a Google of the standard library behind it."""

import base64
import contextlib
import http.server
import json
import os
import resource
import socket
import subprocess
import tempfile
import threading
import time

KEY = "gp-0123456789abcdef0123456789abcdef"
COUNTING = threading.Lock()
# What must never be in a log line, wherever it was said.
SECRETS = [KEY, "planted-access", "planted-refresh", "planted-prompt", "planted-query"]


class Google(http.server.ThreadingHTTPServer):
    """Answers every call; streams have `events` events, one each `pace` seconds."""

    daemon_threads = True

    def __init__(self, events=40, pace=0.05):
        self.events, self.pace = events, pace
        self.streams = 0  # under way
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *arguments):
        pass  # the proxy was killed in the middle of a request

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if ":streamGenerateContent" in self.path:
            return self.stream()
        known = {"currentTier": {"id": "free-tier"}, "cloudaicompanionProject": "test-project"}
        body = json.dumps(self.event("whole", True) if ":generateContent" in self.path else known).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        events, pace = self.server.events, self.server.pace
        with contextlib.suppress(OSError), self.counted():  # the proxy hangs up when its client does
            for number in range(events):
                event = self.event(f"{number} ", number == events - 1)
                piece = b"data: " + json.dumps(event).encode() + b"\r\n\r\n"
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                time.sleep(pace)
            self.wfile.write(b"0\r\n\r\n")

    @contextlib.contextmanager
    def counted(self):
        with COUNTING:
            self.server.streams += 1
        try:
            yield
        finally:
            with COUNTING:
                self.server.streams -= 1

    @staticmethod
    def event(text, is_last):
        candidate = {"content": {"role": "model", "parts": [{"text": text}]}}
        if is_last:
            candidate["finishReason"] = "STOP"
        return {"response": {"candidates": [candidate]}}


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Served:
    """The running program; every log line of it is checked at the end."""

    def __init__(self, binary, google, port, listeners=(), descriptors=None, environment=(), **settings):
        self.port = port
        self.base_url = f"http://127.0.0.1:{port}"
        self.folder = tempfile.TemporaryDirectory()
        token = {
            "access_token": "planted-access",
            "refresh_token": "planted-refresh",
            "token_type": "Bearer",
            "expiry": "2099-01-01T00:00:00Z",
        }
        config = {
            "host": "127.0.0.1",
            "port": port,
            "api_keys": [KEY],
            "project_id": "test-project",
            "token_file": base64.b64encode(json.dumps(token).encode()).decode(),
            "code_assist_endpoint": google.url,
            "resource_manager_endpoint": google.url,
            "oauth_token_url": google.url,
            "oauth_userinfo_url": google.url,
            "oauth_revoke_url": google.url,
            "log_level": "trace",
            "log_format": "json",
            **settings,
        }
        path = os.path.join(self.folder.name, "config.json")
        with open(path, "w") as file:
            json.dump(config, file)
        os.chmod(path, 0o600)
        self.log = open(os.path.join(self.folder.name, "log"), "w+b")
        numbers = [listener.fileno() for listener in listeners]

        def prepare():
            # Two steps, so that no descriptor is overwritten before it is moved.
            moved = [os.dup(number) for number in numbers]
            for index, number in enumerate(moved):
                os.dup2(number, 3 + index)
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (min(descriptors, 32), descriptors))

        command = [binary, "serve", path]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GEMINI_")}
        environment = {**kept, **dict(environment)}
        if numbers:
            # The process id is known only in the process; exec keeps it.
            command = ["/bin/sh", "-c", 'LISTEN_PID=$$ exec "$@"', "sh"] + command
            environment["LISTEN_FDS"] = str(len(numbers))
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=self.log,
            preexec_fn=prepare,
            pass_fds=tuple(range(3, 3 + len(numbers))),
        )

    def wait_until_up(self, connect=None):
        connect = connect or (lambda: socket.create_connection(("127.0.0.1", self.port), timeout=20))
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), connect() as connection:
                if health(connection).startswith(b"HTTP/1.1 200 "):
                    return self
        raise AssertionError(f"the program is not up: {self.text()[-500:]}")

    def text(self):
        self.log.seek(0)
        return self.log.read().decode()

    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(timeout=30)
        text = self.text()
        self.log.close()
        self.folder.cleanup()
        for line in text.splitlines():
            json.loads(line)
            for secret in SECRETS:
                if secret in line:
                    raise AssertionError(f"a secret was logged: {line}")


def health(connection):
    connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    return read_all(connection)


def read_all(connection):
    received = b""
    while piece := connection.recv(65536):
        received += piece
    return received


def open_stream(connection, key=KEY):
    """Begins a streamed chat and returns what has come when its first event is there."""
    body = json.dumps(
        {"model": "gemini-2.5-flash", "stream": True, "messages": [{"role": "user", "content": "planted-prompt"}]}
    ).encode()
    head = f"POST /v1/chat/completions?x=planted-query HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
    connection.sendall(head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    received = b""
    while b"data: " not in received:
        piece = connection.recv(65536)
        received += piece
        if not piece or not received.startswith(b"HTTP/1.1 200 "[: len(received)]):
            raise AssertionError(f"no stream: {received!r}")
    return received
