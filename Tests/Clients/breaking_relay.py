"""Stands between a client and the program and breaks what passes, to see whether the checks would notice.

A breakage is any of four functions; what it does not have passes unchanged:

  request(body)            the JSON of a request, changed in place
  answer(body)             the JSON of a whole answer and of each event of a stream, changed in place
  stream(payloads)         the events of a stream, each an object or the text "[DONE]"; yields the same, or bytes
                           that are sent as they stand, or `CUT`
  reply(status, headers, body)   a whole answer as its three parts; returns them
"""

import contextlib
import copy
import http.client
import http.server
import json
import threading
from urllib.parse import urlsplit

# Ends a stream without the end of its body.
CUT = object()
HOP_BY_HOP = {"connection", "content-length", "transfer-encoding", "host", "accept-encoding"}


class Breakage:
    """One way of being wrong, and the checks that must see it."""

    def __init__(self, name, caught_by, request=None, answer=None, stream=None, reply=None):
        self.name, self.caught_by = name, caught_by
        self.request, self.answer, self.stream, self.reply = request, answer, stream, reply


class Relay(http.server.ThreadingHTTPServer):
    """Listens on a free loopback port in front of `target`."""

    daemon_threads = True

    def __init__(self, target):
        self.target = urlsplit(target)
        self.breakage = None
        # How often something was changed, and what went wrong in the relay itself.
        self.changes, self.faults = 0, []
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def base_url(self):
        return f"http://127.0.0.1:{self.server_address[1]}{self.target.path}"

    def use(self, breakage):
        self.breakage, self.changes, self.faults = breakage, 0, []

    def handle_error(self, request, client_address):
        pass  # a client that was told nonsense hangs up


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.pass_on(None)

    def do_POST(self):
        self.pass_on(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def pass_on(self, body):
        breakage = self.server.breakage
        if body and breakage and breakage.request:
            body = self.broken_json(breakage.request, body)
        target = self.server.target
        upstream = http.client.HTTPConnection(target.hostname, target.port, timeout=60)
        with contextlib.closing(upstream):
            headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
            upstream.request(self.command, self.path, body, headers)
            response = upstream.getresponse()
            # Google gives the errors of a stream that type too.
            if response.status == 200 and (response.getheader("Content-Type") or "").startswith("text/event-stream"):
                self.stream(response, breakage)
            else:
                self.whole(response, breakage)

    def broken_json(self, change, text):
        value = json.loads(text)
        before = copy.deepcopy(value)
        self.tried(change, value)
        self.server.changes += value != before
        return json.dumps(value, ensure_ascii=False).encode()

    def tried(self, change, *arguments):
        """What `change` returns; a mistake in it must not pass for a breakage."""
        try:
            return change(*arguments)
        except Exception as error:
            self.server.faults.append(f"{type(error).__name__}: {error}")
            raise

    def whole(self, response, breakage):
        status, body = response.status, response.read()
        headers = {name.lower(): value for name, value in response.getheaders() if name.lower() not in HOP_BY_HOP}
        if breakage and breakage.answer and status == 200:
            body = self.broken_json(breakage.answer, body)
        if breakage and breakage.reply:
            before = (status, dict(headers), body)
            status, headers, body = self.tried(breakage.reply, status, headers, body)
            self.server.changes += (status, headers, body) != before
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self, response, breakage):
        self.close_connection = True
        self.send_response(response.status)
        self.send_header("Content-Type", response.getheader("Content-Type"))
        self.send_header("Transfer-Encoding", "chunked")
        # Said too, or a client would send its next request on a connection that is about to end.
        self.send_header("Connection", "close")
        self.end_headers()
        end = b"\r\n\r\n" if ":streamGenerateContent" in self.path else b"\n\n"
        payloads = self.payloads(response, breakage)
        if breakage and breakage.stream:
            payloads = self.counted(payloads, breakage.stream)
        for payload in payloads:
            if payload is CUT:
                return
            if not isinstance(payload, bytes):
                text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
                payload = self.name_of(payload) + b"data: " + text.encode(errors="surrogatepass") + end
            self.wfile.write(b"%x\r\n%s\r\n" % (len(payload), payload))
        self.wfile.write(b"0\r\n\r\n")

    def name_of(self, payload):
        """The line before the data, in the two APIs whose events have a name."""
        named = isinstance(payload, dict) and self.path.split("?")[0].endswith(("/messages", "/responses"))
        return f"event: {payload['type']}\n".encode() if named and "type" in payload else b""

    def payloads(self, response, breakage):
        """What the program sends, event by event; `CUT` where it cuts the stream itself."""
        try:
            while line := response.readline():
                text = line.strip().removeprefix(b"data:").strip()
                if not line.startswith(b"data:"):
                    continue
                if text == b"[DONE]":
                    yield "[DONE]"
                    continue
                value = json.loads(text)
                if breakage and breakage.answer:
                    before = copy.deepcopy(value)
                    self.tried(breakage.answer, value)
                    self.server.changes += value != before
                yield value
        except (http.client.HTTPException, OSError):
            yield CUT

    def counted(self, payloads, change):
        """What `change` makes of the events; other ones, more or fewer of them count as a change."""
        taken, given = [], 0

        def remembered():
            for payload in payloads:
                taken.append(copy.deepcopy(payload))
                yield payload

        try:
            for payload in change(remembered()):
                # Counted before it is sent: the client may leave at once.
                self.server.changes += given >= len(taken) or payload != taken[given]
                given += 1
                yield payload
            self.server.changes += given != len(taken)
        except GeneratorExit:
            raise
        except Exception as error:
            self.server.faults.append(f"{type(error).__name__}: {error}")
            raise
