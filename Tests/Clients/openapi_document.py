"""What `/openapi.json` is worth to programs that read such documents."""

import json
import urllib.error
import urllib.request

from openai_smoke import expect
from openapi_spec_validator import OpenAPIV31SpecValidator


def fetch(base_url, **headers):
    root = base_url.removesuffix("/v1")
    return urllib.request.urlopen(urllib.request.Request(root + "/openapi.json", headers=headers), timeout=20)


def the_document_is_openapi(base_url, key):
    document = json.load(fetch(base_url))
    errors = [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]
    expect(not errors, errors)
    expect(len(document["paths"]) > 30, document["paths"].keys())


def the_document_is_sent_once(base_url, key):
    tag = fetch(base_url).headers["ETag"]
    try:
        fetch(base_url, **{"If-None-Match": tag})
    except urllib.error.HTTPError as error:
        return expect(error.code == 304, error)
    raise AssertionError("the same document came twice")


CHECKS = [the_document_is_openapi, the_document_is_sent_once]
