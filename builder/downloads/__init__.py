"""Downloads: the tables of a release in the formats that people open.

    from builder.downloads import make_downloads
    for one in make_downloads(Path("data/release"), Path("site/downloads")):
        print(one.file, one.rows, one.bytes, one.sha256)

The same release gives the same bytes (SQLite and zip: with the same versions of their libraries). Everything is read
and written in batches, so that a release may be larger than memory.
"""

from builder.downloads.formats import FORMATS, make_downloads
from builder.downloads.manifest import MANIFEST, Download, downloads_of, read_manifest, write_manifest
from builder.downloads.sheet import read_sheet
from builder.downloads.sqlite import read_sqlite

__all__ = [
    "FORMATS",
    "MANIFEST",
    "Download",
    "downloads_of",
    "make_downloads",
    "read_manifest",
    "read_sheet",
    "read_sqlite",
    "write_manifest",
]
