"""The built program with `serve` against `fake_google.py`: what clients get when Google's bytes are known exactly.

Usage: fake_google_test.py PATH-TO-gemini-proxy
"""

import concurrent.futures
import contextlib
import http.client
import json
import os
import sys
import tempfile
from urllib.parse import urlsplit

import fake_google
import first_day
import served
from served import KEY

TEXT = 'Hello, 你好 😀!\nGrüße "x" \\ 🚀'
CUTS = ["", "--every-byte", "--characters", "--line-ends"]
FRAMINGS = ["text" + cut for cut in CUTS] + ["text-lf", "text-unterminated", "text-nospace"]


class Stage:
    """A fake and a proxy that talks to it."""

    def __init__(self, base_url, google, key=KEY):
        self.parts = urlsplit(base_url)
        self.google = google
        self.key = key

    def post(self, path, body, headers=None):
        """Status, headers and body; a body that breaks off is returned as far as it came, with `broken` set."""
        connection = http.client.HTTPConnection(self.parts.hostname, self.parts.port, timeout=60)
        with contextlib.closing(connection):
            connection.request("POST", path, json.dumps(body), {"Authorization": f"Bearer {self.key}", **(headers or {})})
            response = connection.getresponse()
            data, broken = b"", False
            try:
                while piece := response.read1(65536):
                    data += piece
            except (http.client.IncompleteRead, ConnectionError) as error:
                data, broken = data + getattr(error, "partial", b""), True
            return Answer(response.status, dict(response.getheaders()), data, broken)

    def chat(self, model, stream=True, **more):
        body = {"model": model, "stream": stream, "messages": [{"role": "user", "content": "hi"}], **more}
        return self.post("/v1/chat/completions", body)

    def gemini(self, model, method="streamGenerateContent?alt=sse"):
        body = {"contents": [{"role": "user", "parts": [{"text": "hi"}]}]}
        return self.post(f"/v1beta/models/{model}:{method}", body)


class Answer:
    def __init__(self, status, headers, body, broken):
        self.status, self.headers, self.body, self.broken = status, headers, body, broken

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def events(self):
        """The payloads of server-sent events, comments left out."""
        text = self.body.decode()
        return [
            line.removeprefix("data: ")
            for event in text.replace("\r\n", "\n").split("\n\n")
            for line in event.split("\n")
            if line.startswith("data: ")
        ]

    @property
    def chunks(self):
        return [json.loads(event) for event in self.events if event != "[DONE]"]

    @property
    def choices(self):
        return [chunk["choices"][0] for chunk in self.chunks if chunk.get("choices")]


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def responses(name):
    """The inner responses of a stream's fixture."""
    body = fake_google.fixture(f"stream-{name}").split(b"\r\n\r\n", 1)[1].decode()
    return [json.loads(line[5:])["response"] for line in body.splitlines() if line.startswith("data:")]


# OpenAI


def chats_are_the_same_however_the_stream_is_cut(stage):
    for model in FRAMINGS:
        answer = stage.chat(model, stream_options={"include_usage": True})
        expect(answer.status == 200, f"{model}: {answer.status} {answer.body[:300]!r}")
        text = "".join(choice["delta"].get("content") or "" for choice in answer.choices)
        expect(text == TEXT, f"{model}: {text!r}")
        reasons = [choice["finish_reason"] for choice in answer.choices if choice["finish_reason"]]
        expect(reasons == ["stop"], f"{model}: {reasons}")
        expect(answer.events[-1] == "[DONE]" and not answer.broken, f"{model}: no [DONE]")
        usage = answer.chunks[-1]["usage"]
        counts = (usage["prompt_tokens"], usage["completion_tokens"], usage["total_tokens"])
        expect(counts == (9, 12, 21), f"{model}: {usage}")
        expect(usage["prompt_tokens_details"]["cached_tokens"] == 4, f"{model}: {usage}")


def a_whole_chat_is_read_from_a_pretty_answer(stage):
    answer = stage.chat("text", stream=False).json
    expect(answer["choices"][0]["message"]["content"] == "Hello, 你好 😀!\nGrüße", answer)
    usage = answer["usage"]
    expect((usage["prompt_tokens"], usage["completion_tokens"], usage["total_tokens"]) == (10, 37, 47), usage)
    expect(usage["completion_tokens_details"]["reasoning_tokens"] == 20, usage)


def calls_arrive_whole_and_once(stage):
    for model, cities in [("call", ["Paris"]), ("parallel", ["Paris", "Köln"])]:
        for cut in CUTS:
            answer = stage.chat(model + cut)
            calls = [call for choice in answer.choices for call in choice["delta"].get("tool_calls") or []]
            ids = [call["id"] for call in calls if call.get("id")]
            expect(len(ids) == len(set(ids)) == len(cities), f"{model + cut}: {calls}")
            arguments = {}
            for call in calls:
                index = call["index"]
                arguments[index] = arguments.get(index, "") + call["function"].get("arguments", "")
            found = [json.loads(arguments[index])["city"] for index in sorted(arguments)]
            expect(found == cities, f"{model + cut}: {arguments}")
            reasons = [choice["finish_reason"] for choice in answer.choices if choice["finish_reason"]]
            expect(reasons == ["tool_calls"], f"{model + cut}: {reasons}")


