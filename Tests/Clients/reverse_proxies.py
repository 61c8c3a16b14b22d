"""The files of docs/reverse-proxies in front of the built program. Usage: reverse_proxies.py PATH-TO-gemini-proxy

Each file is run as it stands but for its addresses, names and certificates: a stream has to arrive event by event, a
silent one with its heartbeats, a large body whole, and a client that leaves has to end its call to Google.
What is not installed is SKIPPED by name.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

from served import KEY, Google, Served, free_port

DOCS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "reverse-proxies")


def nginx(text, port, upstream, folder):
    before, certificate = text.split("    listen 443 ssl;\n"), "ssl_certificate"
    assert len(before) == 2 and certificate in text, "the file has changed: adapt this test"
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    text = "\n".join(line for line in text.splitlines() if certificate not in line)
    text = text.replace("127.0.0.1:8081", f"127.0.0.1:{upstream}")
    paths = "\n".join(
        f"{key}_temp_path {folder}/{key};" for key in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = os.path.join(folder, "nginx.conf")
    with open(path, "w") as file:
        file.write(
            f"daemon off; pid {folder}/pid; error_log stderr; events {{}}\nhttp {{ access_log off; {paths}\n{text}\n}}\n"
        )
    return ["nginx", "-p", folder, "-c", path]


def caddy(text, port, upstream, folder):
    assert text.count("proxy.example.com {") == 1, "the file has changed: adapt this test"
    text = text.replace("proxy.example.com {", f"http://127.0.0.1:{port} {{").replace(
        "127.0.0.1:8081", f"127.0.0.1:{upstream}"
    )
    path = os.path.join(folder, "Caddyfile")
    with open(path, "w") as file:
        file.write("{\n\tadmin off\n}\n" + text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", path]


def haproxy(text, port, upstream, folder):
    bind = "bind :443 ssl crt /etc/ssl/proxy.example.com/proxy.pem"
    assert text.count(bind) == 1, "the file has changed: adapt this test"
    text = text.replace(bind, f"bind 127.0.0.1:{port}").replace("127.0.0.1:8081", f"127.0.0.1:{upstream}")
    path = os.path.join(folder, "haproxy.cfg")
    with open(path, "w") as file:
        file.write(text)
    return ["haproxy", "-db", "-f", path]


PROXIES = {"nginx": ("nginx.conf", nginx), "caddy": ("Caddyfile", caddy), "haproxy": ("haproxy.cfg", haproxy)}


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def ask(port, body, timeout=30):
    """A connection that has sent one request."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=timeout)
    data = json.dumps(body).encode()
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {KEY}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    connection.sendall(head.encode() + data)
    return connection


def chat(text="hi", stream=True):
    return {"model": "gemini-2.5-pro", "stream": stream, "messages": [{"role": "user", "content": text}]}


def events_arrive_one_by_one(port, google):
    google.events, google.pace = 10, 0.1
    with ask(port, chat()) as connection:
        received, times = b"", []
        while b"[DONE]" not in received:
            piece = connection.recv(65536)
            expect(piece, f"cut off: {received[-200:]!r}")
            received += piece
            times += [time.monotonic()] * piece.count(b'"content":"')
    expect(b" 200 " in received.split(b"\r\n")[0], received[:200])
    expect(len(times) >= 10, f"{len(times)} events of 10")
    spread = times[-1] - times[0]
    expect(spread > 0.6, f"ten events of 0.9 s arrived within {spread:.2f} s: they were held back")


def silence_is_filled(port, google):
    # keepalive_seconds is 1 here.
    google.events, google.pace = 2, 2.5
    with ask(port, chat()) as connection:
        received = b""
        while b"[DONE]" not in received:
            piece = connection.recv(65536)
            expect(piece, f"cut off: {received[-200:]!r}")
            received += piece
    expect(received.count(b": keep-alive") >= 1, f"no heartbeat came through: {received!r}")


def large_bodies_pass(port, google):
    google.events, google.pace = 1, 0
    with ask(port, chat("x" * (20 << 20), stream=False), timeout=60) as connection:
        received = connection.recv(65536)
    expect(b" 200 " in received.split(b"\r\n")[0], received[:300])


def leaving_ends_the_call(port, google):
    google.events, google.pace = 400, 0.05
    connection = ask(port, chat())
    expect(connection.recv(4096), "no answer")
    expect(google.streams == 1, f"{google.streams} calls to Google")
    connection.close()
    deadline = time.monotonic() + 10
    while google.streams and time.monotonic() < deadline:
        time.sleep(0.05)
    expect(google.streams == 0, "the call to Google goes on although the client has left")


CHECKS = [events_arrive_one_by_one, silence_is_filled, large_bodies_pass, leaving_ends_the_call]


def wait_until_listening(process, port):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        expect(process.poll() is None, f"ended with {process.returncode} at start")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("does not listen")


def main():
    binary = os.path.abspath(sys.argv[1])
    passed, failed = 0, 0
    google = Google()
    with Served(binary, google, free_port(), keepalive_seconds=1, trusted_proxies=["127.0.0.1"]) as served:
        served.wait_until_up()
        for name, (file, prepare) in PROXIES.items():
            if not shutil.which(name):
                print(f"SKIPPED {name}: not installed")
                continue
            with tempfile.TemporaryDirectory() as folder:
                with open(os.path.join(DOCS, file)) as source:
                    text = source.read()
                port = free_port()
                environment = dict(os.environ, HOME=folder, XDG_DATA_HOME=folder, XDG_CONFIG_HOME=folder)
                command = prepare(text, port, served.port, folder)
                log = open(os.path.join(folder, "log"), "w+")
                process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
                try:
                    wait_until_listening(process, port)
                    for check in CHECKS:
                        try:
                            check(port, google)
                            passed += 1
                            print(f"ok   {name}: {check.__name__}")
                        except (AssertionError, OSError) as error:
                            failed += 1
                            print(f"FAIL {name}: {check.__name__}: {error}")
                except AssertionError as error:
                    failed += 1
                    print(f"FAIL {name}: {error}")
                finally:
                    # It ends its workers; killed, it would leave them behind.
                    process.terminate()
                    process.wait(timeout=30)
                    if failed:
                        log.seek(0)
                        print(log.read()[-2000:])
                    log.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
