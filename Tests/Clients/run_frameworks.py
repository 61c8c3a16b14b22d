"""Frameworks on top of the SDKs against the built program. Usage: run_frameworks.py PATH-TO-gemini-proxy

Each framework's checks against `gemini-proxy demo`, then those of the SDKs themselves, in the older major versions that
the frameworks need, and last the breakages that these checks must see. What is not installed is SKIPPED by name.
"""

import importlib
import importlib.metadata
import os
import sys
import time

import breakages
import demo
import framework_breakages
import genai_smoke
import negative
import openai_features
import openai_smoke

FRAMEWORKS = {
    "langchain_checks": ["langchain-anthropic", "langchain-openai", "langchain-google-genai"],
    "litellm_checks": ["litellm"],
    "llama_index_checks": ["llama-index-llms-openai-like", "llama-index-llms-google-genai"],
    "instructor_checks": ["instructor", "jsonref"],
}


def missing(packages):
    for package in packages:
        try:
            importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            yield package


def main():
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    checks = openai_smoke.CHECKS + openai_features.CHECKS + genai_smoke.CHECKS
    for module, packages in FRAMEWORKS.items():
        if absent := list(missing(packages)):
            print(f"SKIPPED {module}: {', '.join(absent)} not installed")
        else:
            checks = checks + importlib.import_module(module).CHECKS
    process, base_url, key, _ = demo.start(os.path.abspath(sys.argv[1]))
    passed, failed = 0, 0
    began = time.monotonic()
    try:
        for check in checks:
            if why := negative.sees(check, base_url, key):
                failed += 1
                print(f"FAIL {check.__name__}: {why}")
            else:
                passed += 1
                print(f"ok   {check.__name__}")
        more = negative.run(base_url, key, list(framework_breakages.seen_by(checks, breakages.BREAKAGES)))
        passed, failed = passed + more[0], failed + more[1]
    finally:
        process.kill()
        process.wait()
    print(f"{passed} passed, {failed} failed in {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