def thoughts_are_not_part_of_the_text(stage):
    for cut in CUTS:
        answer = stage.chat("thoughts" + cut, reasoning_effort="high")
        text = "".join(choice["delta"].get("content") or "" for choice in answer.choices)
        thoughts = "".join(choice["delta"].get("reasoning_content") or "" for choice in answer.choices)
        expect(text == "Yes, do.", f"{cut}: {text!r}")
        expect(thoughts == "**Weighing words**\n\nShort is best.", f"{cut}: {thoughts!r}")


def errors_before_the_stream_have_a_status(stage):
    cases = [
        ("capacity", (429, 503), "No capacity available for model gemini-3-flash-preview on the server"),
        ("unavailable", (503,), "No capacity available for model claude-sonnet-4-6 on the server"),
        ("missing", (404,), ""),
        ("page", (502, 503), ""),
        # The last: the account is not asked again.
        ("unlicensed", (403,), "You do not have a valid license of this product."),
    ]
    for model, statuses, words in cases:
        for stream in (True, False):
            answer = stage.chat(model, stream)
            expect(answer.status in statuses, f"{model}: {answer.status} {answer.body[:300]!r}")
            error = answer.json["error"]
            expect(words in error["message"] and error["message"], f"{model}: {error}")
            expect("<html" not in error["message"], f"{model}: {error}")


def a_failure_in_the_stream_is_told(stage):
    for model in ("text--break", "error-event"):
        answer = stage.chat(model)
        if model == "error-event" and answer.status == 503:
            # All of it was read at once, so that nothing had been sent yet and a status could still tell.
            expect("overloaded" in answer.json["error"]["message"], answer.body)
            continue
        expect(answer.status == 200, f"{model}: {answer.status} {answer.body[:300]!r}")
        text = "".join(choice["delta"].get("content") or "" for choice in answer.choices)
        expect(text and TEXT.startswith(text), f"{model}: {text!r}")
        errors = [chunk["error"] for chunk in answer.chunks if "error" in chunk]
        expect(len(errors) == 1 and errors[0]["message"], f"{model}: {answer.body!r}")
        expect(not any(choice["finish_reason"] for choice in answer.choices), f"{model}: {answer.body!r}")


def a_blocked_prompt_is_no_empty_success(stage):
    answer = stage.chat("blocked")
    told = [choice["finish_reason"] for choice in answer.choices if choice["finish_reason"]]
    refused = answer.status >= 400 or any("error" in chunk for chunk in answer.chunks)
    expect(told == ["content_filter"] or refused, f"{answer.status} {answer.body!r}")


# Gemini


def native_streams_hold_googles_own_responses(stage):
    for model in FRAMINGS + ["call", "parallel--every-byte", "thoughts--characters"]:
        answer = stage.gemini(model)
        expect(answer.status == 200, f"{model}: {answer.status} {answer.body[:300]!r}")
        expect(answer.body.endswith(b"}\r\n\r\n") and answer.body.startswith(b"data: {"), f"{model}: {answer.body!r}")
        events = [event for event in answer.body.split(b"\r\n\r\n") if event.strip()]
        expect(all(event.lstrip().startswith(b"data: {") for event in events), f"{model}: {answer.body!r}")
        got = [json.loads(event.strip()[6:]) for event in events]
        wanted = responses(model.partition("--")[0])
        expect([r.get("candidates") for r in got] == [r.get("candidates") for r in wanted], f"{model}: {got}")
        expect([r["usageMetadata"] for r in got] == [r["usageMetadata"] for r in wanted], f"{model}: {got}")
        expect(all("traceId" not in r and "response" not in r for r in got), f"{model}: {got}")


def native_whole_answers_are_googles_own(stage):
    answer = stage.gemini("text", "generateContent")
    body = fake_google.fixture("whole-text").split(b"\r\n\r\n", 1)[1]
    wanted = json.loads(body)["response"]
    got = answer.json
    expect(got["candidates"] == wanted["candidates"], got)
    expect(got["usageMetadata"] == wanted["usageMetadata"], got)
    expect("traceId" not in got, got)


def native_errors_keep_googles_shape(stage):
    answer = stage.gemini("text--break")
    expect(answer.broken and b'"error"' in answer.body, f"{answer.body!r}")
    # The refusal comes last: the account is not asked again.
    cases = [("capacity", (429, 503)), ("unavailable", (503,)), ("missing", (404,)), ("unlicensed", (403,))]
    for model, statuses in cases:
        answer = stage.gemini(model)
        error = answer.json["error"]
        expect(answer.status in statuses and error["code"] == answer.status, f"{model}: {answer.status} {error}")
        expect(error["status"] and error["message"], f"{model}: {error}")


def tokens_are_counted(stage):
    expect(stage.gemini("gemini-2.5-flash", "countTokens").json == {"totalTokens": 2}, "count")


# What Google gets


