#!/usr/bin/env python3
"""Compares the HTTP/1.1 request parser with h11 and httptools (llhttp) on generated streams of requests.

Usage: http_differential.py [--cases 20000] [--seed 1] [--keep FILE] [--skip-build]

Each case is one connection's bytes. All parsers say whether they accept them (every message complete, nothing left over)
and what the messages are. A difference that no rule of ALLOWED explains is printed, and the exit status is 1.
"""

import argparse
import collections
import os
import pathlib
import random
import re
import struct
import subprocess
import sys
import tempfile

try:
    import h11
    import httptools
except ImportError:
    sys.exit("h11 and httptools are needed: run scripts/fuzz-http-differential, which installs them")

Message = collections.namedtuple("Message", "method authority path query minor keep body fields")
Verdict = collections.namedtuple("Verdict", "accepted reason messages")

# ---------------------------------------------------------------------------------------------------------- generator

METHODS = [b"GET", b"POST", b"POST", b"PUT", b"DELETE", b"HEAD", b"OPTIONS", b"PATCH"]
ODD_METHODS = [b"get", b"G T", b"", b"CONNECT", b"PURGE", b"FOO", b"A@B", b"GET\t", b"G\xc3\xa9T", b"PRI", b"M-SEARCH"]
TARGETS = [
    b"/", b"/v1/chat/completions", b"/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse&key=abc", b"/a%20b?c=%26&d",
    b"/a?b?c", b"//x", b"/?", b"/a;b=c,d", b"http://example.com/a?b", b"http://h:80", b"HTTP://[::1]:8/x", b"http://h?q",
]
ODD_TARGETS = [
    b"*", b"a", b"/a b", b"/a#b", b"/\xff", b"/\x00", b"h:443", b"ftp://h/", b"http://", b"http:///a", b"http://u@h/", b"",
    b"/{a|b}", b"/\x7f", b"?a", b"http://h:99999/", b"http://h:x/", b"/\\", b"/\"<>^`", b"/" + b"a" * 9000, b"https:/x",
]
ODD_VERSIONS = [
    b"HTTP/1.2", b"HTTP/2.0", b"HTTP/0.9", b"HTTP/1", b"HTTP/1.", b"HTTP/1.10", b"http/1.1", b"HTTP/11", b"HTTP/a.b", b"HTTP/1.1 ",
    b"", b"ICE/1.0", b"HTTPS/1.1", b"RTSP/1.0", b"HTTP/3.0",
]
HOSTS = [b"localhost", b"127.0.0.1:8080", b"[::1]:80", b"example.com", b"a-b.c_d", b"h:"]
ODD_HOSTS = [b"", b"a b", b"a/b", b"u@h", b"h:x", b"h:99999", b"[::1", b"a,b", b"h\xc3\xa9", b"h%zz", b"a:1:2", b"\"h\"", b":1"]
FIELDS = [
    b"Accept: */*", b"User-Agent: x/1 (y; z)", b"X-Empty:", b"X-Tab:\ta\tb\t", b"Authorization: Bearer a.b-c_d", b"X-Obs: caf\xe9",
    b"Content-Type: application/json", b"Connection: keep-alive", b"Accept-Encoding:   gzip  ,br ", b"x!#$%&'*+-.^_`|~9: t",
    b"Cookie: a=b; c=\"d\"", b"Expect: 100-continue",
]
ODD_FIELDS = [
    b" folded", b"X: a\r\n b", b"X : a", b": a", b"X", b"X Y: a", b"X\xe9: a", b"X: a\x00b", b"X: a\x01b", b"X: \x7f", b"X: a\rb",
    b"X: a\nb", b"X(: a", b"\tX: a", b"X\t: a", b"X: a\x0bb", b"X:\x0ca", b"X: \x1b[0m", b"Expect: x", b"Host: other", b"X: \r\n",
    b"Connection: close, x", b"Connection: closed", b"", b"X: " + b"a" * 33000, b"\r\n".join(b"X%d: a" % i for i in range(101)),
    b"X: a\r", b"X: a\n", b"\x00: a", b"X:: a", b"Transfer-Encoding: chunked", b"Content-Length: 0", b"Connection:",
]
ODD_LENGTHS = [
    b"+5", b"-5", b"5,5", b"5, 5", b"0x5", b"5 5", b"", b"05", b"5.0", b"18446744073709551616", b"99999999999999999999999", b"a", b"5;",
    b"5\r\nContent-Length: 5", b"5\r\nContent-Length: 6", b"5\r\nTransfer-Encoding: chunked", b"\x0b5", b"5\x0c", b"1e1", b"4", b"6",
]
ODD_CODINGS = [
    b"identity", b"gzip", b"gzip, chunked", b"chunked, gzip", b"chunked, chunked", b"chunked,", b",chunked", b"xchunked", b"chunkedx",
    b"\"chunked\"", b"chunked;a=b", b"", b"chunked\r\nTransfer-Encoding: chunked", b"gzip\r\nTransfer-Encoding: chunked", b"\x0bchunked",
    b"CHUNKED", b" chunked ", b"chun\tked", b"chunked\r\nContent-Length: 5",
]
ODD_SIZES = [
    lambda n: b"+%x" % n, lambda n: b"-%x" % n, lambda n: b"0x%x" % n, lambda n: b" %x" % n, lambda n: b"%x " % n, lambda n: b"%x\t" % n,
    lambda n: b"", lambda n: b"g", lambda n: b"%x;" % n, lambda n: b"%x;a=b" % n, lambda n: b"%x ;a" % n, lambda n: b"%x;a\x00" % n,
    lambda n: b"%x;a\nb" % n, lambda n: b"%x;a=\"b\"" % n, lambda n: b"1%016x" % n, lambda n: b"%016x" % n, lambda n: b"%017x" % n,
    lambda n: b"%x,a" % n, lambda n: b"%X" % n, lambda n: b"%x" % (n + 1), lambda n: b"%x" % max(n - 1, 0), lambda n: b"%x\r" % n,
    lambda n: b"%x;" % n + b"a" * 5000, lambda n: b"%x;=" % n, lambda n: b"%x;a b" % n, lambda n: b"%x;\xe9" % n, lambda n: b"%d_0" % n,
]
ODD_TRAILERS = [
    b"X: y\r\n", b"X : y\r\n", b"X\r\n", b": y\r\n", b"X: \x00\r\n", b" X: y\r\n", b"X: y\n", b"X: y\r\n z\r\n", b"\n", b"A: b\r\nC: d\r\n",
    b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n", b"Host: a\r\n",
]
BYTES = b"\r\n\r\n \t:;,/0159aAfFgzGHTP.\x00\x01\x0b\x7f\x80\xff+-\"#%?*@[]"


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def one(self, usual, odd, oddity):
        return self.random.choice(odd if self.random.random() < oddity else usual)

    def case(self):
        # Half of the cases are sound by construction, so that acceptance is tested as much as refusal.
        oddity = self.random.choice([0, 0, 0, 0.02, 0.1])
        count = self.random.choice([1, 1, 1, 2, 3])
        data = b"".join(self.request(oddity, last=index == count - 1) for index in range(count))
        if self.random.random() < 0.2:
            data = self.mutate(data)
        return data

    def request(self, oddity, last):
        r = self.random
        eol = self.one([b"\r\n"], [b"\n", b"\r", b"\r\r\n"], oddity / 4)
        method = self.one(METHODS, ODD_METHODS, oddity)
        target = self.one(TARGETS, ODD_TARGETS, oddity)
        if method == b"OPTIONS" and r.random() < 0.5:
            target = b"*"
        version = self.one([b"HTTP/1.1"] * 8 + ([b"HTTP/1.0"] if last else []), ODD_VERSIONS, oddity)
        lines = []
        if r.random() >= oddity:
            lines.append(b"Host: " + self.one(HOSTS, ODD_HOSTS, oddity))
        for _ in range(r.randrange(4)):
            lines.append(self.one(FIELDS, ODD_FIELDS, oddity))
        if last and r.random() < 0.1:
            lines.append(r.choice([b"Connection: close", b"connection: x, Close", b"Connection: keep-alive"]))
        body, framing = self.body(oddity, version)
        lines.extend(framing)
        r.shuffle(lines)
        start = b" ".join([method, target, version]) if r.random() >= oddity / 4 else b"  ".join([method, target, version])
        empty = self.one([b""] * 20 + [b"\r\n"], [b"\n", b"\r", b" ", b"\r\n" * 5], oddity / 4)
        return empty + eol.join([start] + lines + [b"", b""]) + body

    def body(self, oddity, version):
        r = self.random
        kind = r.randrange(3)
        if kind == 0:
            return b"", []
        body = bytes(r.choice(BYTES) for _ in range(r.choice([0, 1, 5, 5, 20])))
        if kind == 1 or (version == b"HTTP/1.0" and r.random() >= oddity):
            length = self.one([b"%d" % len(body)], ODD_LENGTHS, oddity)
            return body, [r.choice([b"Content-Length: ", b"content-length:"]) + length]
        coding = self.one([b"chunked", b"Chunked"], ODD_CODINGS, oddity)
        return self.chunks(body, oddity), [b"Transfer-Encoding: " + coding]

    def chunks(self, body, oddity):
        r = self.random
        out = b""
        while body:
            n = r.randrange(1, len(body) + 1)
            size = self.one([lambda n: b"%x" % n] * 5 + [lambda n: b"%04X" % n, lambda n: b"%x;a=b" % n], ODD_SIZES, oddity)(n)
            out += size + b"\r\n" + body[:n] + self.one([b"\r\n"], [b"\n", b"\r", b"", b"\r\n\r\n", b"x\r\n"], oddity)
            body = body[n:]
        out += self.one([b"0"] * 5 + [b"000", b"0;a"], [size(0) for size in ODD_SIZES], oddity) + b"\r\n"
        out += self.one([b"", b"", b"", b"X: y\r\n"], ODD_TRAILERS, oddity)
        return out + self.one([b"\r\n"], [b"\n", b"", b"\r"], oddity)

    def mutate(self, data):
        r = self.random
        data = bytearray(data)
        for _ in range(r.choice([1, 1, 1, 2, 5])):
            if not data:
                break
            at = r.randrange(len(data))
            kind = r.randrange(6)
            if kind == 0:
                data[at] = r.choice(BYTES)
            elif kind == 1:
                data.insert(at, r.choice(BYTES))
            elif kind == 2:
                del data[at]
            elif kind == 3:
                del data[at : at + r.randrange(1, 8)]
            elif kind == 4:
                data[at:at] = data[at : at + r.randrange(1, 16)]
            else:
                del data[at:]
        return bytes(data)


