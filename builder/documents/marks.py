"""By what a document is known again: its text, its figures, and a sketch of its words (MinHash, by rensa).

Two sketches agree in about as many places as the two texts share three-word runs (their Jaccard similarity: Broder,
On the resemblance and containment of documents, 1997). BANDS keys of ROWS places each are what an index looks up: two
texts that share half of their runs have one in common 98 times of 100, two that share a tenth 3 times of 100.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any

from builder.model import Claim, Document

BANDS, ROWS = 30, 3
PLACES = BANDS * ROWS
RUN = 3
"""Words of a run."""

_SEED = 1
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Mark:
    """
    text     digest of the text, white space evened out
    figures  digest of what it claims and of every number in digits: two texts with other figures are two reports
    words    how many words it has
    runs     how many different runs
    sketch   PLACES numbers of two bytes
    keys     BANDS numbers of eight bytes
    """

    text: bytes
    figures: bytes
    words: int
    runs: int
    sketch: bytes
    keys: bytes


def mark(document: Document, claims: Iterable[Claim]) -> Mark:
    """The mark of a document."""
    words = _WORD.findall(document.text.lower())
    runs = {" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))}
    sketch, keys = _sketch(runs)
    text = " ".join(document.text.split())
    return Mark(_digest(text), _digest(_figures(document.text, claims)), len(words), len(runs), sketch, keys)


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()


def _figures(text: str, claims: Iterable[Claim]) -> str:
    said = sorted(f"{c.measure}\0{c.value_text.lower()}\0{c.subject_text or ''}" for c in claims)
    return "\n".join([*said, *sorted(_DIGITS.findall(text))])


def _sketch(runs: set[str]) -> tuple[bytes, bytes]:
    numpy, minhash = _libraries()
    sketch = minhash(PLACES, _SEED)
    sketch.update(runs)
    places = numpy.array(sketch.digest(), dtype=numpy.uint64)
    keys = numpy.arange(BANDS, dtype=numpy.uint64)
    for row in places.reshape(BANDS, ROWS).T:
        keys = (keys ^ row) * numpy.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> numpy.uint64(29)
    return places.astype(numpy.uint16).tobytes(), keys.tobytes()


@cache
def _libraries() -> tuple[Any, Any]:
    import numpy
    from rensa import RMinHash

    return numpy, RMinHash
