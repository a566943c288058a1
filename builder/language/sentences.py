"""Text to sentences, without changing a character of it.

Line breaks come in two kinds: text wrapped at a width (the break is a space) and one paragraph a line. Which of the
two a block of lines is, is read off the block itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import regex

from builder.language.lexicon import load
from builder.language.long import pieces
from builder.language.mend import mend
from builder.language.tokens import tokenize
from builder.model import Sentence, Span

_GAP = re.compile("\n(?=[ \t\r\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]*\n)")
"""Where a line without anything on it follows."""
_END = regex.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_SHORT = 12
"""Characters up to which a title may be the text's first words by chance."""
_WRAP_MAX, _WRAP_MIN = 100, 40
"""Widths (characters) between which the longest line of a wrapped block lies; typewriters use 60 to 90."""

# A place where a sentence may end: the mark, what closes with it, then space and something that can begin one; or,
# in scraped text, a lower-case word, the mark and a capitalised word with the space lost.
_BREAK = regex.compile(
    r"""
    (?<![.!?…]) (?P<mark>[.!?…]++)(?P<close>["'”’»)\]]*+)
    (?: \s+ (?=["'“‘«(\[]*[\p{Lu}\p{N}@#]) | (?<=\p{Ll}{3}[.!?]["”]?)(?=["“]?\p{Lu}\p{Ll}) | \s*$ )
    """,
    regex.VERBOSE,
)
_LAST_WORD = regex.compile(r"(?r)(?:\p{L}\.){0,9}\p{L}+")
_NEXT_WORD = regex.compile(r"[\"'“‘«(\[]*(\p{L}+|\p{N}+)")


def sentences(text: str, title: str | None = None) -> list[Sentence]:
    """All sentences of a text in order, each with its tokens; headlines, menu lines and captions are sentences too.

    title: where a scraped text begins with it, with no break behind it, the break is put there.
    """
    found: list[Sentence] = []
    for paragraph, span in enumerate(_cut(_paragraphs(text), _title_end(text, title))):
        for start, end in (piece for whole in _split(text, span) for piece in pieces(text, whole)):
            found.append(_Unread(len(found), paragraph, start, end, text, _shouting(text[start:end])))
    return found


class _Unread(Sentence):
    """A sentence that is cut into tokens when it is first asked for them: most never are."""

    __slots__ = ("_text",)

    def __init__(self, index: int, paragraph: int, start: int, end: int, text: str, shouting: bool) -> None:
        put = object.__setattr__
        put(self, "index", index)
        put(self, "paragraph", paragraph)
        put(self, "start", start)
        put(self, "end", end)
        put(self, "shouting", shouting)
        put(self, "_text", text)

    def __getattr__(self, name: str) -> Any:
        if name != "tokens":
            raise AttributeError(name)
        tokens = mend(tokenize(self._text, self.start, self.end))
        object.__setattr__(self, "tokens", tokens)
        return tokens


def _title_end(text: str, title: str | None) -> int:
    start = len(text) - len(text.lstrip())
    return start + len(title) if title and len(title) > _SHORT and text.startswith(title, start) else 0


def _cut(paragraphs: Iterator[Span], at: int) -> Iterator[Span]:
    """The paragraphs, the one around character `at` cut in two there."""
    for span in paragraphs:
        if span.start < at < span.end:
            yield Span(span.start, at)
            yield Span(at, span.end)
        else:
            yield span


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for block in _GAP.split(text):
        lines = list(_lines(block, start))
        if len(lines) > 1 and not _wrapped([text[a:b] for a, b in lines]):
            yield from lines
        elif lines:
            yield Span(lines[0].start, lines[-1].end)
        start += len(block) + 1


def _lines(block: str, start: int) -> Iterator[Span]:
    """The lines of a block that have anything on them; the block begins at character `start`."""
    for line in block.split("\n"):
        if line and not line.isspace():
            yield Span(start, start + len(line))
        start += len(line) + 1


def _wrapped(lines: list[str]) -> bool:
    """True if these consecutive lines are one paragraph cut at a width."""
    widest = max(map(len, lines))
    ends = sum(_ended(line, after) for line, after in pairwise(lines))
    if any(line.lstrip()[:1].islower() for line in lines[1:]) and ends < len(lines) - 1:
        return True
    if not _WRAP_MIN <= widest <= _WRAP_MAX or ends == len(lines) - 1:
        return False
    return _full(lines, widest) or (ends <= (len(lines) - 1) // 2 and len(lines[0].strip()) > widest // 2)


def _full(lines: list[str], width: int) -> bool:
    """True if no line has room for the first word of the one after it, as wrapping leaves them: sentences may then end
    where lines do by chance."""
    return all(len(line.rstrip()) + 1 + len(after.split(None, 1)[0]) > width for line, after in pairwise(lines))


def _ended(line: str, after: str) -> bool:
    """True if a line ends as a sentence does, and not with an abbreviation that the next line goes on from."""
    last = _LAST_WORD.search(line.rstrip().removesuffix("."))
    follow = _NEXT_WORD.match(after.lstrip())
    if last and follow and (_holds(last.group(), follow[1], _starts(follow[1])) or _acronym(last.group(), follow[1])):
        return False
    return _END.search(line) is not None


def _acronym(word: str, after: str) -> bool:
    """`four U.N.` and `workers` are of one sentence."""
    return "." in word and after[:1].islower()


def _split(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for m in _BREAK.finditer(text, span.start, span.end):
        stop = m.end("close")
        if m.end() < span.end and not _ends_sentence(text, start, m):
            continue
        if text[start:stop].strip():
            yield _strip(text, Span(start, stop))
        start = m.end()
    if text[start : span.end].strip():
        yield _strip(text, Span(start, span.end))


def _ends_sentence(text: str, start: int, m: regex.Match[str]) -> bool:
    """False where the full stop belongs to an abbreviation, an initial or an acronym."""
    if m["mark"] != ".":
        return True
    last = _LAST_WORD.match(text, start, m.start())  # backwards: it ends there
    if last is None:
        return True
    word, follow = last.group(), _NEXT_WORD.match(text, m.end())
    after = follow[1] if follow else ""
    starter = _starts(after)
    if (len(word) == 1 and word.isupper()) or ("." in word and word[0].isupper()):
        return starter
    return not _holds(word, after, starter)


def _starts(word: str) -> bool:
    found = load()["abbreviations"].at((word.lower(),), 0)
    return found is not None and found.entry.get("use") == "starter"


def _holds(word: str, after: str, starter: bool) -> bool:
    """True if the abbreviation `word` goes on after its stop."""
    found = load()["abbreviations"].at((word.lower(),), 0) if "." not in word else None
    use = found.entry.get("use") if found else ""
    if use == "title":
        return after[:1].isupper() and not starter
    if use == "month":
        return after[:1].isdigit()
    return use == "any" or (use == "inner" and not starter and (after[:1].isdigit() or word.lower() != "no"))


def _strip(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    return Span(span.start + len(piece) - len(piece.lstrip()), span.end - len(piece) + len(piece.rstrip()))


_SMALL = b"abcdefghijklmnopqrstuvwxyz"


def _shouting(sentence: str) -> bool:
    """True for text in capitals. Small letters are counted first, in bytes: a fifth of them settles the matter."""
    plain = sentence.encode(errors="replace")
    if 5 * (len(plain) - len(plain.translate(None, _SMALL))) >= len(sentence):
        return False
    letters = [c for c in sentence if c.isalpha()]
    return len(letters) > 8 and sum(c.isupper() for c in letters) > 0.8 * len(letters)
