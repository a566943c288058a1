"""Releases: a build, checked again, in every format, described, compared with the one before, in a folder of its own
that is never changed afterwards."""

from builder.release.make import Made, Refused, release
from builder.release.versions import latest

__all__ = ["Made", "Refused", "latest", "release"]
