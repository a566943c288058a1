"""A zip whose bytes depend on what is in it and on nothing else: no clock, no owner, no order of the file system."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from builder.publish.files import atomic

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can name."""


def write_zip(paths: Sequence[Path], path: Path, folder: str) -> None:
    """The files under a folder of that name, sorted by name; two files of one name are a ValueError."""
    names = sorted({one.name: one for one in paths}.items())
    if len(names) != len(paths):
        raise ValueError(f"{path}: two files of one name")
    with atomic(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, one in names:
            info = zipfile.ZipInfo(f"{folder}/{name}", _EPOCH)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            with one.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, 1 << 20)