# ---------------------------------------------------------------------------------------------------------- references


def split_target(raw, method):
    authority = None
    match = re.match(rb"https?://([^/?]*)", raw, re.I)
    if match:
        authority, raw = match.group(1), raw[match.end() :]
        if not raw and method == b"OPTIONS":
            return authority, b"*", None
    path, mark, query = raw.partition(b"?")
    return authority, path or b"/", query if mark else None


def message(method, target, minor, keep, body, fields):
    return Message(method, *split_target(target, method), minor, keep, body, normal_fields(fields))


def normal_fields(fields):
    """Names in lower case, values without blanks around, and codings in lower case because h11 makes them so."""
    lower = ((name.lower(), value.strip(b" \t")) for name, value in fields)
    return tuple((name, value.lower() if name == b"transfer-encoding" else value) for name, value in lower)


def run_h11(data):
    # The limit only keeps h11's own from being the difference.
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 20)
    messages = []
    if not data:
        return Verdict(True, "", messages)  # h11 takes no bytes for the end of the connection
    connection.receive_data(data)
    request, body = None, b""
    try:
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                left = connection.trailing_data[0]
                return Verdict(request is None and not left, "incomplete", messages)
            if isinstance(event, h11.Request):
                request, body = event, b""
                minor = int(event.http_version[2:])
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                connection.send(h11.Response(status_code=200, headers=[("content-length", "0")]))
                connection.send(h11.EndOfMessage())
                keep = connection.their_state is h11.DONE
                messages.append(message(request.method, request.target, minor, keep, body, request.headers.raw_items()))
                if not keep:
                    return Verdict(True, "", messages)
                connection.start_next_cycle()
                request = None
            else:
                return Verdict(False, repr(event), messages)
    except h11.RemoteProtocolError as error:
        return Verdict(False, str(error), messages)
    except h11.LocalProtocolError as error:
        return Verdict(False, "local: " + str(error), messages)


