"""The Debian package on a system that systemd has booted: installed, signed in, restarted under load, killed, upgraded, purged.

Runs inside the system that scripts/test-package makes; the simulated Google runs beside it, and there is no other network.
Usage: in_system.py PACKAGE NEWER-PACKAGE
"""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import demo
from first_day import sign_in
from served import Google, open_stream

BASE = "http://127.0.0.1:8081"
PORT = 8081
STATE = "/var/lib/gemini-proxy"


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def run(*command, check=True):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if check and done.returncode:
        raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout.strip()


def until(what, condition, seconds=60):
    """Waits for a condition, for a bounded time; its value."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} did not come\n{run('systemctl', 'status', '--no-pager', '--full', 'gemini-proxy', check=False)}")


def shown(name):
    return run("systemctl", "show", "--value", "--property", name, "gemini-proxy.service")


def answer(path, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(BASE + path, headers=headers), timeout=20) as found:
            return found.status, found.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def key():
    with open(f"{STATE}/config.json", encoding="utf-8") as file:
        return json.load(file)["api_keys"][0]


def connect():
    return socket.create_connection(("127.0.0.1", PORT), timeout=30)


def chat(api_key):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    body = {"model": "gemini-2.5-flash", "stream": True, "messages": [{"role": "user", "content": "hello"}]}
    connection.request(
        "POST", "/v1/chat/completions", json.dumps(body),
        {"Authorization": f"Bearer {api_key}", "Content-Type": "application/json"})
    found = connection.getresponse()
    text = found.read().decode()
    expect(found.status == 200 and text.rstrip().endswith("data: [DONE]"), f"{found.status} {text[-500:]}")
    connection.close()


def settings(google, code_assist):
    """What an operator writes into the service's own settings file."""
    with open("/etc/default/gemini-proxy", "a", encoding="utf-8") as file:
        file.write(
            f"GEMINI_OAUTH_AUTHORIZE_URL={google}/o/oauth2/v2/auth\nGEMINI_OAUTH_TOKEN_URL={google}/token\n"
            f"GEMINI_OAUTH_USERINFO_URL={google}/oauth2/v2/userinfo\nGEMINI_OAUTH_REVOKE_URL={google}/revoke\n"
            f"GEMINI_RESOURCE_MANAGER_ENDPOINT={google}\nGEMINI_CODE_ASSIST_ENDPOINT={code_assist}\n")


def installs_and_serves(package, google):
    run("apt-get", "install", "--yes", "--no-install-recommends", package)
    expect(run("systemctl", "is-enabled", "gemini-proxy.socket", "gemini-proxy.service") == "enabled\nenabled", "enabled")
    until("the first answer", lambda: answer("/health")[0] == 200)
    expect(answer("/ready")[0] == 503, "ready without a sign-in")
    status = os.stat(f"{STATE}/config.json")
    expect(status.st_mode & 0o777 == 0o600 and status.st_uid != 0, f"{status}")
    expect(shown("Type") == "notify" and shown("StatusText").startswith("serving http://"), shown("StatusText"))
    settings(google, google)
    run("systemctl", "restart", "gemini-proxy")


def signs_in(_package, _google):
    def link():
        journal = run("journalctl", "--no-pager", "--output=cat", "--unit=gemini-proxy.service")
        found = re.findall(r"(http://\S+/auth/login\?ticket=\w+)", journal)
        return found[-1] if found else None

    page = until("the link in the journal", link)
    until("the sign-in page", lambda: answer("/health")[0] == 200)
    # A restart prints a link of its own.
    page = link() or page
    expect("You are signed in" in sign_in(page), "the page after signing in")
    until("readiness", lambda: answer("/ready")[0] == 200)
    chat(key())


def reloads(_package, _google):
    run("systemctl", "reload", "gemini-proxy")
    expect(shown("ActiveState") == "active", shown("ActiveState"))
    chat(key())


