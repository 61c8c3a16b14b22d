"""`gemini-proxy serve` as a service manager sees it: sockets handed over, restarts under load, signals, few descriptors."""

import os
import signal
import socket
import tempfile
import time

from served import Google, Served, free_port, health, open_stream, read_all


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def unix_connection(path):
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(20)
    connection.connect(path)
    return connection


def finish(connection, received):
    """Reads a stream to its end, which has to be the proper one, with all of the answer."""
    received += read_until(connection, b"0\r\n\r\n")
    expect(b"[DONE]" in received and b"39 " in received, f"a stream was cut: …{received[-200:]!r}")


def read_until(connection, end):
    received = b""
    while not received.endswith(end):
        piece = connection.recv(65536)
        if not piece:
            break
        received += piece
    return received


def sockets_are_taken_from_the_service_manager(binary):
    google = Google()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "socket")
        listeners = [socket.create_server(("127.0.0.1", 0)), socket.create_server(path, family=socket.AF_UNIX)]
        if socket.has_dualstack_ipv6():
            listeners.append(socket.create_server(("::1", 0), family=socket.AF_INET6))
        port = listeners[0].getsockname()[1]
        with Served(binary, google, free_port(), listeners) as served:
            served.wait_until_up(lambda: connect(port))
            expect(health(unix_connection(path)).startswith(b"HTTP/1.1 200 "), "no answer on the Unix socket")
            if len(listeners) > 2:
                six = socket.create_connection(listeners[2].getsockname()[:2], timeout=20)
                expect(health(six).startswith(b"HTTP/1.1 200 "), "no answer on IPv6")
            served.process.send_signal(signal.SIGTERM)
            expect(served.process.wait(timeout=30) == 0, "exit status after SIGTERM")
        expect(os.path.exists(path), "the manager's socket was removed")
        for listener in listeners:
            listener.close()


def a_unix_socket_is_made_and_removed(binary):
    google = Google()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "socket")
        with Served(binary, google, 0, host=f"unix:{path}") as served:
            served.wait_until_up(lambda: unix_connection(path))
            served.process.send_signal(signal.SIGTERM)
            expect(served.process.wait(timeout=30) == 0, "exit status after SIGTERM")
        expect(not os.path.exists(path), "the socket was left behind")


def streams_survive_a_restart_with_the_socket_handed_over(binary):
    google = Google()
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        port = listener.getsockname()[1]
        with Served(binary, google, 0, [listener]) as old:
            old.wait_until_up(lambda: connect(port))
            streams = [(connection, open_stream(connection)) for connection in (connect(port) for _ in range(20))]
            old.process.send_signal(signal.SIGTERM)
            # Nobody accepts for a moment; the kernel keeps these until the next process does.
            waiting = [connect(port) for _ in range(5)]
            with Served(binary, google, 0, [listener]) as new:
                for connection in waiting:
                    answer = health(connection)
                    expect(answer.startswith(b"HTTP/1.1 200 "), f"{answer!r}")
                new.wait_until_up(lambda: connect(port))
                for connection, received in streams:
                    finish(connection, received)
                expect(old.process.wait(timeout=30) == 0, "exit status of the old process")
                with connect(port) as connection:
                    finish(connection, open_stream(connection))


def streams_survive_a_restart_on_the_same_port(binary):
    google = Google()
    port = free_port()
    with Served(binary, google, port) as old:
        old.wait_until_up()
        streams = [(connection, open_stream(connection)) for connection in (connect(port) for _ in range(20))]
        old.process.send_signal(signal.SIGTERM)
        wait_until_refused(port)
        with Served(binary, google, port) as new:
            new.wait_until_up()
            expect(old.process.poll() is None, "the old process did not wait for its streams")
            for connection, received in streams:
                finish(connection, received)
            expect(old.process.wait(timeout=30) == 0, "exit status of the old process")


def wait_until_refused(port):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            connect(port).close()
        except ConnectionRefusedError:
            return
        except ConnectionResetError:
            pass  # the socket closed while this one was on its way in
    raise AssertionError("connections are still accepted")


