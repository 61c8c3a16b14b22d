"""Codex itself, the program, by OpenAI's Responses API."""

import importlib.util
import json
import os
import tempfile

from agent_stage import KEY, MODEL, TEXT, Run, expect, steps

# A model of its own: how long another one rests is remembered.
SCENARIO = "gemini-3-flash-preview-sim-"
CONFIGURATION = """
model_provider = "proxy"
[analytics]
enabled = false
[model_providers.proxy]
name = "proxy"
base_url = "%s/v1"
env_key = "PROXY_KEY"
wire_api = "responses"
# By default it tries five times.
stream_max_retries = 1
"""


def program():
    package = importlib.util.find_spec("codex_cli_bin")
    return package and os.path.join(os.path.dirname(package.origin), "bin", "codex")


class Turn:
    """One prompt; the folder it worked in is kept until the end of `with`."""

    def __init__(self, stage, codex, prompt, model=MODEL):
        self.stage, self.parts = stage, tempfile.TemporaryDirectory()
        # Its sandbox needs rights that a container may not have; the commands are ours.
        self.command = [
            codex, "exec", "--skip-git-repo-check", "--json", "-s", "danger-full-access", "-m", model, prompt]

    def __enter__(self):
        home = self.parts.name
        self.folder = os.path.join(home, "work")
        os.mkdir(self.folder)
        with open(os.path.join(home, "config.toml"), "w", encoding="utf-8") as file:
            file.write(CONFIGURATION % self.stage.base_url)
        self.run = Run(self.stage, self.command, self.folder, HOME=home, CODEX_HOME=home, PROXY_KEY=KEY)
        return self

    def __exit__(self, *arguments):
        self.parts.cleanup()

    def items(self, type):
        items = [line["item"] for line in self.run.lines if line["type"] == "item.completed"]
        return [item for item in items if item["type"] == type]

    @property
    def failure(self):
        failures = [line["error"]["message"] for line in self.run.lines if line["type"] == "turn.failed"]
        return failures[0] if failures else ""

    @property
    def results(self):
        """What its tools have answered, as Google was told."""
        return [
            json.dumps(part["functionResponse"]["response"], ensure_ascii=False)
            for content in self.run.asked[-1]["request"]["contents"] for part in content["parts"]
            if "functionResponse" in part]

    def text_of(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read()


def codex_answers(stage, codex):
    with Turn(stage, codex, "Repeat: " + TEXT) as turn:
        expect(turn.run.code == 0 and not turn.failure, turn.run)
        expect([item["text"] for item in turn.items("agent_message")] == [TEXT], turn.run)
        expect(turn.items("reasoning"), turn.run)
        expect(len(turn.run.asked) == 1, turn.run)
        usage = [line["usage"] for line in turn.run.lines if line["type"] == "turn.completed"]
        expect(len(usage) == 1 and usage[0]["input_tokens"] > 0 < usage[0]["output_tokens"], usage)


def codex_edits_a_file(stage, codex):
    patch = "*** Begin Patch\n*** Update File: greeting.txt\n@@\n-hello\n+good bye\n*** End Patch"
    prompt = steps(
        ("exec_command", {"cmd": "echo hello > greeting.txt"}),
        ("exec_command", {"cmd": f"apply_patch <<'EOF'\n{patch}\nEOF"}),
        ("exec_command", {"cmd": "cat greeting.txt"}))
    with Turn(stage, codex, prompt) as turn:
        expect(turn.run.code == 0 and not turn.failure, turn.run)
        expect(turn.text_of("greeting.txt") == "good bye\n", turn.run)
        expect(len(turn.results) == 3 and "good bye" in turn.results[-1], turn.results)
        expect(len(turn.run.asked) == 4 and turn.run.came_back() == 3, turn.run)
        expect("exec_command answered" in turn.items("agent_message")[-1]["text"], turn.run)


def codex_patches_by_its_own_tool(stage, codex):
    """Models of OpenAI's are given a tool of one text in place of a function."""
    patch = f"*** Begin Patch\n*** Add File: new.txt\n+{TEXT}\n*** End Patch"
    with Turn(stage, codex, steps(("apply_patch", {"input": patch})), model="gpt-5.5") as turn:
        expect(turn.run.code == 0 and not turn.failure, turn.run)
        expect(turn.text_of("new.txt") == TEXT + "\n", turn.run)
        expect(len(turn.run.asked) == 2 and turn.run.came_back() == 1, turn.run)


def codex_knows_its_tools_in_namespaces(stage, codex):
    with Turn(stage, codex, steps(("multi_agent_v1__close_agent", {"target": "nobody"}))) as turn:
        expect(turn.run.code == 0 and len(turn.results) == 1, turn.run)
        expect("unsupported" not in turn.results[0], turn.results)


def codex_shows_what_failed(stage, codex):
    for scenario, words, calls in (
        ("quota", "Your quota will reset after 8h44m7s", 1),
        ("rate-limit-400s", "try again in 400s", 1),
        ("rate-limit", "rate limit", 2),
        # It has words of its own for these.
        ("overloaded", "at capacity", 1),
        ("too-long", "context window", 1),
        ("invalid", "Request contains an invalid argument.", 1),
        ("internal", "Internal error encountered.", 2),
    ):
        with Turn(stage, codex, "Repeat: hello", SCENARIO + scenario) as turn:
            expect(turn.run.code == 1 and words in turn.failure, f"{scenario}: {turn.run}")
            expect("{" not in turn.failure, f"{scenario}: {turn.failure}")
            expect(len(turn.run.asked) == calls, f"{scenario}: {turn.run}")
            expect(not turn.items("agent_message"), f"{scenario}: {turn.run}")


def codex_tells_of_a_cut_stream(stage, codex):
    for scenario, words, calls in (
        ("break-off", "Gemini ended the answer without saying why", 2),
        ("error-event", "at capacity", 1),
    ):
        with Turn(stage, codex, "Repeat: " + "many words " * 40, SCENARIO + scenario) as turn:
            expect(turn.run.code == 1 and words in turn.failure, f"{scenario}: {turn.run}")
            expect(len(turn.run.asked) == calls, f"{scenario}: {turn.run}")
            # Half of an answer would be sent back as a whole one.
            roles = [[content["role"] for content in call["request"]["contents"]] for call in turn.run.asked]
            expect(all(of_call[-1] == "user" for of_call in roles), roles)


CHECKS = [
    codex_answers,
    codex_edits_a_file,
    codex_patches_by_its_own_tool,
    codex_knows_its_tools_in_namespaces,
    codex_shows_what_failed,
    codex_tells_of_a_cut_stream,
]