class Callbacks:
    def __init__(self):
        self.messages, self.closed, self.inside = [], False, False

    def on_message_begin(self):
        self.url, self.fields, self.body, self.inside, self.in_head = b"", [], b"", True, True

    def on_url(self, url):
        self.url += url

    def on_header(self, name, value):
        if self.in_head:
            self.fields.append((name, value))

    def on_headers_complete(self):
        self.in_head = False

    def on_body(self, body):
        self.body += body

    def on_message_complete(self):
        self.inside = False
        if self.closed:
            return
        keep = self.parser.should_keep_alive()
        minor = int(self.parser.get_http_version()[2:])
        self.messages.append(message(self.parser.get_method(), self.url, minor, keep, self.body, self.fields))
        self.closed = not keep


def run_httptools(data):
    callbacks = Callbacks()
    callbacks.parser = httptools.HttpRequestParser(callbacks)
    try:
        callbacks.parser.feed_data(data)
    except httptools.HttpParserUpgrade:
        if not callbacks.closed:
            return Verdict(False, "upgrade", callbacks.messages)
    except httptools.HttpParserError as error:
        if not callbacks.closed:
            return Verdict(False, type(error).__name__ + ": " + str(error), callbacks.messages)
    if callbacks.closed:
        return Verdict(True, "", callbacks.messages)
    return Verdict(not callbacks.inside, "incomplete", callbacks.messages)


