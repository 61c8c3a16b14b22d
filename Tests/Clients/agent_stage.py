"""What the agents talk to: `serve` with the demo's Google behind a relay that writes down what is asked of Google."""

import base64
import contextlib
import json
import os
import subprocess
import tempfile
import time

import breaking_relay
import demo
import first_day

KEY = "gp-agents"
# On which signatures must come back, or the simulated Google refuses.
MODEL = "gemini-3-pro-preview"
SCENARIO = MODEL + "-sim-"
TEXT = 'Grüße, 你好 😀 "quoted" back\\slash'
# In seconds; no run here takes so long, one that does hangs.
LONGEST_RUN = 120


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def steps(*calls):
    """A prompt on which the simulated model calls these tools, one after the other."""
    return "\nthen\n".join(f"{name}({json.dumps(arguments, ensure_ascii=False)})" for name, arguments in calls)


class Stage:
    """A served proxy, and the generate calls that it has made."""

    def __init__(self, binary):
        self.asked = []
        self.parts = contextlib.ExitStack()
        with contextlib.ExitStack() as parts:
            process, _, _, google = demo.start(binary)
            parts.callback(process.wait)
            parts.callback(process.kill)
            self.relay = breaking_relay.Relay(google)
            parts.callback(self.relay.server_close)
            parts.callback(self.relay.shutdown)
            self.relay.use(breaking_relay.Breakage("nothing is broken", [], request=self.note))
            folder = parts.enter_context(tempfile.TemporaryDirectory())
            self.configure(folder)
            self.served = first_day.Served(binary, folder, google, GEMINI_CODE_ASSIST_ENDPOINT=self.relay.base_url)
            parts.callback(self.served.stop)
            self.base_url = self.served.base_url
            self.parts = parts.pop_all()

    def configure(self, folder):
        token = {"access_token": "simulated", "refresh_token": "simulated", "token_type": "Bearer",
                 "expiry": "2099-01-01T00:00:00Z"}
        settings = {
            "api_keys": [KEY],
            "token_file": base64.b64encode(json.dumps(token).encode()).decode(),
            "model_aliases": {"gpt-5*": MODEL, "claude-*": MODEL},
            # The agents try again themselves; what they do is counted.
            "max_retries": 0,
        }
        path = os.path.join(folder, "config.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(settings, file)
        os.chmod(path, 0o600)

    def note(self, body):
        """Setting up an account and counting tokens are no generate calls."""
        if "model" in body:
            self.asked.append(body)

    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        self.parts.close()


class Run:
    """A program that has ended: what it said, and what Google was asked meanwhile."""

    def __init__(self, stage, command, folder, **environment):
        before = len(stage.asked)
        process = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LONGEST_RUN,
            # Nothing of whoever runs the tests: no settings, no keys, no proxies.
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "NO_PROXY": "localhost,127.0.0.1", **environment})
        self.code, self.output, self.errors = process.returncode, process.stdout, process.stderr
        self.asked = stage.asked[before:]

    def __str__(self):
        return f"exit code {self.code}, {len(self.asked)} calls: {self.output[-3000:]} {self.errors[-1000:]}"

    @property
    def lines(self):
        """The objects that it printed, one a line."""
        return [json.loads(line) for line in self.output.splitlines() if line.startswith("{")]

    def came_back(self):
        """How many signatures the last request brought back to Google; fails if a call's step has none."""
        calls = [
            [part for part in content["parts"] if "functionCall" in part]
            for content in self.asked[-1]["request"]["contents"]
        ]
        firsts = [of_turn[0] for of_turn in calls if of_turn]
        for part in firsts:
            expect(part.get("thoughtSignature"), f"no signature: {part}")
            expect("skip" not in part["thoughtSignature"], "the signature was lost and bypassed")
        return len(firsts)
