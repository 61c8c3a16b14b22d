"""Several processes with one configuration, and a token endpoint that is down. Usage: shared_config.py PATH-TO-gemini-proxy"""

import base64
import json
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import fake_google
from fake_google_test import Stage
from first_day import Served

KEY = "gp-0123456789abcdef0123456789abcdef"
LAPSED = "2001-01-01T00:00:00Z"


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def write_config(folder, google, expiry, **settings):
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump({"client_id": "shared", "api_keys": [KEY], "project_id": "p", "token_file": fake_google.token_file(expiry),
                   **google.settings(), **settings}, file)
    os.chmod(file.name, 0o600)


def stored_token(folder):
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
        return json.loads(base64.b64decode(json.load(file)["token_file"]))["access_token"]


def refreshes(google):
    return [request for request in google.to("/token") if request.form.get("grant_type") == "refresh_token"]


def two_processes_with_one_configuration_are_one_refresh(binary):
    google = fake_google.FakeGoogle()
    with tempfile.TemporaryDirectory() as folder:
        write_config(folder, google, LAPSED)
        # Nobody gets a token until every request is under way.
        google.token_gate.clear()
        processes = []
        try:
            for _ in range(2):
                processes.append(Served(binary, folder, google.url))
            stages = [Stage(process.base_url, google, KEY) for process in processes]
            with ThreadPoolExecutor(50) as pool:
                chats = [pool.submit(stages[number % 2].chat, "text", number % 4 < 2) for number in range(50)]
                wait_until(lambda: len(refreshes(google)) >= 1, "a refresh")
                wait_until(lambda: all(connections(process) >= 25 for process in processes), "all requests under way")
                google.token_gate.set()
                statuses = [chat.result().status for chat in chats]
            expect(statuses == [200] * 50, statuses)
            expect(len(refreshes(google)) == 1, f"{len(refreshes(google))} refreshes")
            expect(stored_token(folder) == fake_google.FRESH_TOKEN, "what was refreshed is on the disk")
            expect(not google.problems, google.problems)
        finally:
            google.token_gate.set()
            for process in processes:
                process.stop()
            google.close()


def connections(served):
    """Established connections of clients, by the kernel's table."""
    port = "%04X" % int(served.base_url.rsplit(":", 1)[1])
    found = 0
    for name in ("tcp", "tcp6"):
        with open(f"/proc/net/{name}", encoding="ascii") as file:
            for line in file.readlines()[1:]:
                fields = line.split()
                found += fields[1].endswith(":" + port) and fields[3] == "01"
    return found


def wait_until(condition, what):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError(f"{what}: not within 30 seconds")


def a_token_endpoint_that_is_down_hurts_for_as_long_as_it_is(binary):
    """Down for GEMINI_PROXY_OUTAGE_SECONDS (3; 20 in the wide tests) while the token has lapsed."""
    outage = int(os.environ.get("GEMINI_PROXY_OUTAGE_SECONDS", "3"))
    google = fake_google.FakeGoogle()
    with tempfile.TemporaryDirectory() as folder:
        write_config(folder, google, LAPSED, retry_wait_seconds=2)
        google.token_outage = True
        served = Served(binary, folder, google.url)
        try:
            stage = Stage(served.base_url, google, KEY)
            end = time.monotonic() + outage

            def ask(_):
                """Status and duration of every request that began during the outage."""
                found = []
                while time.monotonic() < end:
                    began = time.monotonic()
                    answer = stage.chat("text", stream=len(found) % 2 == 0)
                    headers = {name.lower(): value for name, value in answer.headers.items()}
                    found.append((answer.status, time.monotonic() - began, headers.get("retry-after")))
                return found

            with ThreadPoolExecutor(10) as pool:
                found = [entry for entries in pool.map(ask, range(10)) for entry in entries]
            expect(found and all(status in (502, 503) and after for status, _, after in found), found[:10])
            expect(max(seconds for _, seconds, _ in found) < 2 + 3, "a request waited beyond its limit")
            expect(len(refreshes(google)) <= 3 * outage + 5, f"{len(refreshes(google))} attempts at a refresh")
            google.token_outage = False
            wait_until(lambda: stage.chat("text").status == 200, "an answer after the outage")
            with ThreadPoolExecutor(10) as pool:
                statuses = [answer.status for answer in pool.map(lambda _: stage.chat("text"), range(50))]
            expect(statuses == [200] * 50, statuses)
            expect("🔐" not in served.output, "nobody has to sign in again")
        finally:
            served.stop()
            google.close()


CHECKS = [
    two_processes_with_one_configuration_are_one_refresh,
    a_token_endpoint_that_is_down_hurts_for_as_long_as_it_is,
]


if __name__ == "__main__":
    for check in CHECKS:
        check(os.path.abspath(sys.argv[1]))
        print(f"ok   {check.__name__}")