def run_ours(cases, keep, skip_build):
    with tempfile.TemporaryDirectory() as folder:
        path = keep or os.path.join(folder, "corpus")
        with open(path, "wb") as corpus:
            for case in cases:
                corpus.write(struct.pack(">I", len(case)) + case)
        root = pathlib.Path(__file__).resolve().parent.parent.parent
        command = ["swift", "test", "--filter", "HTTPDifferential"] + (["--skip-build"] if skip_build else [])
        result = subprocess.run(
            command, cwd=root, env=dict(os.environ, HTTP_DIFFERENTIAL_CORPUS=path), capture_output=True, text=True
        )
        if result.returncode != 0:
            sys.exit(result.stdout[-5000:] + result.stderr[-5000:])
        with open(path + ".verdicts") as file:
            lines = file.read().splitlines()
    if len(lines) != len(cases):
        sys.exit(f"{len(lines)} verdicts for {len(cases)} cases")
    return [parse_verdict(line) for line in lines]


def parse_verdict(line):
    end, reason, messages = line.split("\t")
    return Verdict(end == "accept", reason or end, [parse_message(text) for text in messages.split(";") if text])


def parse_message(text):
    method, authority, path, query, minor, keep, body, fields = text.split(",")
    unhex = lambda value: None if value == "-" else bytes.fromhex(value)
    pairs = tuple(tuple(unhex(part) for part in field.split(":")) for field in fields.split("&") if field)
    return Message(
        unhex(method), unhex(authority), unhex(path), unhex(query), int(minor), keep == "keep", unhex(body),
        normal_fields(pairs),
    )


# ---------------------------------------------------------------------------------------------------------- comparison

Rule = collections.namedtuple("Rule", "reference ours theirs bytes why")

# A Host as RFC 9110 and RFC 3986 have it, without the end that says where it stops.
NAME = rb"(?:\[[0-9a-f.]*:[0-9a-f:.]*\]|(?:[a-z0-9._~!$&'()*+,;=-]|%[0-9a-f]{2})+)"
HOST = NAME + rb"(?::\d{0,5})?"

