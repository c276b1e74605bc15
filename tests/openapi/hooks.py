"""What a device sends that is no JSON: batches, of which some hold, and pieces of files."""

import os
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
