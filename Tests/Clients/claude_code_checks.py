"""Claude Code itself, the program, by Anthropic's API."""

import importlib.util
import json
import os
import tempfile
import urllib.request

from agent_stage import KEY, MODEL, SCENARIO, TEXT, Run, expect, steps


def program():
    package = importlib.util.find_spec("claude_agent_sdk")
    return package and os.path.join(os.path.dirname(package.origin), "_bundled", "claude")


class Turn:
    """One prompt; the folder it worked in is kept until the end of `with`."""

    def __init__(self, stage, claude, prompt, *arguments, model=MODEL):
        self.stage, self.command = stage, [claude, "-p", prompt, "--model", model, "--output-format", "json", *arguments]
        self.parts = tempfile.TemporaryDirectory()

    def __enter__(self):
        home = self.parts.name
        self.folder = os.path.join(home, "work")
        os.mkdir(self.folder)
        self.command = [part.replace("WORK", self.folder) for part in self.command]
        self.run = Run(
            self.stage, self.command, self.folder, HOME=home, CLAUDE_CONFIG_DIR=os.path.join(home, ".claude"),
            ANTHROPIC_BASE_URL=self.stage.base_url, ANTHROPIC_AUTH_TOKEN=KEY, DISABLE_TELEMETRY="1",
            DISABLE_ERROR_REPORTING="1", DISABLE_AUTOUPDATER="1", CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC="1",
            # By default it tries ten times, for minutes.
            CLAUDE_CODE_MAX_RETRIES="1")
        self.told = self.run.lines[-1] if self.run.lines else {}
        return self

    def __exit__(self, *arguments):
        self.parts.cleanup()

    def text_of(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read()


def claude_code_answers(stage, claude):
    with Turn(stage, claude, "Repeat: " + TEXT) as turn:
        expect(turn.run.code == 0 and not turn.told["is_error"], turn.run)
        expect(turn.told["result"] == TEXT and turn.told["num_turns"] == 1, turn.run)
        expect(len(turn.run.asked) == 1 and turn.run.asked[0]["model"] == MODEL, turn.run)
        expect(turn.told["usage"]["input_tokens"] > 0 < turn.told["usage"]["output_tokens"], turn.told["usage"])
        prompt = json.dumps(turn.run.asked[0]["request"]["systemInstruction"])
        expect("Claude" in prompt and "x-anthropic-billing-header" not in prompt, prompt[:300])


def claude_code_works_with_its_own_models(stage, claude):
    with Turn(stage, claude, "Repeat: " + TEXT, model="claude-sonnet-4-5") as turn:
        expect(turn.run.code == 0 and turn.told["result"] == TEXT, turn.run)
        expect({call["model"] for call in turn.run.asked} == {MODEL}, turn.run)


def claude_code_edits_a_file(stage, claude):
    prompt = steps(
        ("Write", {"file_path": "WORK/greeting.txt", "content": f"hello\n{TEXT}\n"}),
        ("Edit", {"file_path": "WORK/greeting.txt", "old_string": "hello", "new_string": "good bye"}),
        ("Read", {"file_path": "WORK/greeting.txt"}))
    with Turn(stage, claude, prompt, "--permission-mode", "acceptEdits") as turn:
        expect(turn.run.code == 0 and not turn.told["is_error"], turn.run)
        expect(turn.text_of("greeting.txt") == f"good bye\n{TEXT}\n", turn.text_of("greeting.txt"))
        expect("Read answered" in turn.told["result"] and "good bye" in turn.told["result"], turn.told["result"])
        expect(len(turn.run.asked) == 4 and turn.run.came_back() == 3, turn.run)


def claude_code_shows_what_failed(stage, claude):
    for scenario, status, words, calls in (
        # Tried again neither here nor there.
        ("quota", 429, "Your quota will reset after 8h44m7s", [1]),
        ("overloaded", 529, "The model is overloaded", [2]),
        # It leaves out one novelty after the other first.
        ("invalid", 400, "Request contains an invalid argument", range(1, 7)),
        ("too-long", 400, "Prompt is too long", [1]),
    ):
        with Turn(stage, claude, "Repeat: hello", model=SCENARIO + scenario) as turn:
            expect(turn.run.code != 0 and turn.told["is_error"], f"{scenario}: {turn.run}")
            expect(turn.told["api_error_status"] == status, f"{scenario}: {turn.run}")
            expect(words in turn.told["result"], f"{scenario}: {turn.run}")
            expect(len(turn.run.asked) in calls, f"{scenario}: {turn.run}")


def claude_code_tells_of_a_cut_stream(stage, claude):
    for scenario in ("break-off", "error-event"):
        with Turn(stage, claude, "Repeat: " + "many words " * 40, model=SCENARIO + scenario) as turn:
            expect(turn.run.code != 0 and turn.told["is_error"], f"{scenario}: {turn.run}")
            expect("mid-response" in turn.told["result"], f"{scenario}: {turn.run}")
            expect(1 < len(turn.run.asked) <= 6, f"{scenario}: {turn.run}")


def claude_code_finds_what_it_looks_for_at_its_start(stage, claude):
    def ask(path, body=None, method=None):
        asked = urllib.request.Request(
            stage.base_url + path, json.dumps(body).encode() if body else None, method=method,
            headers={"Authorization": "Bearer " + KEY, "anthropic-version": "2023-06-01",
                     "anthropic-beta": "claude-code-20250219,context-1m-2025-08-07", "Content-Type": "application/json"})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked, timeout=30) as answer:
            return answer.read()

    expect(ask("/", method="HEAD") == b"", "HEAD /")
    # It sends this to see whether there is any quota; all of the one token may go for thinking.
    probe = {"model": "claude-haiku-4-5", "max_tokens": 1, "messages": [{"role": "user", "content": "quota"}]}
    expect(json.loads(ask("/v1/messages?beta=true", probe))["stop_reason"] == "max_tokens", "the probe of one token")
    count = json.loads(ask("/v1/messages/count_tokens?beta=true", {**probe, "thinking": {"type": "adaptive"}}))
    expect(count["input_tokens"] > 0, count)
    listed = json.loads(ask("/v1/models?limit=1000"))
    expect(listed["has_more"] is False and all(model["type"] == "model" for model in listed["data"]), listed)


CHECKS = [
    claude_code_answers,
    claude_code_works_with_its_own_models,
    claude_code_edits_a_file,
    claude_code_shows_what_failed,
    claude_code_tells_of_a_cut_stream,
    claude_code_finds_what_it_looks_for_at_its_start,
]
