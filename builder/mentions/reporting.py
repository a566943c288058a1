"""Reporting words with their sources in one sentence: "police said", "according to the mayor", ", said X"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from builder.language.lexicon import Match, load
from builder.mentions.sources import (
    Source,
    back_over_setting,
    capital,
    is_pronoun,
    looks_like_source,
    names_source,
    skip_setting,
    small_words,
    source_after,
    source_before,
)
from builder.model import Sentence

QUOTES = frozenset(['"', "''", "``", "'"])
_ENDS = frozenset([".", "!", "?", ";", "…"])
_SILENT = frozenset(["setting", "auxiliary", "be", "adverb", "article", "determiner", "amount", "link", "border", "person", "group", "thing", "day"])


class Report(NamedTuple):
    """Tokens i..j are the reporting words. `way` says where the content stands: after, before or around them.

    source is None where the words leave it to the sentence ("..., adding that"); `start`..`stop` are the tokens of the
    whole tag, cue and source and what belongs to them; `via` is the outlet that was told.
    """

    i: int
    j: int
    source: Source | None
    way: str
    use: str
    start: int
    stop: int
    via: Source | None = None


def find_reports(s: Sentence) -> list[Report]:
    """All reporting words of a sentence that have a source, from left to right."""
    return [report for cue in _cues(s) if (report := _report(s, cue)) is not None]


def _cues(s: Sentence) -> Iterator[Match]:
    for found in load()["reporting"].find(s.tokens.words):
        if found.entry.get("form") not in _SILENT:
            yield found


def _report(s: Sentence, cue: Match) -> Report | None:
    form, use = cue.form or cue.entry.get("form"), cue.entry.get("use")
    if form == "preposition" or (use == "cite" and form == "ing"):
        return _preposition(s, cue)
    if form == "phrase":
        return _quoted(s, cue)
    if form == "ing":
        return _participle(s, cue)
    return _verb(s, cue, form)


def _preposition(s: Sentence, cue: Match) -> Report | None:
    """ "according to X": before the content if it opens the sentence or a clause, else after it."""
    source = source_after(s, cue.j)
    if source is None or (s.tokens.words[cue.i] == "per" and not looks_like_source(s, source)):
        return None
    stop = skip_setting(s, source.j)
    use = "cite" if cue.entry.get("use") == "cite" else "say"
    return Report(cue.i, cue.j, source, "after" if _opens(s, cue.i) else "around", use, cue.i, stop)


def _opens(s: Sentence, i: int) -> bool:
    """True if token i opens a clause, after a border at most: "But according to ..."."""
    words = s.tokens.words
    while i > 0 and (words[i - 1] in small_words("adverb", "border") or words[i - 1] in QUOTES or words[i - 1] in ("and", ":", ";", "(")):
        i -= 1
    return i == 0 or (words[i - 1] in (";",))


def _quoted(s: Sentence, cue: Match) -> Report | None:
    """ "X was quoted as saying", "X, quoted by Y"."""
    end, _ = back_over_setting(s, cue.i)
    source = source_before(s, end)
    if source is None:
        return None
    by = s.tokens.words[cue.j - 1] == "by"
    via = source_after(s, cue.j) if by else None
    return Report(cue.i, cue.j, source, _way(s, source, cue.j, cue.j), "say", source.i, cue.j, via)


def _participle(s: Sentence, cue: Match) -> Report | None:
    """ ", saying ...": whoever the sentence is about."""
    before = s.tokens.words[cue.i - 1] if cue.i else ""
    if before not in (",", "and", "-", "–", "—") and before not in small_words("adverb"):
        return None
    return Report(cue.i, cue.j, None, "after", cue.entry.get("use"), cue.i, cue.j)


def _verb(s: Sentence, cue: Match, form: str) -> Report | None:
    words, use = s.tokens.words, cue.entry.get("use")
    if form in ("past", "participle") and (by := _by(s, cue.j)) is not None:
        return by._replace(i=cue.i, use=use, start=cue.i) if use in ("say", "report", "show", "post", "toll") else None
    end, passive = back_over_setting(s, cue.i)
    if passive and form != "ing":
        return None
    if form == "base" and cue.i and words[cue.i - 1] == "to":
        return None
    if (report := _inverted(s, cue, use)) is not None:
        return report
    source = source_before(s, end)
    if source is None or not _fits(s, source, cue, form):
        return None
    return _with_addressee(s, Report(cue.i, cue.j, source, "after", use, source.i, cue.j))


def _by(s: Sentence, j: int) -> Report | None:
    """ "was reported on Friday by X", "reported by X"; a passive without a speaker says nothing."""
    words, n = s.tokens.words, len(s.tokens)
    k = skip_setting(s, j)
    limit = min(n, j + 8 if k == j else k + 1)
    while k < limit and words[k] not in ("by", ",", "that") and words[k] not in _ENDS and words[k] not in small_words("border"):
        k += 1
    if k >= n or words[k] != "by":
        return None
    source = source_after(s, k + 1)
    if source is None or not looks_like_source(s, source):
        return None
    return Report(j, j, source, "around", "say", j, source.j)


def _inverted(s: Sentence, cue: Match, use: str) -> Report | None:
    """ '..., said X.' """
    words, n = s.tokens.words, len(s.tokens)
    if cue.i and words[cue.i - 1] not in (",", "?", "!", "-", "—", "–") and words[cue.i - 1] not in QUOTES:
        return None
    source = source_after(s, cue.j)
    if source is None or not looks_like_source(s, source):
        return None
    stop = skip_setting(s, source.j)
    if stop < n and (words[stop] == "that" or (words[stop][0].isalnum() and words[stop] not in small_words("border", "link"))):
        return None
    return Report(cue.i, cue.j, source, "around", use, cue.i, stop)


def _fits(s: Sentence, source: Source, cue: Match, form: str) -> bool:
    """True if this subject can be the one that says it, in these words."""
    words, use = s.tokens.words, cue.entry.get("use")
    after = words[cue.j] if cue.j < len(words) else "."
    if use == "say":
        return form != "base" or looks_like_source(s, source)
    if not looks_like_source(s, source):
        return False
    if form in ("past", "participle") and words[source.j - 1] in small_words("determiner", "amount"):
        return False
    if use == "quote":
        return after in QUOTES or after in (":", ",") or _after_quote(s, source.i)
    if use == "toll":
        return any(w in ("toll", "number", "count", "total", "figure", "tally", "estimate") for w in words[cue.j : cue.j + 6])
    if use == "show":
        return is_pronoun(words[source.i]) or names_source(s, source.i, source.j)
    if use == "think":
        return after in ("that", "the", "a", "at", "as", "more", "up", "it", "there", "many", "some", "they") or after[0].isdigit() or _after_quote(s, source.i)
    return True


def _after_quote(s: Sentence, i: int) -> bool:
    return i > 0 and s.tokens.words[i - 1] in QUOTES


def _with_addressee(s: Sentence, report: Report) -> Report:
    """Skip who was told, and when; then see where the content stands."""
    words, n, source = s.tokens.words, len(s.tokens), report.source
    assert source is not None
    k, via = report.j, None
    if words[report.i] in ("told", "tells", "tell", "telling", "informed", "assured", "briefed"):
        heard = source_after(s, k)
        if heard is not None:
            k, via = _end_of_names(s, heard), heard
    stop = skip_setting(s, k)
    if stop < n and words[stop] in ("that", ":"):
        stop += 1
    return report._replace(way=_way(s, source, k, stop), stop=stop, via=via)


def _end_of_names(s: Sentence, heard: Source) -> int:
    """Where the addressee ends: its capitals, or its one noun ("reporters")."""
    words, k = s.tokens.words, heard.i
    while k < heard.j and words[k] in small_words("article", "determiner", "amount"):
        k += 1
    if not capital(s, k):
        return min(k + 1, heard.j)
    while k < heard.j and (capital(s, k) or words[k] in ("of", "-", "'s")):
        k += 1
    return k


def _way(s: Sentence, source: Source, k: int, stop: int) -> str:
    words, n = s.tokens.words, len(s.tokens)
    start = source.i
    first = start == 0 or _opens(s, start) or _adverbial(s, start)
    if stop >= n or words[stop] in _ENDS:
        return "before" if not first else "next"
    if words[stop] in (",", ")", "-", "—", "–") or (words[stop] in QUOTES and words[start - 1] in QUOTES):
        return "after" if first else "around"
    if words[start - 1] in (",", *QUOTES) and not first and (stop > k or words[stop] in small_words("link", "border")) and words[stop - 1] != "that":
        return "around"
    return "after"


def _adverbial(s: Sentence, i: int) -> bool:
    """True if all that stands before token i is "On Friday," or "In a statement,"."""
    words = s.tokens.words
    if i == 0:
        return True
    if words[i - 1] != ",":
        return skip_setting(s, 0) >= i
    k = skip_setting(s, 0)
    if k >= i - 1:
        return True
    return words[0] in small_words("link", "border") and "," not in words[: i - 1]
