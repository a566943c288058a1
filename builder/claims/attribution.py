"""Who says it: every stretch of a document that is somebody's words, with the one who is the innermost source.

Codebook, part 2 ("Who says so") and part 5. Reporting words come from mentions.reporting; here they get a scope (the
clauses they hold for), a resolved source, and the quotations that belong to them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from builder.claims.quotes import find_quotes
from builder.claims.speakers import Speaker, Speakers
from builder.mentions.report import Report
from builder.mentions.reporting import find_reports
from builder.mentions.small_words import skip_setting, small_words
from builder.mentions.sources import looks_like_source, source_after
from builder.model import Attribution, Sentence, Span

_FEWEST = 5
"""Words a quotation without a tag of its own must have; fewer are scare quotes."""


class _Said(NamedTuple):
    """A report with its speaker and scope (characters)."""

    sentence: Sentence
    report: Report
    speaker: Speaker
    via: str | None
    scope: Span
    cue: str

    @property
    def tag(self) -> Span:
        return self.sentence.span(self.report.start, max(self.report.stop, self.report.j))


def find_attributions(text: str, sentences: Sequence[Sentence]) -> list[Attribution]:
    """All attributions of a document, sorted by start, outer before inner."""
    speakers = Speakers(text)
    said = [one for s in sentences if (reports := find_reports(s)) for one in _sentence(s, reports, speakers)]
    quotes = find_quotes(text)
    found = [_attribution(one, _within(one, quotes)) for one in said]
    found += _quoted(text, sentences, said, speakers, quotes)
    return sorted(set(found), key=lambda a: (a.start, -a.end))


def attribution_at(attributions: Sequence[Attribution], position: int) -> Attribution | None:
    """The innermost attribution (the smallest stretch) that covers a character; `attributions` as found, sorted."""
    best: Attribution | None = None
    for k in range(bisect_right(attributions, position, key=lambda a: a.start) - 1, -1, -1):
        one = attributions[k]
        if one.end > position and (best is None or one.end - one.start < best.end - best.start):
            best = one
        if position - one.start > _REACH:
            break
    return best


_REACH = 6000
"""No attribution is longer than this many characters."""


def _attribution(one: _Said, scope: Span) -> Attribution:
    speaker = one.speaker
    return Attribution(scope.start, scope.end, speaker.text, speaker.type or "other", one.cue, speaker.span, one.via)


def _within(one: _Said, quotes: list[Span]) -> Span:
    """A scope ends with the quotation its tag stands in."""
    tag, scope = one.tag, one.scope
    for quote in quotes:
        if quote.start < tag.start and tag.end <= quote.end:
            return Span(max(scope.start, quote.start), min(scope.end, quote.end))
    return scope


def _sentence(s: Sentence, reports: list[Report], speakers: Speakers) -> list[_Said]:
    found: list[_Said] = []
    last: Speaker | None = None
    for n, report in enumerate(reports):
        speaker = speakers.hear(s, report.source) if report.source else last or _subject(s, report, speakers)
        if speaker is None:
            continue
        via = _via(s, report, speakers)
        cue = " ".join(s.span(report.i, report.j).of(speakers.text).split())
        if report.use == "cite" and found:
            host = found.pop()
            found.append(host._replace(speaker=speaker, via=host.speaker.text, cue=cue))
        else:
            found.append(_Said(s, report, speaker, via, _scope(s, reports, n), cue))
        last = speaker
    return _cited(found)


def _cited(found: list[_Said]) -> list[_Said]:
    """ "The paper, citing X, reported ...": X is the source of what the paper reports."""
    if len(found) > 1 and found[0].report.use == "cite" and found[0].report.stop <= found[1].report.i:
        host = found[1]
        return [host._replace(speaker=found[0].speaker, via=host.speaker.text, cue=found[0].cue), *found[2:]]
    return found


def _via(s: Sentence, report: Report, speakers: Speakers) -> str | None:
    """The outlet that was told, if it is one."""
    if report.via is None:
        return None
    heard = Speakers(speakers.text).hear(s, report.via)
    return heard.text if heard and heard.type == "media" else None


def _subject(s: Sentence, report: Report, speakers: Speakers) -> Speaker | None:
    """Whom ", saying ..." belongs to where nobody has spoken yet: the subject of the sentence, if it can speak."""
    k = skip_setting(s, 0)
    while k < report.i and (s.tokens.words[k] == "," or s.tokens.words[k] in small_words().turn):
        k = skip_setting(s, k + 1)
    source = source_after(s, k)
    if source is None or source.j > report.i or not looks_like_source(s, source):
        return None
    return speakers.hear(s, source)


def _scope(s: Sentence, reports: list[Report], n: int) -> Span:
    """The characters a report holds for."""
    report = reports[n]
    left, right = report.start, report.stop
    if report.way in ("before", "around"):
        left = _left_border(s, reports, n)
    if report.way in ("after", "around"):
        right = _right_border(s, reports, n)
    return s.span(left, max(right, report.j, left + 1))


def _borders(s: Sentence) -> list[int]:
    """Tokens where a clause may return to the writer's voice: ";", ", but", ", while"."""
    words = s.tokens.words
    return [k for k, w in enumerate(words) if w == ";" or (w in (",", "-", "–", "—") and k + 1 < len(words) and words[k + 1] in small_words().turn)]