# Reference, what we say, what they say, what must stand in the bytes, and why the difference is wanted. A rule for
# something we refuse looks for the fault by itself, so that a refusal without a fault stays unexplained.
ALLOWED = [
    Rule(*rule)
    for rule in [
        # We refuse what a reference lets through.
        ("both", r"ends without a carriage return", r"", rb"(?:^|[^\r])\n", "bare LF: h11 takes it anywhere, llhttp before a message"),
        ("both", r"carriage return is not followed", r"", rb"\r(?:[^\n]|$)", "bare CR: llhttp skips it before a message, h11 in values"),
        ("both", r"Too many empty lines", r"", rb"(?:\r\n){5}", "llhttp skips any number of empty lines before a message"),
        ("h11", r"holds a control character", r"", rb"[\x01-\x08\x0b-\x1f\x7f]", "h11 lets some controls through in values"),
        ("h11", r"folded over two lines", r"", rb"\n[ \t]", "h11 unfolds obs-fold"),
        ("both", r"The Host is invalid", r"", rb"Host:(?![ \t]*(?:%s)?[ \t]*\r\n)|Host:[^\r]*:(?:[7-9]\d{4}|6[6-9]\d{3})" % HOST,
         "neither reads the Host"),
        ("httptools", r"has no Host", r"", rb"", "llhttp leaves Host to its user"),
        ("httptools", r"more than one Host", r"", rb"Host:.*Host:", "llhttp leaves Host to its user"),
        ("both", r"target has an invalid host", r"", rb"https?://(?!%s[/? ])|https?://[^/? ]*:\d{5}" % HOST, "neither reads the URL's host"),
        ("both", r"neither a path nor an http URL", r"", rb"(?:^|\n|[^\n]*)[!-~]+ +(?!/|https?://|\* )[!-~]+ +HTTP/", "other schemes, authorities and relative targets"),
        ("both", r"Only OPTIONS may ask", r"", rb" \* ", "neither ties * to OPTIONS"),
        ("both", r"holds a fragment", r"", rb" [^ \r\n]*#", "both take a fragment in a target"),
        ("both", r"Only HTTP/1.1 and HTTP/1.0", r"", rb"HTTP/(?!1\.[01]\r)\d\.\d", "both serve versions that do not exist"),
        ("both", r"CONNECT is not implemented", r"", rb"CONNECT ", "a tunnel, which we never are"),
        ("both", r"The only expectation met", r"", rb"Expect:(?![ \t]*100-continue[ \t]*\r\n)", "neither reads Expect"),
        ("both", r"request target is too long", r"", rb"[!-~]{8193}", "our limit"),
        ("both", r"request line is too long", r"", rb"[^\n]{32767}", "our limit"),
        ("both", r"header fields are too large", r"", rb".{8192}", "our limit"),
        ("both", r"Too many header fields", r"", rb"(?:[^\n]+\n){100}", "our limit"),
        ("both", r"chunk extensions are too long", r"", rb";[^\n]{4096}", "our limit"),
        ("httptools", r"does not hold a target and a version", r"", rb"^(?:\r\n)*[!-~]+ +/?[^ \r]*\r\n|\n[!-~]+ +[^ \r]*\r\n", "llhttp serves HTTP/0.9"),
        ("httptools", r"request line does not", r"", rb"[!-~]  +[!-~]", "llhttp skips spaces between the parts of the request line"),
        ("both", r"both a Content-Length and a Transfer-Encoding", r"", rb"Content-Length:", "h11 lets Transfer-Encoding win"),
        ("h11", r"more than one Content-Length", r"", rb"Content-Length:[^\r]*\r\n(?:.*\r\n)?Content-Length:", "h11 takes equal duplicates"),
        ("h11", r"Content-Length is not a number", r"", rb"Content-Length:[^\r]*,", "h11 takes a list of equal lengths"),
        ("h11", r"Content-Length is too large", r"", rb"Content-Length: *\d{20}", "h11 counts further than 64 bits"),
        ("both", r"HTTP/1.0 has no Transfer-Encoding", r"", rb"HTTP/1\.0\r", "both take chunks in HTTP/1.0"),
        ("h11", r"chunk size is not", r"", rb"\n[0-9a-f]+[ \t]+\r\n", "h11 takes blanks after a chunk size"),
        ("h11", r"chunk size line does not end in CRLF", r"", rb";[^\n]*\r[^\n]", "h11 takes a bare CR in a chunk extension"),
        ("both", r"chunk size is too large", r"", rb"\n[0-9a-f]{17}", "more than 16 digits, zeros in front counted"),
        ("httptools", r"does not end in an HTTP version", r"", rb" (?:RTSP|ICE)/1\.0\r", "llhttp also serves RTSP and ICE"),
        ("httptools", r"does not end in one chunked", r"", rb"Transfer-Encoding:[^\r]*,", "llhttp skips empty list elements"),
        ("httptools", r"only Transfer-Encoding understood", r"", rb"Transfer-Encoding: *gzip", "llhttp leaves other codings to its user"),
        ("h11", r"trailer changes the framing", r"", rb"\n(?:Content-Length|Transfer-Encoding):", "h11 takes framing fields as trailers"),
        ("httptools", r"^incomplete$", r"", rb"\r$", "llhttp skips a bare CR before a message"),
        # Both let it through, but make something else of it.
        ("httptools", r"", r"", rb"HTTP/1\.0.*Connection:.*Connection:", "to llhttp keep-alive beats close in HTTP/1.0"),
        # A reference refuses what we let through.
        ("h11", r"", r"^no request line received$", rb"(?:^|\n)\r\n", "h11 allows no empty line before a message"),
        ("httptools", r"", r"Invalid method|space after method|HTTP/2 Connection Preface", rb"", "llhttp knows a list of methods, we take every token"),
        ("httptools", r"", r"Invalid character in chunk extensions|chunk extensions", rb"\n[0-9a-f]+;", "we bound extensions but do not read them"),
        ("httptools", r"", r"^upgrade$", rb"CONNECT |Upgrade:", "llhttp stops for the new protocol"),
    ]
]


