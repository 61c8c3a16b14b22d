"""schemathesis against the served `/openapi.json`, the demo's simulator as Google. Usage: run_openapi.py PATH-TO-gemini-proxy

Every operation is called with what its description allows and with what it does not: no answer may be a server error, have
a status or a shape that is not described, or come without the key that is described.
"""

import json
import os
import subprocess
import sys
import tempfile

import demo
import first_day

HERE = os.path.dirname(os.path.abspath(__file__))
KEY = "gp-openapi"
# In seconds.
LONGEST_RUN = 600


def main():
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    binary = os.path.abspath(sys.argv[1])
    process, _, _, google = demo.start(binary)
    try:
        with tempfile.TemporaryDirectory() as folder:
            # An account of the Gemini API, which can do everything that is described.
            settings = {"api_keys": [KEY], "api_mode": "ai_studio", "upstream_api_key": "simulated-key",
                        "ai_studio_endpoint": google, "fetch_media": "off", "max_retries": 0}
            with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
                json.dump(settings, file)
            served = first_day.Served(binary, folder, google)
            try:
                command = [os.path.join(os.path.dirname(sys.executable), "schemathesis"),
                           "--config-file", os.path.join(HERE, "schemathesis.toml"), "run",
                           served.base_url + "/openapi.json", "--header", f"Authorization: Bearer {KEY}",
                           *sys.argv[2:]]
                return subprocess.run(
                    command, cwd=folder, timeout=LONGEST_RUN, env={**os.environ, "PYTHONPATH": HERE}).returncode
            finally:
                served.stop()
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
