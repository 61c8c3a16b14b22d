"""Many streams for a long time, with everything that can go wrong. Usage: soak.py PATH-TO-gemini-proxy [--seconds N] [--streams N]

Callers stay, leave, read slowly or do not read at all; Google answers, stalls, breaks off, refuses and talks nonsense.
At the end every stream must be accounted for (ended properly, told of a failure, or left by its caller), no call to
Google may be left over, and descriptors and memory must be where they were once everything had warmed up.
"""

import argparse
import asyncio
import collections
import contextlib
import itertools
import json
import os
import random
import re
import socket
import statistics
import struct
import sys
import time

from served import KEY, Served, free_port

# What Google does, how often, and by which model it is asked for it: limits hold for a model.
ANSWERS = [
    ("plain", 50, "gemini-2.5-pro"),
    ("slow", 15, "gemini-2.5-pro"),
    ("stall", 5, "gemini-2.5-pro"),
    ("cut", 8, "gemini-2.5-pro"),
    ("reset", 5, "gemini-2.5-pro"),
    ("nonsense", 5, "gemini-2.5-pro"),
    ("empty", 2, "gemini-2.5-flash-lite"),
    ("error500", 5, "gemini-2.5-flash"),
    ("error429", 5, "gemini-3-pro-preview"),
]
# What callers do.
CALLERS = [("stay", 60), ("leave", 25), ("crawl", 10), ("deaf", 5)]


def choice(rows):
    return random.choices(rows, [row[1] for row in rows])[0]


# MARK: Google


class Google:
    """Answers as the prompt says."""

    def __init__(self):
        self.under_way = 0
        self.calls = 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    async def start(self):
        server = await asyncio.start_server(self.connection, "127.0.0.1", 0, backlog=4096, limit=1 << 20)
        self.port = server.sockets[0].getsockname()[1]

    async def connection(self, reader, writer):
        # Cancelled at the end of the run, which asyncio would report for each.
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self.exchange(reader, writer):
                pass
        writer.close()

    async def exchange(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = next((int(line[15:]) for line in head.split("\r\n") if line.lower().startswith("content-length:")), 0)
        body = await reader.readexactly(length)
        if "GenerateContent" not in head.split("\r\n")[0]:
            known = {"currentTier": {"id": "standard-tier"}, "cloudaicompanionProject": "test-project"}
            return self.whole(writer, 200, known)
        self.calls += 1
        self.under_way += 1
        try:
            turns = json.loads(body)["request"]["contents"]
            return await getattr(self, turns[-1]["parts"][0]["text"].split()[0])(writer)
        finally:
            self.under_way -= 1

    def whole(self, writer, status, body):
        data = json.dumps(body).encode()
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        writer.write(head.encode() + data)
        return True

    async def stream(self, writer, events, pace, end=True):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
        for number in range(events):
            candidate = {"content": {"role": "model", "parts": [{"text": f"{number} " + "x" * 200}]}}
            if end and number == events - 1:
                candidate["finishReason"] = "STOP"
            self.piece(writer, json.dumps({"response": {"candidates": [candidate]}}).encode())
            await writer.drain()
            await asyncio.sleep(pace)

    def piece(self, writer, data):
        data = b"data: " + data + b"\r\n\r\n"
        writer.write(b"%x\r\n%s\r\n" % (len(data), data))

    async def plain(self, writer):
        await self.stream(writer, random.randint(5, 30), 0.25)
        writer.write(b"0\r\n\r\n")
        return True

    async def slow(self, writer):
        await self.stream(writer, 4, 2.5)
        writer.write(b"0\r\n\r\n")
        return True

    async def stall(self, writer):
        await self.stream(writer, 3, 0.2, end=False)
        for _ in range(40):
            await asyncio.sleep(0.5)
            if writer.is_closing():
                break
        return False

    async def cut(self, writer):
        await self.stream(writer, random.randint(0, 5), 0.1, end=False)
        return False

    async def reset(self, writer):
        await self.stream(writer, random.randint(1, 5), 0.1, end=False)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
        return False

    async def nonsense(self, writer):
        await self.stream(writer, 2, 0.1, end=False)
        self.piece(writer, b'{"response": {"candidates": [}')
        writer.write(b"0\r\n\r\n")
        return True

    async def empty(self, writer):
        await self.stream(writer, 0, 0)
        writer.write(b"0\r\n\r\n")
        return True

    async def error500(self, writer):
        return self.whole(writer, 500, {"error": {"code": 500, "message": "internal", "status": "INTERNAL"}})

    async def error429(self, writer):
        details = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "2s"}]
        error = {"code": 429, "message": "slow down", "status": "RESOURCE_EXHAUSTED", "details": details}
        return self.whole(writer, 429, {"error": error})


# MARK: Callers


async def call(port, name):
    """One caller; says how its stream came out. `name` is what the log calls it."""
    answer, _, model = choice(ANSWERS)
    habit = choice(CALLERS)[0]
    body = json.dumps(
        {"model": model, "stream": True, "messages": [{"role": "user", "content": f"{answer} {random.random()}"}]}
    ).encode()
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {KEY}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nX-Request-Id: {name}\r\n"
        "Connection: close\r\n\r\n"
    ).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 14)
    try:
        writer.write(head + body)
        await writer.drain()
        if habit == "deaf":
            await asyncio.sleep(random.uniform(1, 5))
            return answer, "left"
        patience = random.uniform(0, 4) if habit == "leave" else 120
        received = b""
        try:
            async with asyncio.timeout(patience):
                while piece := await reader.read(4096):
                    received += piece
                    if habit == "crawl":
                        await asyncio.sleep(0.3)
        except TimeoutError:
            return answer, "left" if habit == "leave" else f"hung: {received[-200:]!r}"
        return answer, outcome(received)
    finally:
        writer.transport.abort()