def explanation(reference, data, ours, theirs):
    for index, rule in enumerate(ALLOWED):
        if (
            rule.reference in (reference, "both")
            and re.search(rule.ours, ours.reason)
            and re.search(rule.theirs, theirs.reason)
            and re.search(rule.bytes, data, re.S | re.I)
        ):
            return index
    return None


def differs(ours, theirs):
    if ours.accepted != theirs.accepted:
        return "ours accepts" if ours.accepted else "ours refuses"
    shared = min(len(ours.messages), len(theirs.messages))
    if ours.messages[:shared] != theirs.messages[:shared]:
        return "content"
    return "count" if len(ours.messages) != len(theirs.messages) else None


def cut(verdict, stop):
    """The verdict on a connection that ends with the first message for which `stop` holds."""
    for index, item in enumerate(verdict.messages):
        if stop(item):
            return Verdict(True, "", verdict.messages[:index] + [item._replace(keep=False)])
    return verdict


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="write the corpus and the verdicts to this path")
    parser.add_argument("--skip-build", action="store_true")
    options = parser.parse_args()

    generator = Generator(options.seed)
    cases = [generator.case() for _ in range(options.cases)]
    ours = run_ours(cases, options.keep, options.skip_build)
    used, unexplained = collections.Counter(), []
    references = {"h11": run_h11, "httptools": run_httptools}
    accepted = collections.Counter(ours=sum(verdict.accepted for verdict in ours))
    for case, mine in zip(cases, ours):
        for name, run in references.items():
            theirs = run(case)
            accepted[name] += theirs.accepted
            ours_here = mine
            if name == "h11":
                # h11 never keeps an HTTP/1.0 connection open, RFC 9112 9.3 lets a server do so: compared up to there.
                ours_here = cut(mine, lambda item: item.minor == 0)
            kind = differs(ours_here, theirs)
            if kind is None:
                continue
            index = explanation(name, case, ours_here, theirs)
            if index is None:
                unexplained.append((name, kind, case, ours_here, theirs))
            else:
                used[index] += 1

    rate = accepted["ours"] / len(cases)
    print(f"seed {options.seed}, {len(cases)} cases; accepted: " + ", ".join(f"{k} {v / len(cases):.1%}" for k, v in accepted.items()))
    for index, rule in enumerate(ALLOWED):
        print(f"{used[index]:6} {rule.reference:9} {rule.why}")
    groups = collections.Counter((name, kind, mine.reason, theirs.reason) for name, kind, _, mine, theirs in unexplained)
    for (name, kind, mine, theirs), count in groups.most_common(40):
        example = min((item[2] for item in unexplained if (item[0], item[1], item[3].reason, item[4].reason) == (name, kind, mine, theirs)), key=len)
        print(f"UNEXPLAINED {count} {name} {kind}: ours {mine!r}, theirs {theirs!r}\n    {example[:300]!r}")
    print(f"{len(unexplained)} unexplained differences")
    if not 0.2 <= rate <= 0.8:
        print("the generator is lopsided: between 20 % and 80 % of the cases should be accepted")
    sys.exit(1 if unexplained or not 0.2 <= rate <= 0.8 else 0)


if __name__ == "__main__":
    main()
