"""Why each claim was made: sentences with their mentions marked, claims as small tables, rules and their words."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from builder.documents import Record, Reject, Unreadable, document, read
from builder.documents.languages import foreign
from builder.model import Claim, Document, Period, Sentence

if TYPE_CHECKING:
    from builder.claims.analyse import Analysed
    from builder.claims.context import Reading
    from builder.mentions.chunks import Chunk

Mark = tuple[int, int, str]
"""Characters start..end of the document's text, and the kind of mention that stands there."""

_STDIN = "-"
_LIKE_A_PATH = re.compile(r"\S*(?:[/\\]\S*|\.[a-z]{2,7})", re.IGNORECASE)
"""One word with a slash or the ending of a file: no sentence anybody asks about."""

_APART = ("document_id", "sentence", "sentence_start", "start", "end", "rule", "trail", "part_of", "period")
"""Fields that have a line of their own, or that the sentence above shows already."""


def documents_of(text_or_file: str, published: date | None) -> Iterator[Document]:
    """The documents of a file or folder, or the text itself as one. Raises Unreadable if nothing can be read."""
    if text_or_file == _STDIN:
        yield document(Record(_STDIN, None, {"text": sys.stdin.read()}), published)
    elif not _is_path(text_or_file) and not _LIKE_A_PATH.fullmatch(text_or_file):
        yield document(Record("text", None, {"text": text_or_file}), published)
    else:
        for found in read([text_or_file], published):
            if isinstance(found, Reject):
                raise Unreadable(f"{found.file}{f', line {found.line}' if found.line else ''}: {found.reason}")
            yield found


def explanation(document: Document, language: str | None = None) -> str:
    """The explanation of a document as plain text; of one that is not in English, that it is not. Raises ValueError for
    a language that is none."""
    if told := foreign(document.text, language):
        return f"{told}: no claims\n"
    from builder.claims.analyse import analyse

    found = analyse(document)
    order = {id(claim): n for n, claim in enumerate((claim for one in found for claim in one.claims), 1)}
    sources = _sources(document.text, [one.reading.sentence for one in found])
    blocks = [_sentence(document.text, one, sources, order) for one in found]
    head = [part for part in (document.title, document.published and f"published {document.published}") if part]
    return "\n\n".join([*([" · ".join(head)] if head else []), *blocks, _closing(len(order))]) + "\n"


def _closing(claims: int) -> str:
    return f"{claims} claim{'' if claims == 1 else 's'}" if claims else "no claims"


def _sentence(text: str, found: Analysed, sources: Sequence[Mark], order: dict[int, int]) -> str:
    sentence = found.reading.sentence
    marks = [*_marks(found.reading), *sources]
    head = f"{sentence.index + 1:>3}  {marked(text, sentence.start, sentence.end, marks)}"
    return "\n\n".join([head, *(_claim(claim, order) for claim in found.claims)])


def _sources(text: str, sentences: Sequence[Sentence]) -> list[Mark]:
    """Who is quoted, wherever in the text that stands."""
    from builder.claims.attribution import find_attributions

    return [(*said.source_span, "source") for said in find_attributions(text, sentences)]


def _marks(reading: Reading) -> Iterator[Mark]:
    """The mentions of one sentence."""
    places = [(place.i, place.j, "place") for place in reading.places]
    parties = [(party.i, party.j, "party") for party in reading.parties]
    cues = [(cue.i, cue.j, cue.entry.get("sort") or "cue") for cue in reading.cues]
    chunks = [mark for chunk in reading.line.chunks for mark in _of_chunk(chunk)]
    for i, j, kind in [*chunks, *places, *parties, *cues]:
        if i < j:
            yield (*reading.sentence.span(i, j), kind)


def _of_chunk(chunk: Chunk) -> list[Mark]:
    """Tokens and kind of what a chunk was made of; words that are no mention give nothing."""
    data = chunk.data
    if data is None:
        return []
    number, phrase = getattr(data, "number", None), getattr(data, "phrase", None)
    if number is None or phrase is None:
        return [(chunk.i, chunk.j, "date" if chunk.kind == "d" else type(data).__name__.lower())]
    counted = [] if phrase.head is None else [(phrase.i, phrase.j, "subject")]
    return [(number.i, number.j, "number"), *counted]


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """text[start:end] on one line, each mention as [words]KIND; of two that cross, the one that starts first."""
    opens: dict[int, int] = {}
    closes: dict[int, list[str]] = {}
    stack: list[int] = []
    for a, b, kind in sorted(set(marks), key=lambda m: (m[0], -m[1], m[2])):
        stack = [stop for stop in stack if stop > a]
        if start <= a < b <= end and not any(stop < b for stop in stack):
            stack.append(b)
            opens[a] = opens.get(a, 0) + 1
            closes.setdefault(b, []).insert(0, kind.upper())
    pieces = []
    for at in range(start, end + 1):
        pieces += [f"]{kind}" for kind in closes.get(at, ())]
        pieces.append("[" * opens.get(at, 0))
        pieces.append(text[at] if at < end else "")
    return printable("".join(pieces))


def printable(text: str) -> str:
    """One line, and nothing that a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _claim(claim: Claim, order: dict[int, int]) -> str:
    words = " · ".join(word for word in claim.trail if word != f"rule {claim.rule}")
    rows = [("claim", str(order[id(claim)])), *_rows(claim), ("rule", claim.rule), ("made by", words)]
    return "\n".join(f"       {name:16} {printable(value)}" for name, value in rows if value)


def _rows(claim: Claim) -> Iterator[tuple[str, str]]:
    """Every field that says something."""
    for field in claim.__struct_fields__:
        value = getattr(claim, field)
        if field not in _APART and value is not None and value is not False:
            yield field, f"{value:g}" if isinstance(value, float) and value < 1e6 else str(value)
    yield from _period(claim.period)
    if claim.part_of is not None:
        yield "part_of", f"claim {claim.part_of + 1} of the document"


def _period(period: Period) -> Iterator[tuple[str, str]]:
    if period.start or period.end:
        yield "period", f"{period.start or 'open'} to {period.end or 'open'} ({period.precision})"
    if period.edtf:
        yield "period_edtf", period.edtf


def _is_path(text: str) -> bool:
    try:
        return bool(text) and Path(text).exists()
    except (OSError, ValueError):  # too long for a name, or with a NUL: a text, then
        return False
