"""The coding agents themselves against the built program. Usage: run_agents.py PATH-TO-gemini-proxy PATH-TO-aider

What is not installed is SKIPPED by name.
"""

import os
import sys
import time

import agent_stage
import aider_checks
import claude_code_checks
import codex_checks


def main():
    binary, aider = map(os.path.abspath, sys.argv[1:3])
    programs = [
        (claude_code_checks, claude_code_checks.program()),
        (codex_checks, codex_checks.program()),
        (aider_checks, aider),
    ]
    passed, failed = 0, 0
    began = time.monotonic()
    with agent_stage.Stage(binary) as stage:
        for module, program in programs:
            if not (program and os.access(program, os.X_OK)):
                print(f"SKIPPED {module.__name__}: its program is not installed")
                continue
            for check in module.CHECKS:
                try:
                    check(stage, program)
                    passed += 1
                    print(f"ok   {check.__name__}", flush=True)
                except Exception as error:  # every check runs, whatever another one does
                    failed += 1
                    print(f"FAIL {check.__name__}: {type(error).__name__}: {error}", flush=True)
        if stage.relay.faults:
            failed += 1
            print(f"FAIL the relay itself: {stage.relay.faults[0]}")
    print(f"{passed} passed, {failed} failed in {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
