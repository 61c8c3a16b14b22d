"""Real client SDKs against the built program. Usage: run.py PATH-TO-gemini-proxy

Starts `gemini-proxy demo`, reads address and key from what it prints as a person would, and runs every check; then starts
`gemini-proxy serve` as a service manager would, and against a fake of Google that shares no code with the program.
"""

import os
import sys

import anthropic_messages
import ask
import breakages
import commands
import demo
import fake_google_test
import first_day
import genai_smoke
import large_bodies
import lifecycle
import negative
import ollama_checks
import openai_endpoints
import openai_features
import openai_responses
import openai_smoke
import openapi_document
import raw_http
import server_sign_in
import services
import shared_config
import simulator_smoke
import thousand_chats


def main():
    # Outbound proxies of the machine must not see traffic for loopback.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    # Some checks run it in another folder.
    binary = os.path.abspath(sys.argv[1])
    process, base_url, key, google = demo.start(binary)
    passed, failed = 0, 0
    # The last one ends the program.
    last = raw_http.running_streams_finish_after_sigterm
    try:
        sdks = openai_smoke.CHECKS + openai_features.CHECKS + openai_responses.CHECKS + genai_smoke.CHECKS + anthropic_messages.CHECKS + ollama_checks.CHECKS
        served = sdks + raw_http.CHECKS + openapi_document.CHECKS + openai_endpoints.CHECKS + thousand_chats.CHECKS
        more = negative.run(base_url, key, breakages.BREAKAGES)
        passed, failed = passed + more[0], failed + more[1]
        for check in served + first_day.CHECKS + server_sign_in.CHECKS + services.CHECKS + openai_endpoints.SERVED + [last] + lifecycle.CHECKS + large_bodies.CHECKS + commands.CHECKS + shared_config.CHECKS + ask.CHECKS:
            try:
                if check is last or check in thousand_chats.CHECKS:
                    check(process, base_url, key)
                elif check in first_day.CHECKS + server_sign_in.CHECKS + services.CHECKS + openai_endpoints.SERVED:
                    check(binary, google)
                elif check in lifecycle.CHECKS + large_bodies.CHECKS + commands.CHECKS + shared_config.CHECKS + ask.CHECKS:
                    check(binary)
                else:
                    check(base_url, key)
                passed += 1
                print(f"ok   {check.__name__}")
            except Exception as error:  # every check runs, whatever another one does
                failed += 1
                print(f"FAIL {check.__name__}: {type(error).__name__}: {error}")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    for more in (fake_google_test.run(binary), simulator_smoke.run(binary)):
        passed, failed = passed + more[0], failed + more[1]
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
