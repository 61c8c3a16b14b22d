"""Makes an OCI image of one layer. Usage: oci.py TREE VERSION ARCHITECTURE OUTPUT

By the OCI Image Format Specification 1.1; `manifest.json` beside it is for older versions of `docker load`. Everything that
could differ from one run to the next is fixed: order, times, owners.
"""

import gzip
import hashlib
import io
import json
import os
import sys
import tarfile
import time

EPOCH = int(os.environ["SOURCE_DATE_EPOCH"])
USER = 65532
# The folder that belongs to the user of the image; everything else is root's.
STATE = "var/lib/gemini-proxy"


def packed(tree):
    """The layer, as a tar archive."""
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for folder, folders, files in os.walk(tree):
            folders.sort()
            for name in sorted(folders) + sorted(files):
                path = os.path.join(folder, name)
                entry = archive.gettarinfo(path, os.path.relpath(path, tree))
                entry.uid = entry.gid = USER if entry.name == STATE else 0
                entry.uname = entry.gname = ""
                entry.mtime = EPOCH
                if entry.isfile():
                    with open(path, "rb") as file:
                        archive.addfile(entry, file)
                else:
                    archive.addfile(entry)
    return output.getvalue()


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def encoded(value):
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def descriptor(kind, content, **more):
    return {"mediaType": "application/vnd.oci.image." + kind, "digest": digest(content), "size": len(content), **more}


def main():
    tree, version, architecture, output = sys.argv[1:]
    created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(EPOCH))
    layer = packed(tree)
    zipped = gzip.compress(layer, 9, mtime=0)
    config = encoded({
        "architecture": architecture, "os": "linux", "created": created,
        "config": {
            "User": f"{USER}:{USER}",
            "WorkingDir": "/" + STATE,
            "Entrypoint": ["/usr/bin/gemini-proxy"],
            "Cmd": ["serve", "--config", f"/{STATE}/config.json"],
            # A container's own address is the only one that others reach it by.
            "Env": ["GEMINI_HOST=0.0.0.0", "PATH=/usr/bin", "HOME=/" + STATE],
            "ExposedPorts": {"8081/tcp": {}},
            "Volumes": {"/" + STATE: {}},
            "StopSignal": "SIGTERM",
            "Labels": {"org.opencontainers.image.title": "gemini-proxy", "org.opencontainers.image.version": version,
                       "org.opencontainers.image.licenses": "MIT"},
        },
        "rootfs": {"type": "layers", "diff_ids": [digest(layer)]},
        "history": [{"created": created, "created_by": "scripts/package-image"}],
    })
    manifest = encoded({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": descriptor("config.v1+json", config), "layers": [descriptor("layer.v1.tar+gzip", zipped)],
    })
    names = {"org.opencontainers.image.ref.name": version, "io.containerd.image.name": f"gemini-proxy:{version}"}
    index = encoded({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
        "manifests": [descriptor("manifest.v1+json", manifest, annotations=names,
                                 platform={"architecture": architecture, "os": "linux"})],
    })
    blob = lambda content: "blobs/sha256/" + digest(content).removeprefix("sha256:")
    docker = encoded([{"Config": blob(config), "RepoTags": [f"gemini-proxy:{version}"], "Layers": [blob(zipped)]}])
    members = {
        "oci-layout": encoded({"imageLayoutVersion": "1.0.0"}), "index.json": index, "manifest.json": docker,
        blob(config): config, blob(manifest): manifest, blob(zipped): zipped,
    }
    with tarfile.open(output, "w", format=tarfile.GNU_FORMAT) as archive:
        for name in sorted(members):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(members[name]), EPOCH, 0o644
            archive.addfile(entry, io.BytesIO(members[name]))


if __name__ == "__main__":
    main()
