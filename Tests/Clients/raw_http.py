"""Raw sockets against the running program: what no HTTP library sends, and a stop under load."""

import json
import signal
import socket
import time
from urllib.parse import urlsplit

HEALTH = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"


def address(base_url):
    parts = urlsplit(base_url)
    return parts.hostname, parts.port


def exchange(base_url, data, half_close=False, answers=None):
    """Everything the server answers until it closes, or until `answers` of them have come."""
    with socket.create_connection(address(base_url), timeout=20) as connection:
        connection.sendall(data)
        if half_close:
            connection.shutdown(socket.SHUT_WR)
        received = b""
        while answers is None or received.count(b"HTTP/1.1 ") < answers or not received.endswith(b"}"):
            piece = connection.recv(65536)
            if not piece:
                break
            received += piece
        return received


def expect_status(answer, status):
    if not answer.startswith(f"HTTP/1.1 {status} ".encode()):
        raise AssertionError(f"expected {status}, got {answer[:200]!r}")


def post(key, body, *fields):
    lines = ["POST /v1/chat/completions HTTP/1.1", "Host: x", f"Authorization: Bearer {key}"]
    lines += [f"Content-Length: {len(body)}", *fields]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def pipelined_requests_are_answered_in_order(base_url, key):
    wrong = b"GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = exchange(base_url, HEALTH + wrong + HEALTH, answers=3)
    codes = [line.split()[1] for line in answer.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
    # Split bodies sit in front of the next status line, so only the first code begins a line.
    found = [answer.find(code) for code in (b"200 OK", b"401 Unauthorized")]
    if codes[0] != b"200" or not 0 <= found[0] < found[1] < answer.rfind(b"200 OK"):
        raise AssertionError(answer)


def http_1_0_gets_an_answer_and_a_close(base_url, key):
    answer = exchange(base_url, b"GET /health HTTP/1.0\r\n\r\n")
    expect_status(answer, 200)
    if b"Connection: close" not in answer or not answer.endswith(b"}"):
        raise AssertionError(answer)


def head_has_no_body(base_url, key):
    answer = exchange(base_url, b"HEAD /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    expect_status(answer, 200)
    if not answer.endswith(b"\r\n\r\n"):
        raise AssertionError(answer)


def malformed_requests_are_refused_and_closed(base_url, key):
    cases = [
        (b"\x16\x03\x01\x02\x00\x01\x00", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 40000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 101 + b"\r\n", 431),
        (b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
    ]
    for data, status in cases:
        expect_status(exchange(base_url, data), status)


def a_stranger_is_refused_before_the_body_is_read(base_url, key):
    expect_status(exchange(base_url, post("gp-wrong", b"a" * 300_000)), 401)
    head = post("gp-wrong", b"").replace(b"Content-Length: 0", b"Content-Length: 5000000")
    expect_status(exchange(base_url, head), 401)


def an_absurd_length_is_refused(base_url, key):
    head = post(key, b"").replace(b"Content-Length: 0", b"Content-Length: 99999999999")
    expect_status(exchange(base_url, head), 413)


def expect_continue_is_answered_CL_X8(base_url, key):
    answer = exchange(base_url, post(key, b"{}", "Expect: 100-continue", "Connection: close"))
    expect_status(answer, 100)
    if b"HTTP/1.1 400 " not in answer:
        raise AssertionError(answer)


def a_chunked_body_is_read_CL_X8(base_url, key):
    body = b'{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"Repeat: ok"}]}'
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[i : i + 7]), body[i : i + 7]) for i in range(0, len(body), 7))
    head = post(key, b"", "Connection: close").replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    answer = exchange(base_url, head + chunks + b"0\r\n\r\n")
    expect_status(answer, 200)
    if json.loads(answer.split(b"\r\n\r\n", 1)[1])["choices"][0]["message"]["content"] != "ok":
        raise AssertionError(answer)


def a_bad_body_leaves_the_connection_open_CL_X9(base_url, key):
    """On one connection: every kind of bad body is a 400 in JSON, and what follows it is answered."""
    good = b'{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"Repeat: ok"}]}'
    with socket.create_connection(address(base_url), timeout=20) as connection:
        answers = connection.makefile("rb")
        for body in (b"", b"{", b"[]", b"null", b"\xff", b'{"model":"gemini-2.5-flash"}', b'{"model":"../x","messages":[]}'):
            for sent, status in ((body, (400, 404)), (good, (200,))):
                connection.sendall(post(key, sent))
                code = int(answers.readline().split()[1])
                fields = {}
                while (line := answers.readline()) != b"\r\n":
                    name, value = line.decode().split(":", 1)
                    fields[name.lower()] = value.strip()
                answer = json.loads(answers.read(int(fields["content-length"])))
                if code not in status or fields["content-type"] != "application/json":
                    raise AssertionError(f"{sent!r}: {code} {fields} {answer}")
                if code != 200 and not answer["error"]["message"]:
                    raise AssertionError(f"{sent!r}: {answer}")


def absurd_nesting_is_an_error_not_a_crash(base_url, key):
    answer = exchange(base_url, post(key, b"[" * 1_000_000, "Connection: close"))
    expect_status(answer, 400)


def a_form_that_cannot_be_read_is_answered(base_url, key):
    fields = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked"
    answer = exchange(base_url, f"POST /auth/paste HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n\r\nzz\r\n".encode())
    expect_status(answer, 400)


CHECKS = [
    pipelined_requests_are_answered_in_order,
    http_1_0_gets_an_answer_and_a_close,
    head_has_no_body,
    malformed_requests_are_refused_and_closed,
    a_stranger_is_refused_before_the_body_is_read,
    an_absurd_length_is_refused,
    expect_continue_is_answered_CL_X8,
    a_chunked_body_is_read_CL_X8,
    a_bad_body_leaves_the_connection_open_CL_X9,
    absurd_nesting_is_an_error_not_a_crash,
    a_form_that_cannot_be_read_is_answered,
]


def running_streams_finish_after_sigterm(process, base_url, key):
    """Ends the program: ten streams are running and one connection is idle when the signal comes."""
    words = " ".join(str(number) for number in range(100))
    body = json.dumps(
        {"model": "gemini-2.5-flash", "stream": True, "messages": [{"role": "user", "content": "Repeat: " + words}]}
    ).encode()
    streams = []
    for _ in range(10):
        connection = socket.create_connection(address(base_url), timeout=30)
        connection.sendall(post(key, body))
        streams.append((connection, connection.recv(100)))
    idle = socket.create_connection(address(base_url), timeout=30)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    for connection, received in streams:
        while piece := connection.recv(65536):
            received += piece
        if b"[DONE]" not in received or b"99" not in received:
            raise AssertionError(f"a stream was cut: …{received[-200:]!r}")
    if idle.recv(1) != b"":
        raise AssertionError("the idle connection was not closed")
    code = process.wait(timeout=40)
    if code != 0 or time.monotonic() - began > 25:
        raise AssertionError(f"exit status {code} after {time.monotonic() - began:.1f} s")
