"""An object storage on this machine that speaks S3."""

from __future__ import annotations

import logging
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

BUCKET = "s3://bucket"


@contextmanager
def storage() -> Iterator[Any]:
    """Its fsspec file system, with one empty bucket; the environment leads there, and nowhere else."""
    pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    import fsspec
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("NO_PROXY", "127.0.0.1")
        fs = fsspec.filesystem("s3", skip_instance_cache=True)
        fs.mkdir("bucket")
        try:
            yield fs
        finally:
            fsspec.filesystem("s3").clear_instance_cache()
            request = urllib.request.Request(f"http://{host}:{port}/moto-api/reset", method="POST")
            urllib.request.urlopen(request).close()  # what it holds is held by the process
            server.stop()


def files(fs: Any, folder: str) -> dict[str, bytes]:
    """Name -> bytes of all that lies below."""
    fs.invalidate_cache()
    return {Path(name).name: fs.cat_file(name) for name in fs.find(folder)}


def local(folder: Path) -> dict[str, bytes]:
    """The same of a folder of this machine."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
