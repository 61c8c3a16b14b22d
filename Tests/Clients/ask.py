"""`gemini-proxy ask`: an answer of the running server in the terminal."""

import os
import subprocess
import time

from served import KEY, Google, Served, free_port


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def ask(binary, *arguments, text=""):
    done = subprocess.run([binary, "ask", *arguments], input=text, capture_output=True, text=True, timeout=60)
    return done.stdout, done.stderr, done.returncode


def ask_streams_the_answer(binary):
    google = Google(events=20, pace=0.1)
    with Served(binary, google, free_port()) as served:
        served.wait_until_up()
        config = os.path.join(served.folder.name, "config.json")
        expected = "".join(f"{number} " for number in range(19)) + "19 \n"
        process = subprocess.Popen([binary, "ask", config, "Count."], stdout=subprocess.PIPE)
        first = os.read(process.stdout.fileno(), 3)
        began = time.monotonic()
        rest = process.stdout.read()
        expect(process.wait(timeout=30) == 0, "the exit status")
        expect((first + rest).decode() == expected, (first + rest).decode())
        expect(time.monotonic() - began > 1, "the answer came in one piece")
        google.events, google.pace = 2, 0
        output, error, status = ask(binary, "--config", config, "-", text="Count.")
        expect((output, status) == ("0 1 \n", 0), (output, error, status))


def ask_says_why_there_is_no_answer(binary):
    google = Google(events=2, pace=0)
    with Served(binary, google, free_port()) as served:
        served.wait_until_up()
        output, error, status = ask(binary, "--url", served.base_url, "--key", "gp-wrong", "hi")
        expect(status == 1 and "401" in error and "{" not in error, (output, error, status))
        output, error, status = ask(binary, "--url", served.base_url, "--key", KEY, "--model", 'a"b', "hi")
        expect(status == 1 and "is not a model name" in error, (output, error, status))
    output, error, status = ask(binary, "--url", f"http://127.0.0.1:{free_port()}", "--key", KEY, "hi")
    expect(status == 1 and "gemini-proxy serve" in error, (output, error, status))
    output, error, status = ask(binary, "--key", KEY, "--url", "http://127.0.0.1:1", "three", "words", "here")
    expect(status == 64 and "quotes" in error, (output, error, status))


CHECKS = [ask_streams_the_answer, ask_says_why_there_is_no_answer]