def a_stream_beyond_the_drain_time_is_told_so(binary):
    google = Google(events=10_000)
    port = free_port()
    with Served(binary, google, port, drain_seconds=1) as served:
        served.wait_until_up()
        with connect(port) as connection:
            received = open_stream(connection)
            served.process.send_signal(signal.SIGTERM)
            received += read_until(connection, b"0\r\n\r\n")
            expect(b"shutting down" in received, f"…{received[-300:]!r}")
            expect(received.endswith(b"0\r\n\r\n"), "the stream was cut")
        expect(served.process.wait(timeout=30) == 0, "exit status")


def a_second_signal_stops_at_once(binary):
    google = Google(events=10_000)
    port = free_port()
    with Served(binary, google, port, drain_seconds=600) as served:
        served.wait_until_up()
        with connect(port) as connection:
            open_stream(connection)
            served.process.send_signal(signal.SIGTERM)
            wait_until_refused(port)
            expect(served.process.poll() is None, "the first signal did not wait")
            served.process.send_signal(signal.SIGTERM)
            expect(served.process.wait(timeout=30) == 128 + signal.SIGTERM, "exit status")


def few_descriptors_are_survived(binary):
    """The soft limit is raised to the hard one; when that is used up, the program waits instead of spinning."""
    google = Google()
    port = free_port()
    with Served(binary, google, port, descriptors=80, max_connections=1000) as served:
        served.wait_until_up()
        crowd = [connect(port) for _ in range(120)]
        used = cpu_seconds(served.process.pid)
        time.sleep(1)
        spent = cpu_seconds(served.process.pid) - used
        expect(spent < 0.5, f"{spent:.2f} s of CPU in a second of waiting")
        open_now = len(os.listdir(f"/proc/{served.process.pid}/fd"))
        expect(open_now > 40, f"only {open_now} descriptors: the limit was not raised")
        for connection in crowd:
            connection.close()
        served.wait_until_up()


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def a_connection_too_many_is_told_so(binary):
    google = Google()
    port = free_port()
    with Served(binary, google, port, max_connections=3) as served:
        served.wait_until_up()
        kept = []
        while len(kept) < 3:
            connection = connect(port)
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            # Refused while the connection before is still being taken down.
            if read_until(connection, b"}").startswith(b"HTTP/1.1 200 "):
                kept.append(connection)
        with connect(port) as one_more:
            answer = health(one_more)
            expect(answer.startswith(b"HTTP/1.1 503 ") and b"Retry-After" in answer, f"{answer!r}")


def the_service_manager_is_told_what_happens(binary):
    google = Google(events=10_000)
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        path = os.path.join(folder, "notify")
        manager.bind(path)
        manager.settimeout(20)
        port = free_port()
        environment = {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "200000"}
        with Served(binary, google, port, drain_seconds=1, environment=environment) as served:
            ready = manager.recv(4096).decode().split("\n")
            expect(ready[0] == "READY=1" and ready[1].startswith("STATUS=serving http://127.0.0.1:"), ready)
            with connect(port) as connection:
                open_stream(connection)
                expect("1 request, 1 connection" in told(manager, "STATUS="), "the running stream")
                served.process.send_signal(signal.SIGHUP)
                expect("MONOTONIC_USEC=" in told(manager, "RELOADING=1"), "a reload begins")
                told(manager, "READY=1")
                served.process.send_signal(signal.SIGTERM)
                told(manager, "STOPPING=1")
                # Draining is no reason to be taken for hung.
                told(manager, "WATCHDOG=1")
            expect(served.process.wait(timeout=30) == 0, "exit status")


def told(manager, line):
    """The next message that has a line of this beginning."""
    for _ in range(200):
        message = manager.recv(4096).decode()
        if any(found.startswith(line) for found in message.split("\n")):
            return message
    raise AssertionError(f"{line} was not said")


CHECKS = [
    sockets_are_taken_from_the_service_manager,
    a_unix_socket_is_made_and_removed,
    streams_survive_a_restart_with_the_socket_handed_over,
    streams_survive_a_restart_on_the_same_port,
    a_stream_beyond_the_drain_time_is_told_so,
    a_second_signal_stops_at_once,
    few_descriptors_are_survived,
    a_connection_too_many_is_told_so,
    the_service_manager_is_told_what_happens,
]
