"""Writes what is in the image as SPDX 2.3. Usage: sbom.py VERSION COMPILER PACKAGES DEPENDENCIES BINARY

PACKAGES has a Debian package a line, name and version; DEPENDENCIES is what `swift package show-dependencies` says. Swift's
packages and its runtime are inside the program.
"""

import hashlib
import json
import os
import re
import sys
import time


def package(name, version, purl=None, **more):
    made = {"SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name), "name": name, "versionInfo": version,
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "NOASSERTION",
            "licenseDeclared": "NOASSERTION", "copyrightText": "NOASSERTION", **more}
    if purl:
        made["externalRefs"] = [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}]
    return made


def swift_packages(tree):
    """Every package that the program may have parts of, once."""
    found = {}
    waiting = list(tree["dependencies"])
    while waiting:
        node = waiting.pop()
        waiting += node["dependencies"]
        address = node["url"].removesuffix(".git").removeprefix("https://")
        found[node["identity"]] = package(
            node["identity"], node["version"], f"pkg:swift/{address}@{node['version']}", downloadLocation=node["url"])
    return [found[name] for name in sorted(found)]


def main():
    version, compiler, packages, dependencies, binary = sys.argv[1:]
    with open(binary, "rb") as file:
        content = file.read()
    own = package("gemini-proxy", version, licenseConcluded="MIT", licenseDeclared="MIT",
                  checksums=[{"algorithm": "SHA256", "checksumValue": hashlib.sha256(content).hexdigest()}])
    with open(dependencies, encoding="utf-8") as file:
        inside = swift_packages(json.load(file))
    inside.append(package("swift-runtime", compiler, licenseConcluded="Apache-2.0", licenseDeclared="Apache-2.0"))
    with open(packages, encoding="utf-8") as file:
        debian = [line.rstrip("\n").split("\t") for line in file]
    beside = [package(name, number, f"pkg:deb/debian/{name}@{number}") for name, number in debian]

    def related(kind, others):
        return [{"spdxElementId": own["SPDXID"], "relationshipType": kind, "relatedSpdxElement": other["SPDXID"]}
                for other in others]

    document = {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"gemini-proxy-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/gemini-proxy-{version}-{hashlib.sha256(content).hexdigest()[:16]}",
        "creationInfo": {
            "created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))),
            "creators": ["Tool: scripts/package-image"]},
        "packages": [own, *inside, *beside],
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": own["SPDXID"]},
            *related("STATIC_LINK", inside), *related("DYNAMIC_LINK", beside)],
    }
    json.dump(document, sys.stdout, indent=1, sort_keys=True)
    print()


if __name__ == "__main__":
    main()