def google_gets_what_it_expects(stage):
    """Looks at every request that a check has caused."""
    expect(not stage.google.problems, stage.google.problems)
    streams = stage.google.to("/v1internal:streamGenerateContent")
    requests = streams + stage.google.to("/v1internal:generateContent")
    expect(requests or stage.google.to("/v1internal:countTokens"), "nothing was asked")
    for request in requests:
        expect(request.headers["content-type"].startswith("application/json"), request.headers)
        expect(request.headers["user-agent"].startswith("gemini-proxy/"), request.headers)
        expect(request.json["project"] == "fixture-project", request.body)
        expect(request.json["request"]["contents"][0]["parts"] == [{"text": "hi"}], request.body)
        everything = repr(request.headers) + request.body.decode() + request.path + repr(request.query)
        expect(KEY not in everything, "the client's key reached Google")
        expect(not {"x-forwarded-for", "forwarded", "via", "cookie"} & set(request.headers), request.headers)


CHECKS = [
    chats_are_the_same_however_the_stream_is_cut,
    a_whole_chat_is_read_from_a_pretty_answer,
    calls_arrive_whole_and_once,
    thoughts_are_not_part_of_the_text,
    errors_before_the_stream_have_a_status,
    a_failure_in_the_stream_is_told,
    a_blocked_prompt_is_no_empty_success,
    native_streams_hold_googles_own_responses,
    native_whole_answers_are_googles_own,
    native_errors_keep_googles_shape,
    tokens_are_counted,
]


@contextlib.contextmanager
def staged(binary, expiry="2099-01-01T00:00:00Z", max_retries=0):
    google = fake_google.FakeGoogle()
    token = fake_google.token_file(expiry)
    settings = {"project_id": "fixture-project", "token_file": token, "max_retries": max_retries}
    proxy = served.Served(binary, google, served.free_port(), **settings, **google.settings())
    with contextlib.closing(google), proxy:
        yield Stage(proxy.wait_until_up().base_url, google)


# Tokens: each check has a Google and a proxy of its own


def an_expired_token_is_refreshed_once_for_all(binary):
    with staged(binary, expiry="2020-01-01T00:00:00Z") as stage:
        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            answers = list(pool.map(lambda _: stage.chat("text"), range(20)))
        expect({answer.status for answer in answers} == {200}, [answer.body[:200] for answer in answers])
        grants = [request.form["grant_type"] for request in stage.google.to("/token")]
        expect(grants == ["refresh_token"], grants)
        tokens = {r.headers["authorization"] for r in stage.google.to("/v1internal:streamGenerateContent")}
        expect(tokens == {"Bearer " + fake_google.FRESH_TOKEN}, tokens)
        expect(not stage.google.problems, stage.google.problems)


def a_refused_token_is_refreshed_and_the_call_repeated(binary):
    with staged(binary, max_retries=1) as stage:
        expect(stage.chat("text").status == 200, "before")
        stage.google.valid_tokens.discard(fake_google.ACCESS_TOKEN)
        answer = stage.chat("text")
        expect(answer.status == 200, f"{answer.status} {answer.body[:300]!r}")
        expect(len(stage.google.to("/token")) == 1, stage.google.to("/token"))


def a_sign_in_goes_through_the_redirects(binary):
    google = fake_google.FakeGoogle()
    with contextlib.closing(google), tempfile.TemporaryDirectory() as folder:
        proxy = first_day.Served(binary, folder, google.url)
        try:
            page = proxy.find(r"(http://\S+/auth/login\?ticket=\w+)")
            expect("You are signed in" in first_day.sign_in(page), "result page")
            proxy.find(r"Signed in as (fixture@example.com)")
            stage = Stage(proxy.base_url, google, proxy.key)
            text = stage.chat("text", stream=False).json["choices"][0]["message"]["content"]
            expect(text.startswith("Hello"), text)
        finally:
            code = proxy.stop()
        expect(code == 0, proxy.output)
        expect(not google.problems, google.problems)
        form = google.to("/token")[0].form
        expect(form["grant_type"] == "authorization_code" and form["code_verifier"], "PKCE")


TOKEN_CHECKS = [
    an_expired_token_is_refreshed_once_for_all,
    a_refused_token_is_refreshed_and_the_call_repeated,
    a_sign_in_goes_through_the_redirects,
]


def run(binary):
    """Runs every check; how many passed and failed."""
    passed, failed = 0, 0

    def attempt(check, argument):
        nonlocal passed, failed
        try:
            check(argument)
            if isinstance(argument, Stage):
                google_gets_what_it_expects(argument)
            passed += 1
            print(f"ok   {check.__name__}")
        except Exception as error:  # every check runs, whatever another one does
            failed += 1
            print(f"FAIL {check.__name__}: {type(error).__name__}: {error}")

    for check in CHECKS:
        # A refusal stays with the account for a while, so each check has one of its own.
        with staged(binary) as stage:
            attempt(check, stage)
    for check in TOKEN_CHECKS:
        attempt(check, binary)
    return passed, failed


if __name__ == "__main__":
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    passed, failed = run(sys.argv[1])
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
