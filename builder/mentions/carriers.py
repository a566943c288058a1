"""Sources that need no reporting word: "By one estimate, ...", "In a report of X, ...", "Police: nine held"."""

from __future__ import annotations

from builder.mentions.report import Report
from builder.mentions.small_words import DASHES, QUOTES, back_over_setting, is_wall, skip_setting, small_words, word_at
from builder.mentions.source_edges import known, left_edge, right_edge
from builder.mentions.source_types import is_paper, is_plan, is_study
from builder.mentions.sources import Source, source_after, source_before
from builder.model import Sentence

_LONGEST_LABEL = 8
_LONGEST_TAIL = 14
"""Tokens that tell more of a paper at most: "In a poll |of 900 voters in May, "."""
_OPENING = frozenset({"in", "by", "under"})
_INSIDE = frozenset({"in", "from"})


def opening_paper(s: Sentence) -> Report | None:
    """ "In a report of X, ..." at the start of a sentence or ", by one estimate" within it."""
    words = s.tokens.words
    for k in range(len(words) - 2 if not _OPENING.isdisjoint(words) else 0):
        if words[k] not in _OPENING or (
            k and words[k - 1] not in (",", "and", ";") and words[k - 1] not in small_words().adverb
        ):
            continue
        source = source_after(s, k + 1)
        if source is None or skip_setting(s, k) > k + 1 or not is_paper(s, source, opening=True):
            continue
        stop = skip_setting(s, source.j)
        if stop >= len(words) or words[stop] in (",", ".", ";"):
            return Report(
                k,
                k + 1,
                source,
                "after" if k == 0 or words[k - 1] != "," or stop < len(words) - 1 else "before",
                "say",
                k,
                stop,
            )
        if k == 0 and stop > source.j:
            return Report(k, k + 1, source, "after", "say", k, stop)
        if k == 0 and words[stop] in small_words().link and "," in words[stop : stop + _LONGEST_TAIL]:
            return Report(k, k + 1, source, "after", "say", k, words.index(",", stop))
    return None


def inner_paper(s: Sentence) -> Report | None:
    """ "He leads by 5 points |in the latest Lakeside poll": a study at the end of a clause that has a number."""
    words = s.tokens.words
    for k in range(1, len(words) - 2):
        if words[k] not in _INSIDE or words[k + 1] not in small_words().opener:
            continue
        source = source_after(s, k + 1)
        if source is None or not is_study(s, source) or not any(w[0].isdigit() for w in words[:k]):
            continue
        if word_at(s, skip_setting(s, source.j)) in (",", ".", ";"):
            return Report(k, k + 1, source, "around", "say", k, source.j)
    return None


def plans(s: Sentence) -> list[Report]:
    """ "The mayor's plan |would close nine schools": a plan says what it would do."""
    words, found = s.tokens.words, []
    for k in (k for k, word in enumerate(words) if k > 1 and word in small_words().modal):
        if word_at(s, k + 1) in small_words().be:  # "the plan will be discussed"
            continue
        source = source_before(s, back_over_setting(s, k))
        if source is not None and is_plan(s, source):
            found.append(Report(k, k + 1, source, "after", "say", source.i, k + 1))
    return found


def label(s: Sentence) -> list[Report]:
    """ "Police: nine held": a known source, a colon, and what it says."""
    words = s.tokens.words
    found = []
    for k in range(1, len(words) - 1 if ":" in words else 0):
        if words[k] != ":" or words[k + 1] in QUOTES:
            continue
        i = left_edge(s, k)
        if (
            0 < k - i <= _LONGEST_LABEL
            and (i == 0 or words[i - 1] in QUOTES or words[i - 1] in (":", "|", "#", "!"))
            and _speaks(s, i, k)
        ):
            found.append(Report(k, k + 1, Source(i, k), "after", "say", i, k + 1))
    return found


def headline_tag(s: Sentence) -> list[Report]:
    """ "Nine held - police": a known source after a colon or dash ends a line without a full stop."""
    words, n = s.tokens.words, len(s.tokens)
    for k in range(max(1, n - 5), n - 1):
        if (words[k] == ":" or (words[k] in DASHES and not s.tokens.glued(k))) and k >= 3:
            end = right_edge(s, k + 1)
            if end == n and _speaks(s, k + 1, n) and not any(is_wall(s, m) for m in range(k + 1, n)):
                return [Report(k, k + 1, Source(k + 1, n), "before", "say", k, n)]
    return []


def _speaks(s: Sentence, i: int, j: int) -> bool:
    """True if the last known noun of i..j is a body or person, with nothing unknown after it but names."""
    found = known(s, i, j)
    return (
        bool(found)
        and found[-1].entry.get("role") in ("head", "generic", "name")
        and (found[-1].j == j - i or all(s.tokens.caps[i:j]))
    )
