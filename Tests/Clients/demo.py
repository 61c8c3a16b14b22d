"""The demo as a person starts it."""

import re
import subprocess
import sys
import threading


def start(binary):
    """The running demo, its base URL, its key and the address of its Google; bounded by a watchdog of 60 seconds."""
    process = subprocess.Popen([binary, "demo"], stdout=subprocess.PIPE, stderr=sys.stderr, text=True)
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    base_url = key = google = None
    for line in process.stdout:
        if match := re.search(r"Any OpenAI client\s+base URL\s+(\S+)", line):
            base_url = match[1]
        if match := re.search(r"API key\s+(gp-\w+)", line):
            key = match[1]
        if match := re.search(r"Simulated Google\s+(\S+)", line):
            google = match[1]
        if "Ctrl-C" in line:
            break
    watchdog.cancel()
    if not (base_url and key and google):
        process.kill()
        sys.exit("the demo did not print its base URL, key and Google")
    return process, base_url, key, google
