"""The commands that answer at once: what they print, and how they exit."""

import json
import os
import subprocess
import tempfile


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def run(binary, *arguments, text=""):
    """Standard output, standard error and the status of one run."""
    done = subprocess.run([binary, *arguments], input=text, capture_output=True, text=True, timeout=30)
    return done.stdout, done.stderr, done.returncode


def translate_shows_the_upstream_request(binary):
    request = {"model": "gpt-4o", "logit_bias": {}, "messages": [{"role": "user", "content": "hi"}]}
    output, _, status = run(binary, "translate", "--from", "openai-chat", text=json.dumps(request))
    expect(status == 0 and output.startswith("POST /v1internal:generateContent\n{\n"), output)
    expect("dropped logit_bias" in output, output)
    with tempfile.TemporaryDirectory() as folder:
        for name, value in [("config.json", {"api_mode": "ai_studio", "model_aliases": {"gpt-*": "gemini-2.5-pro"}}),
                            ("request.json", request)]:
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                json.dump(value, file)
        output, error, status = run(
            binary, "translate", "--from", "openai-chat", "--json", "--config", os.path.join(folder, "config.json"),
            os.path.join(folder, "request.json"))
        expect(status == 0, error)
        answer = json.loads(output)
        expect(answer["target"] == "/v1beta/models/gemini-2.5-pro:generateContent", answer)
        expect(answer["adjustments"] == ["dropped:logit_bias"], answer)
        expect(answer["body"]["contents"][0]["parts"] == [{"text": "hi"}], answer)
        expect(sorted(os.listdir(folder)) == ["config.json", "request.json"], "a dry run writes nothing")


def translate_takes_gemini_requests(binary):
    body = '{"contents":"hi","foo":1}'
    output, error, status = run(
        binary, "translate", "--from", "gemini", "--model", "gemini-3.5-flash", "--stream", "--json", text=body)
    expect(status == 0, error)
    answer = json.loads(output)
    expect(answer["target"] == "/v1internal:streamGenerateContent?alt=sse", answer)
    expect(answer["body"]["model"] == "gemini-3-flash" and answer["adjustments"] == ["dropped:foo"], answer)


def translate_says_what_is_wrong(binary):
    for arguments, text, expected in [
        (["--from", "openai-chat"], '{"model":"m","messages":[{"role":"user","content":[{"text":5}]}]}', 1),
        (["--from", "openai-chat"], "{", 1),
        (["--from", "openai-chat", "/nonexistent/request.json"], "", 1),
        (["--from", "nothing"], "", 64),
        ([], "", 64),
    ]:
        output, error, status = run(binary, "translate", *arguments, text=text)
        expect(status == expected and error and not output, f"{arguments}: {status} {error}")
    _, error, _ = run(
        binary, "translate", "--from", "openai-chat", text='{"model":"m","messages":[{"role":"user","content":[{"text":5}]}]}')
    expect("messages[0].content" in error, error)


def models_are_printed(binary):
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "config.json")
        output, error, status = run(binary, "models", config)
        expect(status == 0, error)
        expect(output.startswith("MODEL ") and "gemini-2.5-pro" in output and "1048576" in output, output)
        with open(config, "w", encoding="utf-8") as file:
            json.dump({"model_aliases": {"gpt-4o": "gemini-2.5-pro"}}, file)
        output, error, status = run(binary, "models", config, "--json")
        models = {model["id"]: model for model in json.loads(output)}
        expect("gpt-4o" in models["gemini-2.5-pro"]["aliases"], output)
        expect(models["gemini-2.5-pro"]["thinking"] == {"kind": "budget", "minimum": 128, "maximum": 32768, "off": False},
               output)
        with open(config, "w", encoding="utf-8") as file:
            file.write("{")
        _, error, status = run(binary, "models", config)
        expect(status == 2 and error, error)


CHECKS = [
    translate_shows_the_upstream_request,
    translate_takes_gemini_requests,
    translate_says_what_is_wrong,
    models_are_printed,
]
