"""aider itself, the program, on a toy repository, by OpenAI's chat completions."""

import json
import os
import subprocess
import tempfile

from agent_stage import KEY, MODEL, Run, expect

# A model of its own: how long another one rests is remembered.
SCENARIO = "gemini-3.1-pro-preview-sim-"
BEFORE, AFTER = 'def greet():\n    return "hello"\n', 'def greet():\n    return "good bye"\n'
# What a model would answer; the simulated one repeats it, and with it what aider adds to it.
EDIT = """Repeat: greet.py
```python
<<<<<<< SEARCH
    return "hello"
=======
    return "good bye"
>>>>>>> REPLACE
```"""
# It goes on trying for two minutes; so it gives up after the second call.
IMPATIENT = "import sys, aider.coders.base_coder as coder, aider.main; coder.RETRY_TIMEOUT = 0.3; sys.exit(aider.main.main())"
WHO = {f"GIT_{who}_{what}": f"{what.lower()}@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


class Turn:
    """One prompt in a repository of one file; it is kept until the end of `with`."""

    def __init__(self, stage, aider, prompt, model=MODEL):
        self.stage, self.parts = stage, tempfile.TemporaryDirectory()
        self.command = [
            os.path.join(os.path.dirname(aider), "python"), "-c", IMPATIENT, "--model", "openai/" + model, "--weak-model", "openai/" + MODEL, "--edit-format", "diff", "--map-tokens",
            "0", "--yes-always", "--no-show-model-warnings", "--no-check-update", "--no-show-release-notes", "--no-pretty",
            "--no-gitignore", "--no-detect-urls", "--analytics-disable", "--message", prompt, "greet.py"]

    def __enter__(self):
        home = self.parts.name
        self.folder = os.path.join(home, "work")
        os.mkdir(self.folder)
        with open(os.path.join(self.folder, "greet.py"), "w", encoding="utf-8") as file:
            file.write(BEFORE)
        for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "a toy"]):
            self.git(*words)
        # A list of prices that is new enough; else it would look for one on the web.
        os.makedirs(os.path.join(home, ".aider", "caches"))
        with open(os.path.join(home, ".aider", "caches", "model_prices_and_context_window.json"), "w") as file:
            json.dump({"openai/" + MODEL: {"max_input_tokens": 1048576, "litellm_provider": "openai", "mode": "chat"}}, file)
        self.run = Run(
            self.stage, self.command, self.folder, HOME=home, OPENAI_API_BASE=self.stage.base_url + "/v1",
            OPENAI_API_KEY=KEY, LITELLM_LOCAL_MODEL_COST_MAP="True", **WHO)
        return self

    def __exit__(self, *arguments):
        self.parts.cleanup()

    def git(self, *words):
        environment = {"PATH": "/usr/bin:/bin", "HOME": self.parts.name, **WHO}
        return subprocess.run(
            ["git", *words], cwd=self.folder, env=environment, check=True, capture_output=True, text=True).stdout

    @property
    def text(self):
        with open(os.path.join(self.folder, "greet.py"), encoding="utf-8") as file:
            return file.read()


def aider_edits_a_repository(stage, aider):
    with Turn(stage, aider, EDIT) as turn:
        expect("Applied edit to greet.py" in turn.run.output and turn.text == AFTER, turn.run)
        # The edit, and what to say of it in the commit.
        expect(len(turn.run.asked) == 2, turn.run)
        expect(len(turn.git("log", "--format=%s").splitlines()) == 2, turn.git("log"))


def aider_shows_what_failed(stage, aider):
    for scenario, words in (
        ("invalid", "Request contains an invalid argument"),
        ("too-long", "has hit a token limit"),
    ):
        with Turn(stage, aider, EDIT, SCENARIO + scenario) as turn:
            expect(words in turn.run.output + turn.run.errors and turn.text == BEFORE, f"{scenario}: {turn.run}")
            expect(len(turn.run.asked) == 1, f"{scenario}: {turn.run}")


def aider_tries_again_where_that_may_help(stage, aider):
    """Quotas and overload, which its SDK repeats too, and streams that break before the edit has come."""
    cut = EDIT.replace("Repeat: ", "Repeat: " + "many words " * 400)
    for scenario, prompt, words, calls in (
        # A quota that is used up is not asked for again.
        ("quota", EDIT, "Your quota will reset after 8h44m7s", 1),
        ("overloaded", EDIT, "The model is overloaded", 6),
        ("break-off", cut, "Gemini ended the answer without saying why", 2),
        ("error-event", cut, "The model is overloaded", 2),
    ):
        with Turn(stage, aider, prompt, SCENARIO + scenario) as turn:
            told = " ".join((turn.run.output + turn.run.errors).split())
            expect(words in told and told.count("Retrying in") == 1, f"{scenario}: {turn.run}")
            expect(turn.text == BEFORE and len(turn.run.asked) == calls, f"{scenario}: {turn.run}")


CHECKS = [
    aider_edits_a_repository,
    aider_shows_what_failed,
    aider_tries_again_where_that_may_help,
]
