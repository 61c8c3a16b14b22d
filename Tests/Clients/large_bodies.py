"""Large images through `gemini-proxy serve`: the memory they take while they are there."""

import json
import socket

from served import KEY, Google, Served, free_port, read_all

SIZE = 20 << 20
DATA = "iVBORw/K" * (SIZE // 8)
# The surfaces that take images, each with what makes a request for it.
REQUESTS = {
    "a streamed chat": ("/v1/chat/completions", lambda: chat(True)),
    "a whole chat": ("/v1/chat/completions", lambda: chat(False)),
    "a chat whose slashes are escaped": ("/v1/chat/completions", lambda: chat(False).replace(b"/", b"\\/")),
    "Responses": ("/v1/responses", lambda: body(input=[user({"type": "input_image", "image_url": url()})])),
    "Messages": ("/v1/messages", lambda: body(max_tokens=9, messages=[user(
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": DATA}})])),
    "Gemini's own": ("/v1beta/models/gemini-2.5-flash:generateContent", lambda: body(contents=[
        {"role": "user", "parts": [{"inline_data": {"mime_type": "image/png", "data": DATA}}]}])),
}


def url():
    return "data:image/png;base64," + DATA


def user(part):
    return {"role": "user", "content": [part]}


def body(**fields):
    return json.dumps({"model": "gemini-2.5-flash", **fields}).encode()


def chat(stream):
    return body(stream=stream, messages=[user({"type": "image_url", "image_url": {"url": url()}})])


def kib(process, name):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(name + ":"))


def post(port, path, content):
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\nConnection: close\r\n"
        connection.sendall(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
        return read_all(connection)


def growth(binary, google, path, content):
    """The most memory that one request takes, in a program that has answered a small one before."""
    port = free_port()
    with Served(binary, google, port) as served:
        served.wait_until_up()
        post(port, "/v1/chat/completions", body(messages=[user({"type": "text", "text": "hi"})]))
        before = kib(served.process, "VmRSS")
        answer = post(port, path, content)
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise AssertionError(f"{path}: {answer[:300]!r}")
        return (kib(served.process, "VmHWM") - before) * 1024


def an_image_takes_less_than_three_times_its_size_CF_I10(binary):
    google = Google(events=3, pace=0)
    grown = {name: growth(binary, google, path, make()) / SIZE for name, (path, make) in REQUESTS.items()}
    if max(grown.values()) >= 3:
        raise AssertionError(f"times the size of the image: {grown}")


CHECKS = [an_image_takes_less_than_three_times_its_size_CF_I10]