def outcome(received):
    if not received.endswith(b"0\r\n\r\n") and b"Content-Length" not in received:
        return f"cut off: {received[-200:]!r}"
    status = int(received.split(b" ", 2)[1])
    if status != 200:
        return f"status {status}" if b'"error"' in received else f"untold {status}"
    if b'"error"' in received:
        return "told"
    done = received.count(b"data: [DONE]") == 1 and received.count(b'"finish_reason":"stop"') == 1
    return "done" if done else f"no end: {received[-200:]!r}"


EXPECTED = {
    "plain": {"done"},
    "slow": {"done"},
    # Google falls silent for longer than `timeout_seconds` allows, then breaks off.
    "stall": {"told"},
    "cut": {"told", "status 502"},
    "reset": {"told", "status 502"},
    "nonsense": {"told"},
    "empty": {"told", "status 502"},
    "error500": {"told", "status 500", "status 502", "status 503"},
    "error429": {"told", "status 429"},
}


# MARK: The run


def memory(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:")) / 1024


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


async def soak(served, google, seconds, streams):
    tally, faults, stayed = collections.Counter(), [], set()
    began = time.monotonic()
    samples = []
    names = itertools.count()

    async def caller():
        while time.monotonic() - began < seconds:
            name = f"soak-{next(names)}"
            try:
                answer, came_out = await call(served.port, name)
            except OSError as error:
                answer, came_out = "connection", f"refused: {error}"
            tally[answer, came_out.split(":")[0]] += 1
            if came_out != "left":
                stayed.add(name)
            if came_out != "left" and came_out not in EXPECTED.get(answer, ()):
                faults.append(f"{answer}: {came_out}")

    async def watch():
        while True:
            await asyncio.sleep(1)
            samples.append((time.monotonic() - began, memory(served.process.pid), descriptors(served.process.pid)))
            if len(samples) % 10 == 0:
                at, size, count = samples[-1]
                print(f"{at:5.0f} s  {sum(tally.values()):7} streams  {size:6.1f} MB  {count} descriptors", flush=True)

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(caller() for _ in range(streams)))
    watching.cancel()
    return tally, faults, samples, stayed


def unlogged(served, stayed):
    """The requests without exactly one line in the log; who leaves at once may not have been read at all."""
    lines = collections.Counter(re.findall(r"soak-\d+", served.text()))
    return [name for name in stayed if lines[name] != 1] + [name for name in lines if lines[name] > 1]


def slope(samples):
    """Megabytes in ten minutes, by least squares."""
    times, sizes = [sample[0] for sample in samples], [sample[1] for sample in samples]
    return statistics.linear_regression(times, sizes).slope * 600


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--streams", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    google = Google()
    await google.start()
    settings = {"timeout_seconds": 10, "keepalive_seconds": 2, "retry_wait_seconds": 5, "log_level": "info"}
    with Served(os.path.abspath(arguments.binary), google, free_port(), **settings) as served:
        await asyncio.to_thread(served.wait_until_up)
        await call(served.port, "first")
        before = descriptors(served.process.pid)
        tally, faults, samples, stayed = await soak(served, google, arguments.seconds, arguments.streams)
        # What nobody waits for any more ends soon. Kept connections to Google, one a stream at most, stay for a while.
        deadline = time.monotonic() + 30
        while google.under_way and time.monotonic() < deadline:
            await asyncio.sleep(0.2)
        after = descriptors(served.process.pid)
        # The last lines are written a little later than their answers.
        deadline = time.monotonic() + 10
        while (missing := unlogged(served, stayed)) and time.monotonic() < deadline:
            await asyncio.sleep(0.5)
    for (answer, came_out), count in sorted(tally.items()):
        print(f"{count:8} {answer}: {came_out}")
    total = sum(tally.values())
    warm = [sample for sample in samples if sample[0] > arguments.seconds * 0.4]
    third = max(1, len(warm) // 3)
    growth = statistics.median(s[1] for s in warm[-third:]) - statistics.median(s[1] for s in warm[:third])
    minutes = arguments.seconds / 60
    print(
        f"{total} streams, {google.calls} calls; memory {growth:+.1f} MB over the last {minutes * 0.4:.1f} minutes"
        f" ({slope(warm):+.1f} MB in 10 minutes), descriptors {before} before, {after} after"
    )
    if google.under_way:
        faults.append(f"{google.under_way} calls to Google are left over")
    if missing:
        faults.append(f"{len(missing)} requests have not one line in the log, such as {missing[0]}")
    if after > before + arguments.streams:
        faults.append(f"descriptors: {before} before, {after} after")
    # One megabyte in ten minutes; what is measured over less time is uncertain by a megabyte anyway.
    if (growth if minutes < 20 else slope(warm)) > 1.0:
        faults.append(f"memory grew by {growth:.1f} MB after the warm-up, {slope(warm):.1f} MB in 10 minutes")
    for fault in faults[:20]:
        print(f"FAIL {fault}")
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
