"""The google-genai SDK against `serve` with accounts of the public services, through an outbound proxy that asks for a password."""

import base64
import http.server
import json
import os
import signal
import socketserver
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request

import genai_smoke
from first_day import Served
from google import genai
from google.genai import types

EMBEDDER = "gemini-embedding-001"


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


class ForwardProxy(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """An HTTP proxy for plain requests: whatever address they name, it asks the simulated Google."""

    daemon_threads = True

    def __init__(self, google):
        super().__init__(("127.0.0.1", 0), ForwardedRequest)
        self.google = google
        self.hosts = set()

    def url(self, password="word"):
        return f"http://us%40er:{password}@127.0.0.1:{self.server_address[1]}"


class ForwardedRequest(http.server.BaseHTTPRequestHandler):
    expected = "Basic " + base64.b64encode(b"us@er:word").decode()

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers.get("Proxy-Authorization") != self.expected:
            self.send_response(407)
            self.send_header("Proxy-Authenticate", "Basic realm=x")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        target = urllib.parse.urlsplit(self.path)
        self.server.hosts.add(target.hostname)
        kept = {name: value for name, value in self.headers.items()
                if name.lower() in ("content-type", "x-goog-api-key", "authorization", "user-agent", "accept")}
        asked = urllib.request.Request(
            f"{self.server.google}{target.path}?{target.query}".rstrip("?"), data=body, headers=kept, method=self.command)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            answer = opener.open(asked, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
            self.send_header("Connection", "close")
            self.end_headers()
            while piece := answer.read1(65536):
                self.wfile.write(piece)
        self.close_connection = True

    do_GET = do_POST


def serving(binary, google, folder, proxies, **settings):
    """Google's addresses lead nowhere but through the proxy."""
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump({"api_keys": ["gp-services"], "proxy_urls": proxies, "upstream_api_key": "simulated-key",
                   "ai_studio_endpoint": "http://public.localhost:1", "vertex_ai_endpoint": "http://vertex.localhost:1",
                   "max_retries": 0, **settings}, file)
    return Served(binary, folder, google)


def sdk_checks(base_url):
    for check in (genai_smoke.genai_generates, genai_smoke.genai_streams, genai_smoke.genai_chats):
        check(base_url, "gp-services")
    sdk = genai.Client(api_key="gp-services", vertexai=False, http_options=types.HttpOptions(base_url=base_url, timeout=30_000))
    expect(sdk.models.count_tokens(model="gemini-2.5-flash", contents="hello").total_tokens > 0, "a count")
    config = types.EmbedContentConfig(output_dimensionality=16, task_type="CLUSTERING")
    one = sdk.models.embed_content(model=EMBEDDER, contents="hello", config=config)
    many = sdk.models.embed_content(model=EMBEDDER, contents=["hello", "there"], config=config)
    expect([len(found.values) for found in many.embeddings] == [16, 16], many)
    expect(one.embeddings[0].values == many.embeddings[0].values, "the same text, the same vector")
    expect(any(EMBEDDER in model.name for model in sdk.models.list()), "the model is listed")


def public_services_answer_through_a_proxy(binary, google):
    with ForwardProxy(google) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        for mode, host in [("ai_studio", "public.localhost"), ("vertex_ai", "vertex.localhost")]:
            proxy.hosts.clear()
            with tempfile.TemporaryDirectory() as folder:
                served = serving(binary, google, folder, ["http://127.0.0.1:1", proxy.url()], api_mode=mode)
                try:
                    sdk_checks(served.base_url)
                    expect("🔐" not in served.output, served.output)
                finally:
                    served.stop()
            expect(proxy.hosts == {host}, proxy.hosts)
        proxy.shutdown()


def a_proxy_that_refuses_is_told(binary, google):
    with ForwardProxy(google) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        with tempfile.TemporaryDirectory() as folder:
            served = serving(binary, google, folder, [proxy.url("planted-wrong"), proxy.url()], api_mode="ai_studio")
            try:
                body = json.dumps({"contents": "hi"}).encode()
                asked = urllib.request.Request(
                    served.base_url + "/v1beta/models/gemini-2.5-flash:generateContent", data=body,
                    headers={"x-goog-api-key": "gp-services", "Content-Type": "application/json"})
                try:
                    urllib.request.urlopen(asked, timeout=30)
                    raise AssertionError("it was served")
                except urllib.error.HTTPError as error:
                    text = error.read().decode()
                    expect(error.code == 502 and "407" in text and "planted" not in text, f"{error.code} {text}")
                expect("planted" not in served.output, served.output)
            finally:
                served.stop()
        proxy.shutdown()


def a_hangup_changes_the_outbound_proxies(binary, google):
    with ForwardProxy(google) as old, ForwardProxy(google) as new:
        for proxy in (old, new):
            threading.Thread(target=proxy.serve_forever, daemon=True).start()
        with tempfile.TemporaryDirectory() as folder:
            served = serving(binary, google, folder, [old.url()], api_mode="ai_studio")
            try:
                genai_smoke.genai_generates(served.base_url, "gp-services")
                expect(old.hosts and not new.hosts, "the old proxy is used")
                old.hosts.clear()
                with open(served.config, encoding="utf-8") as file:
                    settings = json.load(file)
                with open(served.config, "w", encoding="utf-8") as file:
                    json.dump({**settings, "proxy_urls": [new.url()]}, file)
                served.process.send_signal(signal.SIGHUP)
                served.find(r"(the configuration was read again)")
                genai_smoke.genai_generates(served.base_url, "gp-services")
                expect(new.hosts and not old.hosts, f"{old.hosts} {new.hosts}")
            finally:
                served.stop()
        for proxy in (old, new):
            proxy.shutdown()


CHECKS = [
    a_hangup_changes_the_outbound_proxies,
    public_services_answer_through_a_proxy,
    a_proxy_that_refuses_is_told,
]
