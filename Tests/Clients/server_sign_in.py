"""Signing in on a server: it listens on every address, and people reach it by a public one that Google may not redirect to.

Each of the ways that the program names at its start, with the browser on another machine.
"""

import html
import http.client
import os
import re
import subprocess
import tempfile
import urllib.parse
import urllib.request

from first_day import Served

PUBLIC = "https://proxy.example"
SERVER = {"GEMINI_HOST": "0.0.0.0", "GEMINI_REDIRECT_URL": PUBLIC, "GEMINI_API_KEYS": "gp-server"}


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def answer(url, form=None, headers=()):
    """Status, headers and text; redirects are not followed."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    body = urllib.parse.urlencode(form) if form else None
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    connection.request("POST" if form else "GET", f"{parts.path}?{parts.query}", body, {**kind, **dict(headers)})
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, response.headers, text


class ReverseProxy:
    """What a browser on another machine gets through the server's reverse proxy."""

    def __init__(self, served):
        self.base = served.base_url
        self.headers = {"Host": "proxy.example", "X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"}

    def open(self, url, form=None):
        expect(url.startswith(PUBLIC + "/"), url)
        status, headers, text = answer(self.base + url.removeprefix(PUBLIC), form, self.headers)
        if cookie := headers.get("Set-Cookie"):
            self.headers["Cookie"] = cookie.split(";")[0]
        return status, text


def google_link(text):
    return html.unescape(next(link for link in re.findall(r'(?:href="|^ *)(http[^"\s]+/o/oauth2/[^"\s]+)', text, re.M)))


def is_ready(served):
    return served.get("/ready")[0] == 200


def through_an_ssh_tunnel(served):
    # `ssh -L` makes the server's port the own machine's; here both are the same machine.
    served.find(r"(ssh -L \d+:localhost:\d+ SERVER)")
    link = served.find(r"(http://\S+/o/oauth2/v2/auth\?\S+)")
    with urllib.request.urlopen(link, timeout=30) as page:
        expect(page.url.startswith(served.base_url + "/auth/callback/"), page.url)
        expect("You are signed in" in page.read().decode(), "the result page")


def by_pasting_into_the_page(served):
    browser = ReverseProxy(served)
    status, text = browser.open(served.find(r"🔐 .*?(https://proxy\.example/auth/login\?ticket=\w+)"))
    expect(status == 200, text)
    ended = answer(google_link(text))[1]["Location"]
    # There is nobody on the browser's own machine, which is where this leads.
    expect(ended.startswith("http://localhost:"), ended)
    state = re.search(r'name="state" value="([^"]+)"', text)[1]
    status, text = browser.open(PUBLIC + "/auth/paste", {"state": state, "pasted": ended})
    expect(status == 200 and "You are signed in" in text, text)


def with_a_client_of_ones_own(served):
    browser = ReverseProxy(served)
    _, text = browser.open(served.find(r"🔐 .*?(https://proxy\.example/auth/login\?ticket=\w+)"))
    ended = answer(google_link(text))[1]["Location"]
    expect(ended.startswith(PUBLIC + "/auth/callback/"), ended)
    status, text = browser.open(ended)
    expect(status == 200 and "You are signed in" in text, text)
    expect("ssh -L" not in served.output, "nothing is odd about it")


OWN_CLIENT = {
    "GEMINI_OAUTH_CLIENT_ID": "simulated-web.apps.googleusercontent.com",
    "GEMINI_OAUTH_CLIENT_SECRET": "simulated-web-secret",
}


def a_server_is_signed_in_to_in_each_way(binary, google):
    for way, more in [(through_an_ssh_tunnel, {}), (by_pasting_into_the_page, {}), (with_a_client_of_ones_own, OWN_CLIENT)]:
        with tempfile.TemporaryDirectory() as folder:
            served = Served(binary, folder, google, **SERVER, **more)
            try:
                served.find(r"(waiting for sign-in)")
                way(served)
                served.find(r"✅ Signed in as (licensed@example.com)")
                expect(is_ready(served), served.output)
            finally:
                expect(served.stop() == 0, served.output)


def a_server_is_signed_in_to_by_login_in_its_terminal(binary, google):
    with tempfile.TemporaryDirectory() as folder:
        served = Served(binary, folder, google, **SERVER)
        try:
            served.find(r"(waiting for sign-in)")
            environment = {**os.environ, **SERVER, "LC_ALL": "C.UTF-8",
                           "GEMINI_PORT": served.base_url.rsplit(":", 1)[1],
                           "GEMINI_OAUTH_AUTHORIZE_URL": google + "/o/oauth2/v2/auth",
                           "GEMINI_OAUTH_TOKEN_URL": google + "/token",
                           "GEMINI_OAUTH_USERINFO_URL": google + "/oauth2/v2/userinfo",
                           "GEMINI_CODE_ASSIST_ENDPOINT": google}
            login = subprocess.Popen(
                [binary, "login", served.config, "--no-browser", "--timeout", "60"], env=environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            shown = ""
            while "/o/oauth2/" not in shown:
                line = login.stdout.readline()
                expect(line, shown)
                shown += line
            ended = answer(google_link(shown))[1]["Location"]
            output, _ = login.communicate(ended + "\n", timeout=60)
            expect(login.returncode == 0 and "Signed in as licensed@example.com" in output, output)
        finally:
            served.stop()
        again = Served(binary, folder, google, **SERVER)
        try:
            again.find(r"✅ Signed in as (licensed@example.com)")
            expect(is_ready(again), again.output)
        finally:
            expect(again.stop() == 0, again.output)


CHECKS = [
    a_server_is_signed_in_to_in_each_way,
    a_server_is_signed_in_to_by_login_in_its_terminal,
]
