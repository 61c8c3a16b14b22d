"""The checks against answers that are wrong on purpose: each way of being wrong must make the checks red that name it."""

import breaking_relay


def sees(check, base_url, key):
    """Why a check is red; nothing if it is green."""
    try:
        check(base_url, key)
    except Exception as error:
        return f"{type(error).__name__}: {error}" or "red"
    return None


def run(base_url, key, breakages):
    """How many breakages were seen by all checks that name them, and how many were not."""
    relay = breaking_relay.Relay(base_url)
    passed, failed = 0, 0

    def report(problem, name):
        nonlocal passed, failed
        passed, failed = passed + (not problem), failed + bool(problem)
        print(f"FAIL {name}: {problem}" if problem else f"ok   {name}")

    try:
        # Through a relay that breaks nothing everything must be green, or red would mean nothing.
        relay.use(None)
        checks = {check.__name__: check for breakage in breakages for check in breakage.caught_by}
        red = [f"{name}: {why}" for name, check in checks.items() if (why := sees(check, relay.base_url, key))]
        report("; ".join(red), f"unbroken: {len(checks)} checks are green")
        for breakage in breakages:
            problems = []
            for check in breakage.caught_by:
                relay.use(breakage)
                if not sees(check, relay.base_url, key):
                    problems.append(f"{check.__name__} is green")
                if relay.faults:
                    problems.append(f"the breakage itself failed in {check.__name__}: {relay.faults[0]}")
                if not relay.changes:
                    problems.append(f"nothing was broken for {check.__name__}")
            names = ", ".join(check.__name__ for check in breakage.caught_by)
            report("; ".join(problems), f"{breakage.name}: seen by {names}")
    finally:
        relay.shutdown()
        relay.server_close()
    return passed, failed
