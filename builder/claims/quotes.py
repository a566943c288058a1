"""Quoted speech: where it opens and closes, over sentences and paragraphs, and whose it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from builder.claims.scopes import tag_of
from builder.claims.speakers import Speaker, Speakers
from builder.mentions.report import Report
from builder.mentions.sources import Source
from builder.model import Sentence, Span

# A straight mark opens after a space or a bracket and closes otherwise; two single marks count as one double mark.
_MARK = regex.compile(r"[“”«»\"]|''|``")
_PAIRS = {"“": "”", "«": "»", "``": "''"}
_SINGLE = regex.compile(r"(?<![\p{L}\p{N}])‘(?=[\p{L}\p{N}#@])")
_SINGLE_END = regex.compile(r"’(?![\p{L}\p{N}])")
_OPENERS = frozenset("“\"«'`")
_CLOSING = frozenset(".,!?")
_CLOSERS = frozenset('.!?”"»')
_LONGEST = 3000
"""Characters after which a quotation that never closes is given up."""
_FEWEST = 5
"""Words a quotation without a tag of its own must have, unless it closes as a sentence does; fewer are scare quotes."""
_SIGNED = regex.compile(r"\s*[-–—―]{1,2}\s*(?P<name>\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,4})")


class Said(NamedTuple):
    """A report with its speaker and scope (characters); `cue` are the reporting words as printed."""

    sentence: Sentence
    report: Report
    speaker: Speaker
    via: str | None
    scope: Span
    cue: str

    @property
    def tag(self) -> Span:
        return tag_of(self.sentence, self.report)

    @property
    def whole_tag(self) -> Span:
        """The tag with what belongs to it: who was told, when, "in a statement", "that"."""
        return self.sentence.span(self.report.start, max(self.report.stop, self.report.j))

    def carried(self, s: Sentence) -> Said:
        """The same speaker, for all of another sentence, which has no tag of its own."""
        report = Report(0, 0, Source(0, 0), "after", self.report.use, 0, 0)
        return self._replace(sentence=s, scope=Span(s.start, s.end), report=report)


def find_quotes(text: str) -> list[Span]:
    """Spans of quotations with their marks, in order, the outer ones only.

    A paragraph that opens with a mark while a quotation is open goes on with it, as its printers mean it to.
    """
    return sorted([*_double(text), *_single(text)]) if "‘" in text else _double(text)


def _single(text: str) -> list[Span]:
    """Quotations in single curly marks; the closing one looks like an apostrophe and is the last of its paragraph, or
    the first after a full stop or comma."""
    found: list[Span] = []
    for mark in _SINGLE.finditer(text):
        if found and mark.start() < found[-1].end:
            continue
        stop = text.find("\n", mark.end())
        again = _SINGLE.search(text, mark.end(), stop if stop >= 0 else len(text))
        ends = [
            m.end()
            for m in _SINGLE_END.finditer(
                text, mark.end(), again.start() if again else stop if stop >= 0 else len(text)
            )
        ]
        clear = [end for end in ends if text[end - 2] in ".,!?…"]
        if ends:
            found.append(Span(mark.start(), (clear or ends[-1:])[0]))
    return found


def _double(text: str) -> list[Span]:
    found: list[Span] = []
    start, sign, depth = -1, "", 0
    for mark in _MARK.finditer(text):
        at, now = mark.start(), mark.group()
        if start >= 0 and (at - start > _LONGEST or _broken(text, start, at, sign)):
            start = -1
        if start < 0:
            if _opens(text, mark):
                start, sign, depth = at, now, 0
        elif _opens(text, mark):
            if now == sign and not _new_line(text, at):
                start = at
            elif now != sign:
                depth += 1
        elif depth and now != _PAIRS.get(sign, sign):
            depth -= 1
        else:
            found.append(Span(start, mark.end()))
            start = -1
    return found


def _opens(text: str, mark: regex.Match[str]) -> bool:
    sign = mark.group()
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if sign in "“«``":
        return sign != "“" or before not in _CLOSING or not (after.isspace() or not after)  # “No.“
    if sign in "”»":
        return False
    return (not before or before.isspace() or before in "([—–-:") and not after.isspace() and after != ""


def _new_line(text: str, at: int) -> bool:
    return text[:at].rstrip(" \t")[-1:] == "\n"


def _broken(text: str, start: int, at: int, sign: str) -> bool:
    """True if the quotation was never closed: a paragraph begins without a mark, or with another kind of mark."""
    gap = text.find("\n", start, at)
    while gap >= 0:
        line = text[gap + 1 : gap + 120].lstrip()
        blank = text[gap + 1 : gap + 2] in ("\n", " ", "")
        if line[:1] in _OPENERS:
            fresh = blank or text[gap - 1] in _CLOSERS
            if fresh and line[0] != sign[0] and line[0] not in "'`":
                return True
        elif line and blank:
            return True
        gap = text.find("\n", gap + 1, at)
    return False


def owners(
    text: str, sentences: Sequence[Sentence], quotes: list[Span], said: list[Said], speakers: Speakers
) -> Iterator[tuple[Said, Span]]:
    """Quotations with their speakers: by a tag at either end, else by the speaker before in the same paragraph."""
    starts, tags = [s.start for s in sentences], [one.whole_tag for one in said]
    last: Said | None = None
    for quote in quotes:
        first = sentences[max(0, bisect_right(starts, quote.start) - 1)]
        final = sentences[max(0, bisect_right(starts, quote.end - 1) - 1)]
        near = _near(said, tags, first, final)
        owner = _before(text, quote, near) or _after(text, quote, near, final) or _signed(text, quote, final)
        if owner is None and _speech(text, quote):
            leads = first if first.start < quote.start else sentences[max(0, first.index - 1)]
            owner = _introduced(text, quote, leads, speakers) or _earlier(quote, said, tags, last, first)
        if owner is not None:
            yield owner, quote
            last = owner


def _near(said: list[Said], tags: list[Span], first: Sentence, final: Sentence) -> list[tuple[Said, Span]]:
    """The reports of the sentences from the one before the quotation to the one after it."""
    low = bisect_right(said, first.index - 2, key=lambda one: one.sentence.index)
    high = bisect_right(said, final.index + 1, key=lambda one: one.sentence.index)
    return list(zip(said[low:high], tags[low:high], strict=True))


def _speech(text: str, quote: Span) -> bool:
    """True for a quotation long enough, or closed as a sentence is; scare quotes are neither."""
    return text.count(" ", *quote) >= _FEWEST - 1 or text[quote.end - 2] in ".!?"


def _before(text: str, quote: Span, near: list[tuple[Said, Span]]) -> Said | None:
    """'X wrote: "..."'"""
    for one, tag in near:
        gap = text[tag.end : quote.start] if tag.end <= quote.start <= tag.end + 12 else "."
        if one.report.way != "before" and one.report.j > 0 and all(c in " ,:\n([" for c in gap.replace("that", "")):
            return one
    return None


def _after(text: str, quote: Span, near: list[tuple[Said, Span]], final: Sentence) -> Said | None:
    """'"...," said X.' ; the tag may have become a sentence of its own after a question mark."""
    for one, tag in near:
        if tag.start < quote.end or one.report.j == 0:
            continue
        touches = tag.start <= quote.end + 4
        if one.sentence is final and (touches or one.report.way in ("around", "before")):
            return one
        if (
            touches
            and one.sentence.index == final.index + 1
            and (text[tag.start].islower() or text[quote.end - 2] in "?!,…")
        ):
            return one
    return None


def _signed(text: str, quote: Span, final: Sentence) -> Said | None:
    """'"..." - Jane Roe'"""
    name = _SIGNED.match(text, quote.end)
    if name is None:
        return None
    span = Span(*name.span("name"))
    speaker = Speaker(span.of(text), span, "", frozenset(span.of(text).lower().split()), frozenset(), "person")
    return Said(
        final,
        Report(0, 0, Source(0, 0), "before", "quote", 0, 0),
        speaker,
        None,
        quote,
        text[quote.end : span.start].strip(),
    )


def _introduced(text: str, quote: Span, first: Sentence, speakers: Speakers) -> Said | None:
    """A quotation after a colon belongs to the subject of the sentence that leads up to it."""
    if not text[max(0, quote.start - 3) : quote.start].rstrip().endswith(":") or first.start >= quote.start:
        return None
    speaker = speakers.subject(first, bisect_right(first.tokens.starts, quote.start) - 1)
    report = Report(0, 0, Source(0, 0), "after", "quote", 0, 0)
    return Said(first, report, speaker, None, quote, ":") if speaker else None


def _earlier(quote: Span, said: list[Said], tags: list[Span], last: Said | None, first: Sentence) -> Said | None:
    """The speaker of the quotation before, or the one who spoke last in this paragraph."""
    k = bisect_right(tags, quote.start, key=lambda tag: tag.end) - 1
    if k < 0:
        return None
    one = said[k]
    if one.sentence.index == first.index and one.report.way == "after":
        return one if quote.end > first.end else None
    if one.sentence.paragraph == first.paragraph:
        return one
    goes_on = first.start == quote.start and last is one and first.paragraph - one.sentence.paragraph == 1
    return one if goes_on else None
