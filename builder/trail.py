"""Why each claim was made: sentences with their mentions marked, claims as small tables, rules and their words."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from builder.documents import Record, Reject, Unreadable, document, read
from builder.language.sentences import sentences
from builder.model import Claim, Document, Period, Sentence

Mark = tuple[int, int, str]
"""Characters start..end of the document's text, and the kind of mention that stands there."""

Analysis = list[tuple[Sentence, Sequence[Mark], Sequence[Claim]]]

_STDIN = "-"
_APART = ("document_id", "sentence", "sentence_start", "start", "end", "rule", "trail", "part_of", "period")
"""Fields that have a line of their own, or that the sentence above shows already."""


def documents_of(text_or_file: str, published: date | None) -> Iterator[Document]:
    """The documents of a file or folder, or the text itself as one. Raises Unreadable if nothing can be read."""
    if text_or_file == _STDIN:
        yield document(Record(_STDIN, None, {"text": sys.stdin.read()}), published)
    elif not _is_path(text_or_file):
        yield document(Record("text", None, {"text": text_or_file}), published)
    else:
        for found in read([text_or_file], published):
            if isinstance(found, Reject):
                raise Unreadable(f"{found.file}{f', line {found.line}' if found.line else ''}: {found.reason}")
            yield found


def explanation(document: Document) -> str:
    """The explanation of a document as plain text."""
    analysis = _analyse(document)
    order = {id(claim): n for n, claim in enumerate((c for _, _, cs in analysis for c in cs), 1)}
    blocks = [_sentence(document.text, sentence, marks, claims, order) for sentence, marks, claims in analysis]
    head = [part for part in (document.title, document.published and f"published {document.published}") if part]
    return "\n\n".join([*([" · ".join(head)] if head else []), *blocks, _closing(len(order))]) + "\n"


def _closing(claims: int) -> str:
    return f"{claims} claim{'' if claims == 1 else 's'}" if claims else "no claims"


def _sentence(
    text: str, sentence: Sentence, marks: Sequence[Mark], claims: Sequence[Claim], order: dict[int, int]
) -> str:
    head = f"{sentence.index + 1:>3}  {marked(text, sentence.start, sentence.end, marks)}"
    return "\n\n".join([head, *(_claim(claim, order) for claim in claims)])


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
    rows = [("claim", str(order[id(claim)])), *_rows(claim), ("rule", claim.rule), ("made by", " · ".join(claim.trail))]
    return "\n".join(f"       {name:16} {printable(value)}" for name, value in rows if value)


def _rows(claim: Claim) -> Iterator[tuple[str, str]]:
    """Every field that says something."""
    for field in dataclasses.fields(claim):
        value = getattr(claim, field.name)
        if field.name not in _APART and value is not None and value is not False:
            yield field.name, f"{value:g}" if isinstance(value, float) and value < 1e6 else str(value)
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


def _analyse(document: Document) -> Analysis:
    """What the core tells of a document; of a core that tells only claims, those with their spans."""
    from builder.claims import extract

    if analyse := getattr(extract, "analyse", None):
        return analyse(document)  # type: ignore[no-any-return]
    claims = extract.extract_claims(document)
    mine = [(s, [c for c in claims if c.sentence_start == s.start]) for s in sentences(document.text)]
    return [(s, [(c.start, c.end, "number") for c in here], here) for s, here in mine]
