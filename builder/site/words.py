"""The words of the claims, for the search box: word -> rows that hold it, in one file for each first letter.

A search asks for rows that hold every word typed, the last one perhaps unfinished; it loads only the files of the
letters that the words begin with. Words are told apart as browsers can, too: letters and digits, without case and
without marks over or under a letter.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

from builder.site.columnar import packed, script

if TYPE_CHECKING:
    import pyarrow as pa

SEARCHED = (
    "sentence",
    "subject_text",
    "source_text",
    "source_via",
    "subject_party",
    "place_text",
    "title",
    "publisher",
)
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_MARK = regex.compile(r"\p{M}+")
LONGEST = 24
"""Characters of a word that count; the rest of it is not searched."""


@lru_cache(10_000)
def words(text: str) -> frozenset[str]:
    """The words of a text as they are searched. Claims share titles and sentences: most texts are taken apart once."""
    plain = text if text.isascii() else _MARK.sub("", unicodedata.normalize("NFKD", text))
    return frozenset(word[:LONGEST] for word in _WORD.findall(plain.lower()))


def letter(word: str) -> str:
    """The file a word is in: its first letter or digit, and one file for all that are not ASCII."""
    return word[0] if word[0].isascii() else "other"


def write_words(claims: pa.Table, folder: Path) -> None:
    """One file a first letter under `folder`."""
    folder.mkdir(parents=True)
    files: dict[str, dict[str, list[int]]] = {}
    for word, rows in sorted(_postings(claims).items()):
        files.setdefault(letter(word), {})[word] = rows
    for name, found in files.items():
        (folder / f"{name}.js").write_text(script(f"words/{name}", _file(found)), "ascii")


def _postings(claims: pa.Table) -> dict[str, list[int]]:
    """Word -> rows, in order."""
    found: dict[str, list[int]] = {}
    columns = [claims[name].to_pylist() for name in SEARCHED]
    for row, texts in enumerate(zip(*columns, strict=True)):
        for word in frozenset[str]().union(*(words(text) for text in texts if text)):
            found.setdefault(word, []).append(row)
    return found


def _file(found: dict[str, list[int]]) -> dict[str, Any]:
    """The words, where the rows of each end, and the rows: steps from one to the next, seven bits a byte."""
    steps, ends = bytearray(), []
    for rows in found.values():
        last = -1
        for row in rows:
            step, last = row - last, row
            while step > 127:
                steps.append(step & 127 | 128)
                step >>= 7
            steps.append(step)
        ends.append(len(steps))
    return {"words": list(found), "ends": ends, "steps": packed(bytes(steps))}