def _left_border(s: Sentence, reports: list[Report], n: int) -> int:
    report, words = reports[n], s.tokens.words
    before = max((r.stop for r in reports[:n] if r.source), default=-1)
    lefts = [k + 1 for k in _borders(s) if k < report.start and (words[k] == ";" or before >= 0 and k >= before)]
    if before >= 0:
        lefts += [k + 1 for k in range(before, report.start - 1) if words[k] == "," and words[k + 1] == "and"]
        if reports[n - 1].way in ("before", "around") and reports[n - 1].source:
            lefts.append(reports[n - 1].stop)
    return max((k for k in lefts if k < report.start), default=0)


def _right_border(s: Sentence, reports: list[Report], n: int) -> int:
    report, words, end = reports[n], s.tokens.words, len(s.tokens)
    rights = [k for k in _borders(s) if k >= report.stop]
    rights += [r.start for r in reports[n + 1 :] if r.source and r.start > 0 and words[r.start - 1] == "and" and r.way == "after"]
    return min(rights, default=end)


def _quoted(text: str, sentences: Sequence[Sentence], said: list[_Said], speakers: Speakers, quotes: list[Span]) -> list[Attribution]:
    """Quotations with their speakers: by a tag at either end, else by the speaker before in the same paragraph."""
    found: list[Attribution] = []
    starts = [s.start for s in sentences]
    last: tuple[_Said, int] | None = None
    for quote in quotes:
        first = sentences[max(0, bisect_right(starts, quote.start) - 1)]
        final = sentences[max(0, bisect_right(starts, quote.end - 1) - 1)]
        owner = _tagged(text, quote, said, final)
        if owner is None and _speech(text, quote):
            owner = _introduced(text, quote, first, speakers) or _carried(quote, said, last, first)
        if owner is not None:
            found.append(_attribution(owner, quote))
            last = (owner, quote.end)
    return found


def _speech(text: str, quote: Span) -> bool:
    """True for a quotation long enough, or closed as a sentence is; scare quotes are neither."""
    return text.count(" ", *quote) >= _FEWEST - 1 or text[quote.end - 2] in ".!?"


def _tagged(text: str, quote: Span, said: list[_Said], final: Sentence) -> _Said | None:
    """The report whose tag touches the quotation, before it ("wrote: ") or after it (", said X")."""
    for one in said:
        tag = one.tag
        gap = text[tag.end : quote.start] if tag.end <= quote.start <= tag.end + 12 else "."
        if one.report.way != "before" and all(c in " ,:\n([" for c in gap.replace("that", "")):
            return one
    for one in said:
        if one.tag.start >= quote.end and one.report.way in ("around", "before"):
            near = one.tag.start <= quote.end + 4
            if one.sentence is final or (near and one.sentence.index == final.index + 1 and text[one.tag.start].islower()):
                return one
    return next((one for one in said if one.sentence is final and quote.end <= one.tag.start <= quote.end + 4), None)


def _introduced(text: str, quote: Span, first: Sentence, speakers: Speakers) -> _Said | None:
    """A quotation after a colon belongs to the subject of the sentence that leads up to it."""
    lead = text[max(0, quote.start - 3) : quote.start].rstrip()
    if not lead.endswith(":") or first.start >= quote.start:
        return None
    report = Report(0, 1, None, "after", "quote", 0, 1)
    upto = bisect_right(first.tokens.starts, quote.start) - 1
    speaker = _subject(first, report._replace(i=upto), speakers)
    return _Said(first, report, speaker, None, quote, ":") if speaker else None


def _carried(quote: Span, said: list[_Said], last: tuple[_Said, int] | None, first: Sentence) -> _Said | None:
    """The speaker of the quotation before, or the one who spoke last in this paragraph."""
    earlier = [one for one in said if one.tag.end <= quote.start]
    if not earlier or (earlier[-1].sentence.index == first.index and earlier[-1].report.way == "after"):
        return None
    one = earlier[-1]
    if one.sentence.paragraph == first.paragraph:
        return one
    opens = first.start == quote.start
    return one if opens and last is not None and last[0] is one and first.paragraph - one.sentence.paragraph == 1 else None