def refuses_nobody_while_it_restarts(_package, google):
    slow = Google(events=60)
    settings(google, slow.url)
    run("systemctl", "restart", "gemini-proxy")
    api_key = key()
    streams = []
    for _ in range(50):
        connection = connect()
        streams.append((connection, open_stream(connection, api_key)))
    over, faults, served = threading.Event(), [], []

    def ask():
        while not over.is_set():
            try:
                with connect() as connection:
                    connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    received = b""
                    while piece := connection.recv(4096):
                        received += piece
                served.append(received)
                if not received.startswith(b"HTTP/1.1 200 "):
                    faults.append(received)
            except OSError as error:
                faults.append(error)

    asker = threading.Thread(target=ask)
    asker.start()
    run("systemctl", "restart", "gemini-proxy")
    over.set()
    asker.join(timeout=60)
    expect(not faults and served, f"{len(faults)} of {len(served)} were refused: {faults[:3]}")
    for connection, received in streams:
        received += read_to_end(connection)
        expect(b"[DONE]" in received and b"59 " in received, f"a stream was cut: {received[-200:]!r}")
    chat(api_key)
    settings(google, google)
    run("systemctl", "restart", "gemini-proxy")


def read_to_end(connection):
    received = b""
    while not received.endswith(b"0\r\n\r\n") and (piece := connection.recv(65536)):
        received += piece
    return received


def comes_back_when_killed(_package, _google):
    chat(key())
    before = int(shown("NRestarts"))
    run("kill", "-KILL", shown("MainPID"))
    until("another process", lambda: int(shown("NRestarts")) == before + 1 and answer("/ready")[0] == 200)
    chat(key())


def takes_credentials(_package, _google):
    os.makedirs("/etc/credstore", mode=0o700, exist_ok=True)
    with open("/etc/credstore/api_keys", "w", encoding="utf-8") as file:
        file.write("gp-from-the-credential\n")
    run("systemctl", "restart", "gemini-proxy")
    until("readiness", lambda: answer("/ready")[0] == 200)
    chat("gp-from-the-credential")
    os.remove("/etc/credstore/api_keys")
    run("systemctl", "restart", "gemini-proxy")


def upgrades_with_its_state(newer, _google):
    api_key, process = key(), shown("MainPID")
    run("apt-get", "install", "--yes", "--no-install-recommends", newer)
    expect(run("dpkg-query", "-W", "-f", "${Version}", "gemini-proxy").endswith("+newer"), "the version")
    until("readiness", lambda: answer("/ready")[0] == 200)
    expect(shown("MainPID") != process, "the old program still runs")
    expect(key() == api_key, "another key after the upgrade")
    chat(api_key)


def goes_without_a_trace(_package, _google):
    run("apt-get", "purge", "--yes", "gemini-proxy")
    left = [path for path in (STATE, "/var/lib/private/gemini-proxy", "/etc/default/gemini-proxy") if os.path.lexists(path)]
    expect(not left, left)
    expect(answer("/health")[0] == 0, "it still answers")


def main():
    package, newer = sys.argv[1:]
    failed = 0
    # Unpacked, not installed: the simulated Google has to be there first, and outlives the purge.
    run("dpkg-deb", "--extract", package, "/opt/simulated")
    process, _, _, google = demo.start("/opt/simulated/usr/bin/gemini-proxy")
    checks = [
        (installs_and_serves, package), (signs_in, package), (reloads, package), (refuses_nobody_while_it_restarts, package),
        (comes_back_when_killed, package), (takes_credentials, package), (upgrades_with_its_state, newer),
        (goes_without_a_trace, package),
    ]
    for check, argument in checks:
        try:
            check(argument, google)
            print(f"ok   {check.__name__}", flush=True)
        except Exception as error:  # every check runs, whatever another one does
            failed += 1
            print(f"FAIL {check.__name__}: {type(error).__name__}: {error}", flush=True)
    process.kill()
    process.wait()
    if failed:
        print(run("journalctl", "--no-pager", "--lines=60", check=False))
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
