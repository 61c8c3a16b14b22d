"""Runs an OCI image as a container would, from outside: its one layer as a root that cannot be written, as user 65532.

Usage: in_image.py IMAGE PATH-TO-gemini-proxy. The program of the second argument brings the simulated Google.
"""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Clients"))
import demo  # noqa: E402
import first_day  # noqa: E402


def unpacked(image, folder):
    """The image's layer as files, every digest checked, and the configuration of the image."""
    with tarfile.open(image) as archive:
        def blob(descriptor):
            content = archive.extractfile("blobs/" + descriptor["digest"].replace(":", "/")).read()
            assert len(content) == descriptor["size"]
            assert "sha256:" + hashlib.sha256(content).hexdigest() == descriptor["digest"]
            return content

        assert json.load(archive.extractfile("oci-layout")) == {"imageLayoutVersion": "1.0.0"}
        index = json.load(archive.extractfile("index.json"))
        manifest = json.loads(blob(index["manifests"][0]))
        config = json.loads(blob(manifest["config"]))
        path = os.path.join(folder, "layer.tar.gz")
        with open(path, "wb") as file:
            file.write(blob(manifest["layers"][0]))
    with tarfile.open(path) as layer:
        owners = {member.name: (member.uid, member.mode) for member in layer}
        layer.extractall(os.path.join(folder, "root"), filter="fully_trusted")
    assert owners["var/lib/gemini-proxy"] == (65532, 0o700), owners["var/lib/gemini-proxy"]
    assert all(uid == 0 for name, (uid, _) in owners.items() if name != "var/lib/gemini-proxy")
    assert not any(mode & 0o022 for _, mode in owners.values()), "something can be written by everybody"
    return os.path.join(folder, "root"), config


def contained(root, state, config, google):
    """The command of the image in a container: no writable file but its state, nobody's privileges, no other process."""
    settings = dict(item.split("=", 1) for item in config["config"]["Env"])
    settings |= {"GEMINI_PORT": "0", "GEMINI_CODE_ASSIST_ENDPOINT": google,
                 "GEMINI_OAUTH_AUTHORIZE_URL": google + "/o/oauth2/v2/auth", "GEMINI_OAUTH_TOKEN_URL": google + "/token",
                 "GEMINI_OAUTH_USERINFO_URL": google + "/oauth2/v2/userinfo"}
    command = ["bwrap", "--unshare-all", "--share-net", "--uid", "65532", "--gid", "65532", "--cap-drop", "ALL",
               "--die-with-parent", "--new-session", "--ro-bind", root, "/", "--proc", "/proc", "--dev", "/dev",
               "--bind", state, "/var/lib/gemini-proxy", "--chdir", config["config"]["WorkingDir"], "--clearenv"]
    for name, value in settings.items():
        command += ["--setenv", name, value]
    return command + ["--", *config["config"]["Entrypoint"]], config["config"]["Cmd"]


class Contained(first_day.Served):
    """A container that runs, and what it printed."""

    def __init__(self, command):
        self.lines = []
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.base_url = self.find(r"(http://(?:localhost|127\.0\.0\.1|0\.0\.0\.0):\d+)")
        self.base_url = re.sub(r"//[^:]+", "//localhost", self.base_url)


def main():
    image, binary = sys.argv[1:]
    # Whoever is not at the machine itself needs cookies to sign in, as browsers have them.
    urllib.request.install_opener(urllib.request.build_opener(urllib.request.HTTPCookieProcessor()))
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    with tempfile.TemporaryDirectory() as folder:
        root, config = unpacked(image, folder)
        assert config["config"]["User"] == "65532:65532"
        with open(os.path.join(root, "usr/share/doc/gemini-proxy/sbom.spdx.json"), encoding="utf-8") as file:
            listed = {package["name"]: package for package in json.load(file)["packages"]}
        assert {"gemini-proxy", "libc6", "swift-log", "ca-certificates"} <= listed.keys(), sorted(listed)
        with open(os.path.join(root, "usr/bin/gemini-proxy"), "rb") as file:
            assert listed["gemini-proxy"]["checksums"][0]["checksumValue"] == hashlib.sha256(file.read()).hexdigest()
        for name in ["proc", "dev"]:  # places that whoever runs a container makes in it
            os.mkdir(os.path.join(root, name))
        state = os.path.join(folder, "state")
        os.mkdir(state, 0o700)
        os.chmod(folder, 0o755)
        process, _, _, google = demo.start(os.path.abspath(binary))
        try:
            command, arguments = contained(root, state, config, google)
            version = subprocess.run([*command, "--version"], capture_output=True, text=True, timeout=30, check=True)
            print("ok   runs from a root that cannot be written, version", version.stdout.strip(), flush=True)
            runs = Contained([*command, *arguments])
            try:
                page = runs.find(r"(http://\S+/auth/login\?ticket=\w+)")
                ticket = page.rsplit("=", 1)[1]
                assert "signed in" in first_day.sign_in(f"{runs.base_url}/auth/login?ticket={ticket}").lower()
                with open(os.path.join(state, "config.json"), encoding="utf-8") as file:
                    key = json.load(file)["api_keys"][0]
                body = {"model": "gemini-2.5-flash", "stream": True,
                        "messages": [{"role": "user", "content": "Repeat: from a container"}]}
                request = urllib.request.Request(
                    runs.base_url + "/v1/chat/completions", json.dumps(body).encode(),
                    {"Content-Type": "application/json", "Authorization": f"Bearer {key}"})
                with urllib.request.urlopen(request, timeout=30) as answer:
                    text = answer.read().decode()
                assert "data: [DONE]" in text and "container" in text, text
                print("ok   signs in, writes its state alone, streams a chat", flush=True)
            finally:
                # bwrap hands no signal on: the program itself is told, as a container's init would be.
                children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(runs.process.pid)],
                                          capture_output=True, text=True, check=True).stdout.split()
                inner = [pid for child in children for pid in subprocess.run(
                    ["ps", "-o", "pid=", "--ppid", child], capture_output=True, text=True, check=False).stdout.split()]
                for pid in inner or children:
                    os.kill(int(pid), signal.SIGTERM)
                began = time.monotonic()
                code = runs.process.wait(timeout=30)
            assert code == 0, (code, runs.output)
            print(f"ok   ends at SIGTERM within {time.monotonic() - began:.1f} s", flush=True)
        finally:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
