"""What a device sends that is no JSON: batches, of which some hold, and pieces of files. And an upload
that is under way, where one is asked for."""

import base64
import itertools
import os
import urllib.request
import zipfile
from pathlib import Path

import schemathesis
from hypothesis import strategies as st

HERE = Path(__file__).parent


def batches():
    """The device's own journal as it pushes it, what fuzzing begins with, and the batches of others."""
    with zipfile.ZipFile(os.environ["BUNDLE"]) as bundle:
        names = sorted(name for name in bundle.namelist() if name.startswith("journal/"))
        own = [bundle.read(name) for name in names]
    corpus = sorted((HERE / "../fuzz/corpus/batch").iterdir())
    return own + [file.read_bytes() for file in corpus]


anything = st.binary(max_size=256)
schemathesis.openapi.media_type(
    "application/vnd.kakou.batch", st.one_of(st.sampled_from(batches()), anything)
)
schemathesis.openapi.media_type("application/offset+octet-stream", anything)


def ask(method, path, headers, body=None):
    """Asks the server rightly; gives where the upload stands then."""
    headers = {"authorization": f"Bearer {os.environ['TOKEN']}", "tus-resumable": "1.0.0", **headers}
    request = urllib.request.Request(os.environ["URL"] + path, body, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return int(answer.headers.get("upload-offset", 0))


def begin(file):
    """One byte of the file is at the server, whatever the call before did to its upload."""
    upload = f"/v1/blobs/{file.name}"
    name = base64.b64encode(file.name.encode()).decode()
    announced = {"upload-length": str(file.stat().st_size), "upload-metadata": f"sha256 {name}"}
    here = ask("POST", "/v1/blobs", announced)
    if here > 1:
        ask("DELETE", upload, {})
        here = ask("POST", "/v1/blobs", announced)
    if here == 0:
        piece = {"upload-offset": "0", "content-type": "application/offset+octet-stream"}
        ask("PATCH", upload, piece, file.read_bytes()[:1])


if "UNFINISHED" in os.environ:
    turns = itertools.cycle([False, True])

    @schemathesis.hook
    def before_call(context, case, kwargs):
        """Every other piece goes on where the upload stands, which nobody guesses."""
        begin(Path(os.environ["UNFINISHED"]))
        if case.method.upper() == "PATCH" and next(turns) and "upload-offset" in case.headers:
            case.headers["upload-offset"] = "1"

    @schemathesis.hook
    def after_call(context, case, response):
        with open(os.environ["REACHED"], "a") as reached:
            print(case.method.upper(), response.status_code, file=reached)
