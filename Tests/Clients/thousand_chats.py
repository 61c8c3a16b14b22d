"""Many chats against the running program: every byte right, and no memory kept for them afterwards."""

import asyncio
import json
from urllib.parse import urlsplit

CHATS = 1000
# At once they leave connections and the allocator's holes behind, of which later rounds are to make use.
MARGIN_AT_ONCE_KIB = 48 * 1024


def resident_kib(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    raise AssertionError("no VmRSS")


async def chat(address, key, number):
    text = " ".join(f"{number}·{word} 好" for word in range(number % 20 * 2 + 1))
    body = json.dumps(
        {
            "model": "gemini-2.5-flash",
            "stream": True,
            "messages": [{"role": "user", "content": "Repeat: " + text}],
        }
    ).encode()
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
        writer.write(f"{head}Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        received = await asyncio.wait_for(reader.read(), 120)
    finally:
        writer.close()
    told, done = "", False
    for line in received.decode().splitlines():
        if line == "data: [DONE]":
            done = True
        elif line.startswith("data: "):
            for choice in json.loads(line.removeprefix("data: "))["choices"]:
                told += choice["delta"].get("content") or ""
    if told != text or not done:
        raise AssertionError(f"chat {number}: {told[:80]!r} instead of {text[:80]!r}")


async def at_once(base_url, key):
    address = urlsplit(base_url)
    await asyncio.gather(*(chat(address, key, number) for number in range(CHATS)))


def a_thousand_chats_at_once_are_exact_and_let_go_of_their_memory(process, base_url, key):
    asyncio.run(at_once(base_url, key))
    first = resident_kib(process)
    for _ in range(2):
        asyncio.run(at_once(base_url, key))
    later = resident_kib(process)
    if later > first + MARGIN_AT_ONCE_KIB:
        raise AssertionError(f"{first} KiB after one round, {later} KiB after three")


CHECKS = [a_thousand_chats_at_once_are_exact_and_let_go_of_their_memory]
