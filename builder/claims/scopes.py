"""The stretch of a sentence that a report holds for, by its clause borders and the other reports beside it."""

from __future__ import annotations

from builder.mentions.report import Report, phrase_end
from builder.mentions.small_words import cue_at, small_words
from builder.model import Sentence, Span

_PAUSES = frozenset(",-–—")


def scope_of(s: Sentence, reports: list[Report], n: int) -> Span:
    """Characters from the first to the last word that report n holds for, its own tag among them."""
    report = reports[n]
    left, right = report.start, report.stop
    if report.way in ("before", "around"):
        left = _left_border(s, reports, n)
    if report.way == "near":
        left = next((k + 1 for k in range(report.start - 1, -1, -1) if s.tokens.words[k] in (",", ";", "(")), 0)
    if report.way == "inner":
        right = phrase_end(s, report.stop)
    if report.way in ("after", "around"):
        right = _right_border(s, reports, n)
    return s.span(left, max(right, report.j, left + 1))


def tag_of(s: Sentence, report: Report) -> Span:
    """The reporting words with their source: what is said stands outside them."""
    if report.j == 0:
        return Span(s.start, s.start)
    if report.use == "charge":  # who is charged is no part of what is said
        return s.span(report.start, report.stop)
    if report.source is None:
        return s.span(report.i, report.j)
    if report.source.i > report.j + 1:  # "was identified as Jane Roe by police"
        return s.span(report.source.i - 1, report.source.j)
    return s.span(min(report.i, report.source.i), max(report.j, report.source.j))


def content(scope: Span, tag: Span) -> list[Span]:
    """A scope without its tag: one stretch, or two where the tag stands in the middle."""
    parts = [Span(scope.start, min(tag.start, scope.end)), Span(max(tag.end, scope.start), scope.end)]
    return [part for part in parts if part.end - part.start > 2]


def _borders(s: Sentence) -> list[int]:
    """Tokens where a clause may return to the writer's voice: ";", ", but", ", while"."""
    return [k for k, word in enumerate(s.tokens.words) if word == ";" or (word in _PAUSES and _turns(s, k + 1))]


def _turns(s: Sentence, k: int) -> bool:
    """True if a clause with a subject of its own begins at k: ", but hours later ...", not ", but would also ..."."""
    words, w = s.tokens.words, small_words()
    if k + 1 >= len(words) or words[k] not in w.turn:
        return False
    after = next((m for m in range(k + 1, len(words)) if words[m] not in w.adverb), k + 1)
    cue = cue_at(s, after)
    return words[after] not in w.before_verb and not (cue is not None and cue.form in ("past", "s"))


def _left_border(s: Sentence, reports: list[Report], n: int) -> int:
    report, words = reports[n], s.tokens.words
    before = max((r.stop for r in reports[:n] if r.source), default=-1)
    lefts = [k + 1 for k in _borders(s) if k < report.start and (words[k] == ";" or 0 <= before <= k)]
    if before >= 0:
        lefts += [k + 1 for k in range(before, report.start - 1) if words[k] == "," and words[k + 1] == "and"]
        if reports[n - 1].way in ("before", "around") and reports[n - 1].source:
            lefts.append(reports[n - 1].stop)
    return max((k for k in lefts if k < report.start), default=0)


def _right_border(s: Sentence, reports: list[Report], n: int) -> int:
    report, words = reports[n], s.tokens.words
    rights = [k for k in _borders(s) if k >= report.stop + (report.way == "after")]
    rights += [r.start for r in reports[n + 1 :] if _begins_anew(s, r) and r.start >= report.stop]
    if report.way == "after":
        rights += [
            r.start for r in reports[n + 1 :] if r.way == "before" or (r.way == "around" and r.stop >= len(words) - 2)
        ]
    return min(rights, default=len(words))


def _begins_anew(s: Sentence, report: Report) -> bool:
    """True for ", and the mayor said ...": a report of its own, not one within another."""
    return (
        report.source is not None
        and report.way == "after"
        and report.start > 0
        and s.tokens.words[report.start - 1] == "and"
    )
